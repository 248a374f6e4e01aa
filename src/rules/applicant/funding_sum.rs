//! `funding-sum`: whether the sources of money make up the total that the plan states.

use crate::text::word_list::{contains_word, is_word, words};
use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::plan::{Block, TextRun};
use crate::text::At;

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

/// An amount that is called a total: `总投资16000万元`, `总投资估算为1.6亿元`, `资金总额：320万元`.
/// `总投资回收期` does not match.
static TOTAL: LazyLock<Regex> = LazyLock::new(|| {
    let word = words("total-names").join("|");
    let filler = format!("(?:{})*(?:为|是|达|:|：)?约?", words("total-fillers").join("|"));
    let amount = r"(?P<hit>(?P<number>\d[\d,，]*(?:\.\d+)?)\s*(?P<unit>亿元|万元|元))";
    Regex::new(&format!(r"(?:{word}){filler}\s*{amount}")).expect("constant pattern")
});

/// Bytes of the longest subject that means anything, with what may stand around it.
const LONGEST_SUBJECT: usize = 200;

struct Total {
    at: At,
    value: f64,
    shown: String,
}

/// The totals of the whole project that the plan states.
fn totals(cx: &Context<'_>) -> Vec<Total> {
    let Some(plan) = &cx.project.plan else { return Vec::new() };
    let name = match &cx.config().project.name {
        Some(name) => name.value.as_str(),
        None => "",
    };
    let mut out = Vec::new();
    let mut read = |blocks: &[Block], is_money: bool| {
        for flat in blocks.iter().flat_map(Block::text_runs) {
            out.extend(totals_in(&flat, name, is_money));
        }
    };
    read(&plan.preamble, false);
    for (_, section) in plan.walk() {
        let is_money = contains_word(&section.heading.text, "money-headings");
        read(&section.blocks, is_money);
    }
    out
}

fn totals_in(flat: &TextRun, name: &str, is_money: bool) -> Vec<Total> {
    let mut out = Vec::new();
    for found in TOTAL.captures_iter(&flat.text) {
        let (Some(all), Some(hit)) = (found.get(0), found.name("hit")) else { continue };
        let (Some(number), Some(unit)) = (found.name("number"), found.name("unit")) else {
            continue;
        };
        // Whose total it is stands between the last punctuation and the word.
        let from = all.start().saturating_sub(name.len() + LONGEST_SUBJECT);
        let before = &flat.text[flat.text.ceil_char_boundary(from)..all.start()];
        let mut clauses = before.rsplit(['。', '；', ';', '，', ',', '：', ':', '\n', '（', '(']);
        let mut subject = clauses.next().unwrap_or(before).trim();
        for ending in words("subject-endings") {
            subject = subject.trim_end_matches(ending.as_str());
        }
        let is_named = !name.is_empty() && subject == name;
        let is_whole = is_named || is_word(subject, "whole-project");
        // Under a heading about money a sentence without a subject means the whole too.
        let is_understood = subject.is_empty() || is_word(subject, "whole-project-below-money");
        if !(is_whole || is_money && is_understood) {
            continue;
        }
        let Some(value) = in_ten_thousand(number.as_str(), unit.as_str()) else { continue };
        if let Some(at) = flat.at(hit.start(), hit.end()) {
            out.push(Total { at, value, shown: hit.as_str().to_owned() });
        }
    }
    out
}

/// An amount in ten thousand yuan.
fn in_ten_thousand(number: &str, unit: &str) -> Option<f64> {
    let value: f64 = number.replace([',', '，'], "").parse().ok()?;
    Some(match unit {
        "亿元" => value * 10_000.0,
        "万元" => value,
        _ => value / 10_000.0,
    })
}

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let mut out = against_totals(cx);
    out.extend(super::funding_parts::check(cx));
    out
}

/// Totals of the plan that the sources in `pilot.toml` do not make.
fn against_totals(cx: &Context<'_>) -> Vec<Hit> {
    let funding = &cx.config().funding;
    let amounts = funding.iter().filter_map(|part| part.amount.as_ref());
    let amounts: Vec<f64> = amounts.map(|amount| amount.value).collect();
    // A sum that lacks a part says nothing.
    if amounts.is_empty() || amounts.len() != funding.len() {
        return Vec::new();
    }
    let sum: f64 = amounts.iter().sum();
    let place = cx.field_at("funding");
    let first = match funding.first() {
        Some(f) => f.at,
        None => place,
    };
    let mut out: Vec<Hit> = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for total in totals(cx).into_iter().filter(|t| !same(t, sum)) {
        // One total in several places is one fault.
        if let Some(index) = seen.get(&total.shown) {
            out[*index].add_related(total.at, "这里也是");
            continue;
        }
        let hit = Hit::at(total.at).arg("total", &total.shown).arg("sum", plain(sum));
        seen.insert(total.shown, out.len());
        out.push(hit.related(first, format!("资金来源合计{}万元", plain(sum))));
    }
    out
}

/// Equal as far as the total was written: `1.6亿元` stands for 15 500 to 16 500.
fn same(total: &Total, sum: f64) -> bool {
    let digits = match total.shown.split('.').nth(1) {
        Some(d) => d.chars().take_while(char::is_ascii_digit).count(),
        None => 0,
    };
    let unit = if total.shown.ends_with("亿元") {
        10_000.0
    } else if total.shown.ends_with("万元") {
        1.0
    } else {
        0.0001
    };
    let last = unit * 0.1_f64.powi(i32::try_from(digits).unwrap_or(0));
    (total.value - sum).abs() <= (last / 2.0).max(0.005) + 1e-9
}

/// A sum without needless zeros.
fn plain(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
