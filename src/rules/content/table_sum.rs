//! `table-sum`: totals that are not the sum of what they total.
//!
//! Only what cannot be anything else is reported: a row or column labelled as a total, in a column
//! that adds up by its heading or unit, with numbers only, and a difference that rounding cannot
//! explain.

use crate::text::word_list::numbered;
use rust_decimal::Decimal;

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::numeral;

use super::addends::{self, Readings, Sum};
use super::additive::{Kind, has_mixed_units, kind, unit};
use super::cells::{Entry, Grid, Value, grids, unit_of};
use super::decimal;
use super::table_change;

/// All tables.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    for grid in grids(cx) {
        out.extend(rows(&grid));
        out.extend(columns(&grid));
        out.extend(table_change::check(&grid));
    }
    out
}

/// How high a total stands: 小计 below 合计 below 总计.
fn rank(label: &str) -> Option<u8> {
    let characters = label.chars().filter(|c| !c.is_whitespace());
    let bare: String = characters.collect();
    let bare = bare.split(['(', '（']).next().unwrap_or_default();
    if bare == "计" {
        return Some(2);
    }
    if bare.chars().count() > 8 {
        return None;
    }
    let mut ranks = numbered("sum-ranks").iter();
    let (_, rank) = ranks.find(|(word, _)| bare.ends_with(word.as_str()))?;
    u8::try_from(*rank).ok()
}

/// The label of a row: its first cells that are words.
fn row_rank(row: &[Entry]) -> Option<u8> {
    let is_word = |entry: &&Entry| entry.number().is_none();
    let mut labels = row.iter().take_while(is_word).take(3);
    labels.find_map(|entry| rank(&entry.text))
}

/// Totals in a row.
fn rows(grid: &Grid) -> Vec<Hit> {
    let ranks: Vec<Option<u8>> = grid.rows.iter().map(|r| row_rank(r)).collect();
    if ranks.iter().all(Option::is_none) || has_mixed_units(grid) || is_nested(grid) {
        return Vec::new();
    }
    let hidden = parts(grid, &ranks);
    // Groups whose rows stand before their total: what comes behind it is another group's.
    let is_downward = ranks.first().is_some_and(Option::is_none);
    let (mut wrong, mut right) = (Vec::new(), 0);
    for column in 1..grid.width() {
        let kind = kind(grid.heading(column), unit(grid, column).as_deref());
        if kind == Kind::No {
            continue;
        }
        let Some(values) = numbers(grid.rows.iter().map(|r| r.get(column))) else { continue };
        // Rows that are parts of others are left out; how far a part goes is not always said, so
        // every reading that fits will do.
        let mut judged: Vec<Vec<Judged>> = ranks.iter().map(|_| Vec::new()).collect();
        for parts in &hidden {
            let readings = addends::readings(&without(&values, parts), &ranks);
            for (row, readings) in readings.iter().enumerate() {
                if let (Some(total), Some(readings)) = (values[row], readings) {
                    let is_group = is_downward && ranks[row] == Some(1);
                    judged[row].extend(if is_group && readings[0].count < 2 {
                        judge_small_group(readings, total, kind)
                    } else {
                        judge(readings, total, kind)
                    });
                }
            }
        }
        for row in (0..ranks.len()).filter(|row| ranks[*row].is_some()) {
            let Some(total) = values[row] else { continue };
            if kind == Kind::Shares && total != Decimal::ONE_HUNDRED {
                continue;
            }
            let judged = std::mem::take(&mut judged[row]);
            let fits = judged.is_empty() || judged.contains(&Judged::Fits);
            let computed = judged.into_iter().find_map(Judged::computed);
            match computed {
                Some(computed) if !fits => {
                    let Some(entry) = grid.entry(row, column) else { continue };
                    let name = match grid.head.get(column) {
                        Some(h) => h.text.as_str(),
                        None => "",
                    };
                    let label = match grid.rows[row].iter().find(|e| self::rank(&e.text).is_some())
                    {
                        Some(e) => e.text.as_str(),
                        None => "合计",
                    };
                    let written = decimal::write(total, total.scale());
                    let hit = Hit::at(entry.at).arg("total", label).arg("name", name);
                    wrong.push(hit.arg("written", written).arg("computed", computed));
                }
                _ => right += 1,
            }
        }
    }
    // Three and more totals that are all wrong are no slips but another kind of table.
    if wrong.len() >= 3 && right == 0 { Vec::new() } else { wrong }
}

