//! Factors by which energy is converted into standard coal: against the national table, and against
//! each other.
//!
//! Factors stand in many units (kgce/kg, tce/t, tce/万m³). Their digits tell them apart well enough,
//! so a factor is compared up to powers of ten.

use crate::facts::{CellPosition, FactSpot, PlanFacts};
use crate::notice::text_checks::{ConversionFactors, EnergyFactor, FactorRange};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::word_list::contains_any;

/// Fewer significant digits tell no factor from another.
const LEAST_DIGITS: usize = 3;
/// Bytes between the name of an energy and its factor at most.
const NEAR: usize = 60;

/// A factor that the plan states.
struct StatedFactor<'a> {
    energy: &'a EnergyFactor,
    spot: FactSpot,
    value: f64,
    /// Half of its last digit.
    rounding: f64,
}

/// Factors off the table, and those that differ from an earlier one of the same energy.
pub(in crate::rules::engine) fn factors(check: &ConversionFactors, cx: &Context<'_>) -> Vec<Hit> {
    let facts = cx.facts();
    let stated = stated(check, facts);
    let mut out = Vec::new();
    for (index, factor) in stated.iter().enumerate() {
        let hit = Hit::at(facts.at(factor.spot)).arg("value", facts.words(factor.spot));
        let hit = hit.arg("energy", &factor.energy.names[0]);
        let Some(range) = factor.energy.values.iter().find(|range| fits(factor, range)) else {
            out.push(hit.arg("right", written(factor.energy)));
            continue;
        };
        let same = stated[..index].iter().filter(|other| std::ptr::eq(other.energy, factor.energy));
        let mut others = same.filter(|other| !range.varies && fits(other, range));
        if let Some(other) = others.find(|other| !agree(factor, other)) {
            let hit = hit.variant("differs").arg("other", facts.words(other.spot));
            out.push(hit.related(facts.at(other.spot), "这里是另一个数"));
        }
    }
    out
}

/// The factors of the table in words.
fn written(energy: &EnergyFactor) -> String {
    let values = energy.values.iter().map(|range| match range.most {
        Some(most) => format!("{:.4}～{most:.4}", range.least),
        None => format!("{:.4}", range.least),
    });
    values.collect::<Vec<_>>().join("或")
}

/// Whether a factor lies in a range, up to a power of ten.
fn fits(factor: &StatedFactor<'_>, range: &FactorRange) -> bool {
    let most = range.most.unwrap_or(range.least);
    let powers = -4..=4;
    let mut scales = powers.map(|power| 10_f64.powi(power));
    scales.any(|scale| {
        let (low, high) = (range.least * scale, most * scale);
        // What is left of the table's own digits.
        let slack = factor.rounding + low * 1e-6;
        factor.value >= low - slack && factor.value <= high + slack
    })
}

/// Whether two factors are one, up to a power of ten and rounding.
fn agree(one: &StatedFactor<'_>, other: &StatedFactor<'_>) -> bool {
    let range = FactorRange {
        least: other.value - other.rounding,
        most: Some(other.value + other.rounding),
        varies: false,
    };
    fits(one, &range)
}

fn stated<'a>(check: &'a ConversionFactors, facts: &PlanFacts) -> Vec<StatedFactor<'a>> {
    let mut out = Vec::new();
    for (index, text) in facts.texts.iter().enumerate() {
        match text.cell {
            Some(cell) => of_cell(check, facts, index, cell, &mut out),
            None => of_text(check, text.text(), index, &mut out),
        }
    }
    out
}

/// A cell that holds a factor: its column says so, and its row names the energy.
fn of_cell<'a>(
    check: &'a ConversionFactors,
    facts: &PlanFacts,
    index: usize,
    cell: CellPosition,
    out: &mut Vec<StatedFactor<'a>>,
) {
    let text = facts.texts[index].text();
    let spot = FactSpot { text: index, start: 0, end: text.len() };
    let Some(head) = facts.column_head(spot) else { return };
    if cell.row == 0 || !contains_any(head, &check.words) {
        return;
    }
    let row = &facts.tables[cell.table].rows[cell.row];
    let words: Vec<&str> = row.iter().map(|cell| facts.texts[*cell].text()).collect();
    if words.iter().any(|words| contains_any(words, &check.measured)) {
        return;
    }
    let labels = words.iter().take(cell.column);
    let mut named = labels.filter_map(|label| {
        let bare = label.split(['（', '(']).next();
        let label = bare.unwrap_or(label).trim();
        let is_meant = |name: &String| name == label;
        check.energies.iter().find(|energy| energy.names.iter().any(is_meant))
    });
    let Some(energy) = named.next_back() else { return };
    let start = text.len() - text.trim_start().len();
    out.extend(number_at(energy, text, index, start));
}

/// The factors of a sentence that speaks of them: each behind the name of its energy.
fn of_text<'a>(
    check: &'a ConversionFactors,
    text: &str,
    index: usize,
    out: &mut Vec<StatedFactor<'a>>,
) {
    if !contains_any(text, &check.words) {
        return;
    }
    let mut start = 0;
    for sentence in text.split_inclusive(['。', '；']) {
        if contains_any(sentence, &check.words) && !contains_any(sentence, &check.measured) {
            of_sentence(check, text, index, start..start + sentence.len(), out);
        }
        start += sentence.len();
    }
}

fn of_sentence<'a>(
    check: &'a ConversionFactors,
    text: &str,
    index: usize,
    range: std::ops::Range<usize>,
    out: &mut Vec<StatedFactor<'a>>,
) {
    // Names with their places; of two that overlap the longer one.
    let mut named: Vec<(usize, usize, &EnergyFactor)> = Vec::new();
    for energy in &check.energies {
        for name in &energy.names {
            let found = text[range.clone()].match_indices(name.as_str());
            named.extend(found.map(|(at, _)| {
                let start = range.start + at;
                (start, start + name.len(), energy)
            }));
        }
    }
    named.sort_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)));
    let mut last = range.start;
    named.retain(|(start, end, _)| {
        let is_apart = *start >= last;
        last = last.max(*end);
        is_apart
    });
    for (place, (_, end, energy)) in named.iter().enumerate() {
        let next = named.get(place + 1);
        let stop = match next {
            Some((start, ..)) => *start,
            None => range.end,
        };
        let near = text.floor_char_boundary(stop.min(end + NEAR));
        let Some(digit) = text[*end..near].find(|c: char| c.is_ascii_digit()) else { continue };
        let Some(factor) = number_at(energy, text, index, end + digit) else { continue };
        if check.behind.0.is_match(&text[factor.spot.end..]) {
            out.push(factor);
        }
    }
}

/// The decimal number that stands at a place, if it can be a factor.
fn number_at<'a>(
    energy: &'a EnergyFactor,
    text: &str,
    index: usize,
    start: usize,
) -> Option<StatedFactor<'a>> {
    let rest = &text[start..];
    let length = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let digits = rest[..length].trim_end_matches('.');
    let (_, decimals) = digits.split_once('.')?;
    let significant = digits.trim_start_matches(['0', '.']);
    let count = significant.bytes().filter(u8::is_ascii_digit).count();
    if count < LEAST_DIGITS {
        return None;
    }
    let value = digits.parse().ok()?;
    let places = i32::try_from(decimals.len()).unwrap_or(i32::MAX);
    let spot = FactSpot { text: index, start, end: start + digits.len() };
    Some(StatedFactor { energy, spot, value, rounding: 0.5 * 10_f64.powi(-places) })
}
