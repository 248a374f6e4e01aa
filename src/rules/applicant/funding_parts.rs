//! Whether the sources of money that stand beside a total in the plan make it up.

use rust_decimal::Decimal;

use crate::facts::{PlanFacts, Quantity, QuantityBound, UnitFamily};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::decimal;
use crate::text::word_list::{contains_word, ends_with_word};

/// Totals whose sources stand in the same sentence and make another sum.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let facts = cx.facts();
    let mut out = Vec::new();
    for (index, total) in facts.quantities.iter().enumerate() {
        if !is_total(total) {
            continue;
        }
        let Some(sources) = sources_behind(facts, index) else { continue };
        out.extend(judge(facts, total, &sources));
    }
    for table in 0..facts.tables.len() {
        out.extend(rows(facts, table));
    }
    out
}

fn is_money(quantity: &Quantity) -> bool {
    quantity.family() == UnitFamily::Money
        && !quantity.unit.as_ref().is_some_and(|unit| unit.is_rate)
}

fn is_total(quantity: &Quantity) -> bool {
    let Some(name) = name_of(quantity) else { return false };
    let is_exact = quantity.bound == QuantityBound::Exact;
    is_exact && is_money(quantity) && ends_with_word(name, "total-names")
}

/// What an amount is called: below 金额 by the label of its row.
fn name_of(quantity: &Quantity) -> Option<&str> {
    let label = if quantity.is_whole_cell { quantity.object.as_deref() } else { None };
    label.or(quantity.indicator.as_deref())
}

/// The amounts behind a total in its sentence that are called sources; `None` if what they are does
/// not show that they are all.
fn sources_behind(facts: &PlanFacts, index: usize) -> Option<Vec<&Quantity>> {
    let total = &facts.quantities[index];
    if total.cell.is_some() && total.is_whole_cell {
        return None;
    }
    let text = facts.texts[total.spot.text].text();
    let end = total.spot.end
        + text[total.spot.end..].find(['。', '\n']).unwrap_or(text.len() - total.spot.end);
    let mut sources = Vec::new();
    let mut last = total.spot.end;
    let mut depth = 0;
    for quantity in &facts.quantities[index + 1..] {
        if quantity.spot.text != total.spot.text || quantity.spot.start >= end {
            break;
        }
        let between = &text[last..quantity.spot.start];
        depth += brackets(between);
        last = quantity.spot.end;
        // 占总投资的13.1%, and what stands in brackets behind a source, are no sources.
        if depth > 0 || !is_money(quantity) {
            continue;
        }
        let is_source = contains_word(between, "funding-sources");
        let is_nested = !sources.is_empty() && contains_word(between, "of-which");
        // Money that is called nothing known may be one more source.
        if is_nested || !is_source || quantity.bound != QuantityBound::Exact {
            return None;
        }
        sources.push(quantity);
    }
    let said = &text[total.spot.end..end];
    let is_open = contains_word(said, "rests-of-funding");
    if is_open || !are_all(facts, total, &sources) { None } else { Some(sources) }
}

/// How many more brackets open than close.
fn brackets(text: &str) -> i32 {
    let change = |c: char| match c {
        '（' | '(' => 1,
        '）' | ')' => -1,
        _ => 0,
    };
    text.chars().map(change).sum()
}

/// Whether sources can be all: own money and money of others.
fn are_all(facts: &PlanFacts, total: &Quantity, sources: &[&Quantity]) -> bool {
    let (Some(first), Some(last)) = (sources.first(), sources.last()) else { return false };
    let text = facts.texts[total.spot.text].text();
    let words = &text[total.spot.end.min(first.spot.start)..last.spot.end];
    sources.len() >= 2
        && contains_word(words, "own-money")
        && contains_word(words, "money-of-others")
}

/// A hit if some sources do not make the total.
fn judge(facts: &PlanFacts, total: &Quantity, sources: &[&Quantity]) -> Option<Hit> {
    let whole = total.in_base()?;
    let mut sum = Decimal::ZERO;
    let mut rounding = total.rounding_in_base();
    for source in sources {
        sum = sum.checked_add(source.in_base()?)?;
        rounding = rounding.checked_add(source.rounding_in_base())?;
    }
    if (sum - whole).abs() <= rounding {
        return None;
    }
    let in_ten_thousand = (sum / Decimal::from(10_000)).normalize();
    let sum = decimal::write(in_ten_thousand, in_ten_thousand.scale());
    let mut hit = Hit::at(facts.at(total.spot)).variant("parts");
    hit = hit.arg("total", facts.words(total.spot)).arg("sum", sum);
    for source in sources {
        hit.add_related(facts.at(source.spot), "其中的一笔");
    }
    Some(hit)
}

/// The same of a table whose rows are the total and its sources.
fn rows(facts: &PlanFacts, table: usize) -> Option<Hit> {
    let cells = facts.quantities.iter().filter(|quantity| {
        quantity.is_whole_cell && quantity.cell.is_some_and(|cell| cell.table == table)
    });
    let mut total = None;
    let (mut sources, mut labels) = (Vec::new(), String::new());
    for quantity in cells.filter(|quantity| is_money(quantity)) {
        let name = name_of(quantity)?;
        if is_total(quantity) {
            // Two totals are those of two things.
            if total.replace(quantity).is_some() {
                return None;
            }
        } else if contains_word(name, "funding-sources") && !contains_word(name, "of-which") {
            sources.push(quantity);
            labels.push_str(name);
        }
    }
    let column = total?.cell?.column;
    let is_one_column =
        sources.iter().all(|source| source.cell.is_some_and(|cell| cell.column == column));
    let is_all = contains_word(&labels, "own-money") && contains_word(&labels, "money-of-others");
    let is_open = contains_word(&labels, "rests-of-funding");
    if is_one_column && is_all && !is_open { judge(facts, total?, &sources) } else { None }
}
