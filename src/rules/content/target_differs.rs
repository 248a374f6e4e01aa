//! `target-differs`: one indicator, two values. Compares `[[targets]]` with the tables and the text
//! of the sections on goals.

use crate::text::word_list::{
    contains_word, ends_with_word, numbered, pairs, starts_with_word, words,
};
use std::collections::HashMap;

use aho_corasick::AhoCorasick;
use rust_decimal::Decimal;

use crate::plan::{Section, TextRun};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::sections;
use crate::text::{At, han};

use super::cells::{Entry, Grid, of_blocks, unit_of};
use super::decimal;

/// Which of an indicator's two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Which {
    Baseline,
    Target,
}

/// A value as it stands somewhere.
#[derive(Clone, Debug)]
struct Stated {
    name: String,
    which: Which,
    number: Decimal,
    unit: Option<String>,
    at: At,
}

/// What differs from what was stated first.
pub(in crate::rules) fn agree(selectors: &[String], cx: &Context<'_>) -> Vec<Hit> {
    let mut stated = configured(cx);
    let Some(plan) = &cx.project.plan else { return Vec::new() };
    let found: Vec<&Section> = selectors.iter().filter_map(|s| sections::find(cx, s)).collect();
    let looked_at: Vec<&Section> =
        if found.is_empty() { plan.sections.iter().collect() } else { found };
    let (mut grids, mut text_runs) = (Vec::new(), Vec::new());
    for (_, section) in looked_at.iter().flat_map(|s| s.walk()) {
        of_blocks(&section.blocks, &mut grids);
        for block in &section.blocks {
            if !matches!(block.kind, crate::plan::BlockKind::Table(_)) {
                text_runs.extend(block.text_runs());
            }
        }
    }
    for g in grids.iter() {
        tabled(g, &mut stated);
    }
    let names = stated.iter().map(|stated| stated.name.clone());
    let mut names: Vec<String> = names.collect();
    names.retain(|name| !name.is_empty());
    names.sort_unstable();
    names.dedup();
    // A table may name as many indicators as the text has paragraphs: all are looked for at once.
    if let Ok(finder) = AhoCorasick::new(&names) {
        for f in text_runs.iter() {
            told(f, &names, &finder, &mut stated);
        }
    }
    compare(&stated)
}

fn compare(stated: &[Stated]) -> Vec<Hit> {
    let mut first: HashMap<(&str, Which), &Stated> = HashMap::new();
    let mut out = Vec::new();
    for here in stated {
        let there = *first.entry((here.name.as_str(), here.which)).or_insert(here);
        if std::ptr::eq(here, there) {
            continue;
        }
        let Some(difference) = difference(here, there) else { continue };
        let what = if here.which == Which::Baseline { "基准值" } else { "目标值" };
        let shown = |s: &Stated| {
            let number = decimal::write(s.number, s.number.scale());
            number + s.unit.as_deref().unwrap_or_default()
        };
        let hit = Hit::at(here.at).arg("name", &here.name).arg("what", what);
        let hit = hit.arg("here", shown(here)).arg("there", shown(there));
        let hit = if difference == Difference::Unit { hit.variant("unit") } else { hit };
        out.push(hit.related(there.at, format!("这里是{}", shown(there))));
    }
    out
}

#[derive(PartialEq)]
enum Difference {
    Value,
    Unit,
}

fn difference(here: &Stated, there: &Stated) -> Option<Difference> {
    let (Some(unit_here), Some(unit_there)) = (&here.unit, &there.unit) else {
        let is_same = decimal::agree(here.number, there.number);
        return if is_same { None } else { Some(Difference::Value) };
    };
    let ((size_here, name_here), (size_there, name_there)) = (scale(unit_here), scale(unit_there));
    if name_here != name_there {
        return Some(Difference::Unit);
    }
    let is_same = if size_here == size_there {
        decimal::agree(here.number, there.number)
    } else {
        let (size_here, size_there) = (Decimal::from(size_here), Decimal::from(size_there));
        let difference = (here.number * size_here - there.number * size_there).abs();
        let rounding_here = decimal::rounding(here.number) * size_here;
        difference <= rounding_here.max(decimal::rounding(there.number) * size_there)
    };
    if is_same { None } else { Some(Difference::Value) }
}

/// A unit without its size word and in one spelling: 万m³ is (10000, m3).
fn scale(unit: &str) -> (u32, String) {
    let (mut size, mut rest) = (1, unit);
    if !starts_with_word(unit, "named-by-size") {
        for (word, factor) in numbered("unit-sizes") {
            if let Some(behind) = unit.strip_prefix(word.as_str()) {
                (size, rest) = (*factor, behind);
            }
        }
    }
    let mut name = rest.to_owned();
    for (from, to) in pairs("unit-spellings") {
        name = name.replace(from, to);
    }
    if name == "t" || name.starts_with("t/") {
        name = name.replacen('t', "吨", 1);
    }
    if name.ends_with("/t") {
        name = format!("{}吨", &name[..name.len() - 1]);
    }
    // A yearly amount is often printed without 年.
    if name.ends_with("/年") {
        name.truncate(name.len() - "/年".len());
    }
    (size, name)
}