/// The rows that are parts of other rows by 其中, in every way to read how many of the rows behind
/// it belong to them.
fn parts(grid: &Grid, ranks: &[Option<u8>]) -> Vec<Vec<bool>> {
    let mut starts = Vec::new();
    for (index, row) in grid.rows.iter().enumerate() {
        let mut labels = row.iter().take(2);
        if labels.any(|entry| entry.text.contains("其中")) {
            starts.push(index);
        }
    }
    if starts.is_empty() {
        return vec![vec![false; grid.rows.len()]];
    }
    let longest = grid.rows.len().min(LONGEST_PART);
    let reading = |len: usize| {
        let mut hidden = vec![false; grid.rows.len()];
        for start in &starts {
            let end = grid.rows.len().min(start + len);
            for row in *start..end {
                if ranks[row].is_some() {
                    break;
                }
                hidden[row] = true;
            }
        }
        hidden
    };
    (1..=longest).chain([0]).map(reading).collect()
}

/// How many rows a part introduced by 其中 may have.
const LONGEST_PART: usize = 8;

/// Numbers without those of hidden rows.
fn without(values: &[Option<Decimal>], hidden: &[bool]) -> Vec<Option<Decimal>> {
    let shown = |(value, is_hidden): (&Option<Decimal>, &bool)| {
        if *is_hidden { None } else { *value }
    };
    let pairs = values.iter().zip(hidden);
    pairs.map(shown).collect()
}

/// Rows that are parts of other rows by ordinals of two kinds.
fn is_nested(grid: &Grid) -> bool {
    let (mut dotted, mut chinese, mut digits) = (false, false, false);
    for row in &grid.rows {
        let Some(label) = row.first() else { continue };
        let label = label.text.as_str();
        dotted |= label.contains('.') && decimal::read(label).is_some();
        chinese |= numeral::parse_chinese(label.trim_end_matches('、')).is_some();
        let is_number = label.bytes().all(|byte| byte.is_ascii_digit());
        digits |= is_number && !label.is_empty();
    }
    dotted || (chinese && digits)
}

/// The numbers of a row or column, empty cells left out; `None` if it holds words.
fn numbers<'a>(cells: impl Iterator<Item = Option<&'a Entry>>) -> Option<Vec<Option<Decimal>>> {
    cells
        .map(|entry| match entry.map(|e| &e.value) {
            Some(Value::Number(number, _)) => Some(Some(*number)),
            Some(Value::Nothing) | None => Some(None),
            Some(Value::Words) => None,
        })
        .collect()
}

/// What comes of a total.
#[derive(PartialEq)]
enum Judged {
    /// It is the sum of something that it may total.
    Fits,
    /// It should be this.
    Wrong(String),
}

impl Judged {
    fn computed(self) -> Option<String> {
        if let Self::Wrong(computed) = self { Some(computed) } else { None }
    }
}

/// Whether a total fits one of its possible readings; `None` if there is nothing to add up.
fn judge(readings: &Readings, total: Decimal, kind: Kind) -> Option<Judged> {
    let mut first = None;
    for addends in readings.iter().filter(|a| a.count >= 2) {
        if fits(addends, total, kind) {
            return Some(Judged::Fits);
        }
        if first.is_none() {
            first = Some(decimal::write(addends.total, addends.places.max(total.scale())));
        }
    }
    first.map(Judged::Wrong)
}

