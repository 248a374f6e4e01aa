//! Quantities of cells: their unit, indicator and year come from heads, labels and the caption.

use crate::text::word_list::is_word;
use crate::text::{decimal, han};

use super::PlanFacts;
use super::fact_text::{CellPosition, FactSpot, FactTable};
use super::fact_words::WORDS;
use super::quantity::{Quantity, QuantityBound, QuantityTime};
use super::quantity_name::time_of;
use super::quantity_unit::QuantityUnit;

/// What the head of a column says.
struct ColumnHead {
    /// Without its unit and year, folded.
    name: String,
    unit: Option<QuantityUnit>,
    time: Option<QuantityTime>,
    /// Whether the label of the row is what is measured.
    is_value: bool,
    is_unit: bool,
    is_serial: bool,
    text: Option<usize>,
}

/// Reads a cell that holds one number and perhaps its unit: the number, its length, the unit.
fn whole_number(text: &str) -> Option<(rust_decimal::Decimal, usize, Option<QuantityUnit>)> {
    let (value, len) = decimal::read(text)?;
    let rest = text[len..].trim();
    if rest.is_empty() {
        return Some((value, len, None));
    }
    let unit = QuantityUnit::whole(rest)?;
    let is_year =
        unit.base == "年" && value.scale() == 0 && value > rust_decimal::Decimal::ONE_THOUSAND;
    if is_year { None } else { Some((value, len, Some(unit))) }
}

/// Whether a cell holds one number and nothing else but a unit.
pub(super) fn is_number(text: &str) -> bool {
    whole_number(text.trim()).is_some()
}

/// Finds the quantities of the cells of a table that hold nothing else.
pub(super) fn read(number: usize, facts: &PlanFacts, out: &mut Vec<Quantity>) {
    let table = &facts.tables[number];
    let Some(head) = table.rows.first() else { return };
    let heads: Vec<ColumnHead> = head.iter().map(|text| column_head(facts, *text)).collect();
    let of_table = table.unit_line.and_then(|line| QuantityUnit::of_head(facts.texts[line].text()));
    let unit_column = heads.iter().position(|head| head.is_unit);
    for (row, cells) in table.rows.iter().enumerate().skip(1) {
        let label = label_of(facts, table, row, &heads);
        let row_unit = unit_column.and_then(|column| cells.get(column));
        let row_unit = row_unit.and_then(|text| QuantityUnit::whole(facts.texts[*text].text()));
        for (column, text) in cells.iter().enumerate() {
            let head = heads.get(column);
            if head.is_some_and(|head| head.is_serial || head.is_unit) || label == Some(*text) {
                continue;
            }
            let words = facts.texts[*text].text();
            let lead = words.len() - words.trim_start().len();
            let Some((value, len, own)) = whole_number(words.trim()) else { continue };
            let spot = FactSpot { text: *text, start: lead, end: words.trim_end().len() };
            let mut quantity = Quantity {
                spot,
                number_spot: FactSpot { end: lead + len, ..spot },
                value,
                unit: own,
                bound: QuantityBound::Exact,
                indicator: None,
                indicator_spot: None,
                object: None,
                time: head.and_then(|head| head.time),
                cell: Some(CellPosition { table: number, row, column }),
                is_whole_cell: true,
            };
            name(facts, &mut quantity, head, label);
            let unit_of_head = head.and_then(|head| head.unit.clone());
            let of_label = label.and_then(|label| QuantityUnit::of_head(facts.texts[label].text()));
            let by_label = if head.is_some_and(|head| head.is_value) { of_label } else { None };
            let unit = quantity.unit.take().or(unit_of_head).or(row_unit.clone()).or(by_label);
            quantity.unit = unit.or_else(|| of_table.clone());
            out.push(quantity);
        }
    }
}

/// Says what a cell measures, and of whom.
fn name(
    facts: &PlanFacts,
    quantity: &mut Quantity,
    head: Option<&ColumnHead>,
    label: Option<usize>,
) {
    let label_name = label.map(|label| bare(facts.texts[label].text()));
    let spot_of = |text: usize| FactSpot { text, start: 0, end: facts.texts[text].text().len() };
    match head {
        Some(head) if !head.is_value => {
            quantity.indicator = Some(head.name.clone());
            quantity.indicator_spot = head.text.map(spot_of);
            quantity.object = label_name;
        }
        _ => {
            quantity.indicator = label_name;
            quantity.indicator_spot = label.map(spot_of);
        }
    }
}

/// A label or head without its unit, folded.
fn bare(text: &str) -> String {
    let text = text.trim();
    let without = match text.rfind(['（', '(']) {
        Some(open) if open > 0 && QuantityUnit::of_head(text).is_some() => &text[..open],
        _ => text,
    };
    han::fold(without)
}

fn column_head(facts: &PlanFacts, text: usize) -> ColumnHead {
    let words = facts.texts[text].text().trim();
    let mut name = bare(words);
    let year = facts.dates_of(text).first().map(|date| date.date.year);
    let mut time = year.map(QuantityTime::Year);
    if let Some(year) = year {
        name = name.replace(&format!("{year}年"), "");
    } else {
        time = time_of(&name);
    }
    let is_listed = |list: &[String]| list.contains(&name);
    // 现状值 and 2022年 are no indicators; 实施后能耗 is one.
    let is_time = time.is_some()
        && (name.is_empty()
            || WORDS.baseline_words.iter().chain(&WORDS.target_words).any(|word| {
                let rest = name.strip_prefix(word.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.chars().count() == 1)
            }));
    ColumnHead {
        is_value: is_time || is_listed(&WORDS.value_columns),
        is_serial: is_listed(&WORDS.serial_columns),
        is_unit: is_word(&name, "unit-headings"),
        unit: QuantityUnit::of_head(words),
        time,
        name,
        text: Some(text),
    }
}

/// The text that labels a row: its first cell that is neither a number of the row nor empty.
fn label_of(
    facts: &PlanFacts,
    table: &FactTable,
    row: usize,
    heads: &[ColumnHead],
) -> Option<usize> {
    let cells = table.rows.get(row)?;
    let is_label = |(column, text): &(usize, &usize)| {
        let is_serial = heads.get(*column).is_some_and(|head| head.is_serial);
        let words = facts.texts[**text].text().trim();
        !is_serial && !words.is_empty() && !words.starts_with(|c: char| c.is_ascii_digit())
    };
    let found = cells.iter().enumerate().take(3).find(is_label);
    found.map(|(_, text)| *text)
}