fn configured(cx: &Context<'_>) -> Vec<Stated> {
    let mut out = Vec::new();
    for target in &cx.config().targets {
        let Some(indicator) = &target.indicator else { continue };
        let unit = target.unit.as_ref().map(|u| han::fold(&u.value));
        for (which, value) in [(Which::Baseline, &target.baseline), (Which::Target, &target.target)]
        {
            let Some(value) = value else { continue };
            if let Some((number, _)) = decimal::read(&value.value) {
                out.push(Stated {
                    name: han::fold(&indicator.value),
                    which,
                    number,
                    unit: unit.clone(),
                    at: value.at,
                });
            }
        }
    }
    out
}

/// The values of a table that has a column for the indicator and for its baseline or target.
fn tabled(grid: &Grid, out: &mut Vec<Stated>) {
    let find = |list: &str, not: &str| {
        let fits = |column: &usize| {
            let heading = grid.heading(*column);
            contains_word(heading, list) && !contains_word(heading, not)
        };
        let mut found = (0..grid.width()).filter(fits);
        let only = found.next()?;
        if found.next().is_none() { Some(only) } else { None }
    };
    let Some(name) = find("indicator-columns", "not-indicator-columns") else { return };
    let baseline = find("baseline-columns", "not-baseline-columns");
    let target = find("aim-columns", "not-aim-columns");
    let unit = find("unit-columns", "not-unit-columns");
    for row in &grid.rows {
        let Some(indicator) = row.get(name) else { continue };
        if indicator.text.is_empty() {
            continue;
        }
        let bare = indicator.text.split(['（', '(']).next().unwrap_or_default();
        let mut own = unit_of(&indicator.text);
        if let Some(entry) = unit.and_then(|column| row.get(column)) {
            let unit = han::fold(&entry.text);
            if !unit.is_empty() && unit != "-" {
                own = Some(unit);
            }
        }
        for (which, column) in [(Which::Baseline, baseline), (Which::Target, target)] {
            let Some(entry) = column.and_then(|c| row.get(c)) else { continue };
            push(bare, which, entry, own.clone(), out);
        }
    }
}

fn push(name: &str, which: Which, entry: &Entry, unit: Option<String>, out: &mut Vec<Stated>) {
    let super::cells::Value::Number(number, own) = &entry.value else { return };
    let unit = if own.is_empty() { unit } else { Some(own.clone()) };
    out.push(Stated { name: han::fold(name), which, number: *number, unit, at: entry.at });
}

/// `指标由3.00吨/万元降至2.90吨/万元` in running text.
fn told(flat: &TextRun, names: &[String], finder: &AhoCorasick, out: &mut Vec<Stated>) {
    let text = flat.text.as_str();
    if !contains_word(text, "target-beginnings") {
        return;
    }
    for found in finder.find_overlapping_iter(text) {
        let name = &names[found.pattern().as_usize()];
        let before = &text[..found.start()];
        // 重点企业审核覆盖率 is not 审核覆盖率: only a word that cannot be part of the name may
        // stand before it.
        if before.ends_with(han::is_han) && !ends_with_word(before, "before-indicators") {
            continue;
        }
        let after = &text[found.end()..];
        let mut beginnings = words("target-beginnings").iter();
        let Some(rest) = beginnings.find_map(|word| after.strip_prefix(word.as_str())) else {
            continue;
        };
        let Some((from, from_len)) = decimal::read(rest) else { continue };
        let from_at = text.len() - rest.len();
        let tail = &rest[from_len..];
        // Between the two numbers stand a unit and a verb, and nothing else.
        let near = &tail[..tail.floor_char_boundary(NEAR)];
        let verbs = words("target-verbs").iter().map(String::as_str);
        let verbs = verbs.filter_map(|verb| Some((near.find(verb)?, verb)));
        let Some((verb_at, verb)) = verbs.min_by_key(|(i, v)| (*i, std::cmp::Reverse(v.len())))
        else {
            continue;
        };
        let unit = han::fold(&tail[..verb_at]);
        let to_text = &tail[verb_at + verb.len()..];
        let Some((to, to_len)) = decimal::read(to_text) else { continue };
        let is_clause = unit.contains(['年', '，', '。']) && !unit.ends_with("/年");
        if unit.chars().count() > 12 || is_clause {
            continue;
        }
        let to_at = text.len() - to_text.len();
        let place = |start: usize, end: usize| flat.at(start, end).unwrap_or_default();
        let unit = if unit.is_empty() { None } else { Some(unit) };
        let stated = |which, number, at| Stated {
            name: name.clone(),
            which,
            number,
            unit: unit.clone(),
            at,
        };
        let from = stated(Which::Baseline, from, place(from_at, from_at + from_len));
        let to = stated(Which::Target, to, place(to_at, to_at + to_len));
        if !is_of_the_past(&from, &to, out) {
            out.extend([from, to]);
        }
    }
}

/// Whether a change ends where the baseline is: `三年间由3.10降至3.00`, with 3.00 as baseline. One
/// that goes from the target to the baseline has its values the wrong way round.
fn is_of_the_past(from: &Stated, to: &Stated, stated: &[Stated]) -> bool {
    let agrees = |which: Which, value: &Stated| {
        let mut others = stated.iter().filter(|s| s.which == which && s.name == value.name);
        others.any(|other| difference(value, other).is_none())
    };
    agrees(Which::Baseline, to) && !agrees(Which::Baseline, from) && !agrees(Which::Target, from)
}

/// Bytes behind a number in which the verb must begin and end.
const NEAR: usize = 200;