/// Whether the total of a group fits that has one number in its column, or none: the sums of other
/// groups say nothing about it.
fn judge_small_group(readings: &Readings, total: Decimal, kind: Kind) -> Option<Judged> {
    let own = &readings[0];
    let fits_any = readings.iter().any(|addends| addends.count > 0 && fits(addends, total, kind));
    if fits_any || (own.count == 0 && total.is_zero()) {
        return Some(Judged::Fits);
    }
    if own.count == 0 {
        return None;
    }
    Some(Judged::Wrong(decimal::write(own.total, own.places.max(total.scale()))))
}

fn fits(addends: &Sum, total: Decimal, kind: Kind) -> bool {
    let is_exact = kind == Kind::Counted && total.scale() == 0 && addends.places == 0;
    let tolerance =
        if is_exact { Decimal::ZERO } else { addends.rounding + decimal::rounding(total) };
    (addends.total - total).abs() <= tolerance
}

/// Whether a column has a number in any row.
fn has_numbers(grid: &Grid, column: usize) -> bool {
    let mut entries = grid.rows.iter().filter_map(|row| row.get(column));
    entries.any(|entry| entry.number().is_some())
}

/// Totals in a column: `| 2023年 | 2024年 | 合计 |`.
fn columns(grid: &Grid) -> Vec<Hit> {
    let headings = (0..grid.width()).map(|column| grid.heading(column));
    let ranks: Vec<Option<u8>> = headings.map(rank).collect();
    let is_addend = |column: &usize| ranks[*column].is_none() && has_numbers(grid, *column);
    let Some(label) = (0..grid.width()).find(is_addend) else { return Vec::new() };
    // With a unit for the whole table, columns may be named after anything that adds up: years,
    // sources, firms.
    let says_unit = grid.caption.contains("单位");
    let common_unit = if says_unit { unit_of(&grid.caption) } else { None };
    let mut kinds: Vec<Option<(Kind, Option<String>)>> = Vec::new();
    for column in 0..grid.width() {
        if !has_numbers(grid, column) {
            kinds.push(None);
            continue;
        }
        let unit = unit(grid, column);
        let known_unit = unit.as_ref().or(common_unit.as_ref());
        let kind = kind(grid.heading(column), known_unit.map(String::as_str));
        kinds.push(Some((kind, unit)));
    }
    let mut wrong = Vec::new();
    let mut right = 0;
    for total in (label..grid.width()).filter(|c| ranks[*c].is_some()) {
        let first = match (label..total).rev().find(|c| ranks[*c].is_some()) {
            Some(c) => c + 1,
            None => label,
        };
        let addends: Vec<usize> = (first..total).filter(|c| kinds[*c].is_some()).collect();
        let Some((own, own_unit)) = &kinds[total] else { continue };
        let own = if *own == Kind::No && own_unit.is_none() { Kind::Measured } else { *own };
        let alike = addends.iter().all(|c| {
            kinds[*c].as_ref().is_some_and(|(kind, unit)| {
                !matches!(kind, Kind::No | Kind::Shares) && (unit == own_unit || own_unit.is_none())
            })
        });
        if addends.len() < 2 || !alike || matches!(own, Kind::No | Kind::Shares) {
            continue;
        }
        for row in &grid.rows {
            let Some(written) = row.get(total).and_then(Entry::number) else { continue };
            let Some(values) = numbers(addends.iter().map(|c| row.get(*c))) else { continue };
            let values: Vec<Decimal> = values.into_iter().flatten().collect();
            let addends = Sum::of(&values);
            if values.len() < 2 || fits(&addends, written, own) {
                right += 1;
                continue;
            }
            let places = addends.places.max(written.scale());
            let label = match row.first() {
                Some(entry) => entry.text.as_str(),
                None => "",
            };
            let hit = Hit::at(row[total].at).variant("row");
            let hit = hit.arg("name", grid.heading(total)).arg("label", label);
            let hit = hit.arg("written", decimal::write(written, written.scale()));
            wrong.push(hit.arg("computed", decimal::write(addends.total, places)));
        }
    }
    if wrong.len() >= 3 && right == 0 { Vec::new() } else { wrong }
}
