//! `output-over-capacity`: more is made than what is approved.

use std::collections::HashMap;

use crate::facts::{PlanFacts, Quantity, QuantityBound};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::word_list::{contains_word, ends_with_word, strip_end, words};

/// Whose capacity or output it is: the body, and the product.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Maker {
    body: String,
    product: String,
}

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let facts = cx.facts();
    let mut out = in_rows(facts);
    out.extend(in_sentences(facts));
    out
}

fn is_exact(quantity: &Quantity) -> bool {
    quantity.bound == QuantityBound::Exact && quantity.unit.is_some()
}

/// The capacities and outputs of a row, product by product.
fn in_rows(facts: &PlanFacts) -> Vec<Hit> {
    let mut rows: HashMap<(usize, usize), Vec<&Quantity>> = HashMap::new();
    let mut order = Vec::new();
    for quantity in facts.quantities.iter().filter(|quantity| quantity.is_whole_cell) {
        let Some(cell) = quantity.cell else { continue };
        let row = rows.entry((cell.table, cell.row)).or_default();
        if row.is_empty() {
            order.push((cell.table, cell.row));
        }
        row.push(quantity);
    }
    let mut out = Vec::new();
    for row in order {
        let (mut capacities, mut outputs) = (Vec::new(), Vec::new());
        for quantity in rows[&row].iter().filter(|quantity| is_exact(quantity)) {
            let Some(head) = facts.column_head(quantity.spot) else { continue };
            if contains_word(head, "growing-makers") {
                continue;
            }
            if contains_word(head, "capacities") {
                capacities.push(*quantity);
            } else if contains_word(head, "outputs") {
                outputs.push(*quantity);
            }
        }
        // Two capacities are of two products or stages.
        if let [capacity] = capacities.as_slice() {
            out.extend(outputs.iter().filter_map(|output| judge(facts, capacity, output)));
        }
    }
    out
}

/// The capacities and outputs of running text with the same body and product.
fn in_sentences(facts: &PlanFacts) -> Vec<Hit> {
    let mut capacities: HashMap<Maker, Vec<&Quantity>> = HashMap::new();
    let mut outputs = Vec::new();
    for quantity in facts.quantities.iter().filter(|quantity| !quantity.is_whole_cell) {
        let (Some(name), true) = (&quantity.indicator, is_exact(quantity)) else { continue };
        if contains_word(facts.sentence(quantity.spot), "growing-makers") {
            continue;
        }
        if let Some(product) = without(name, "capacities") {
            let maker = Maker { body: body_of(quantity), product };
            capacities.entry(maker).or_default().push(quantity);
        } else if let Some(product) = without(name, "outputs") {
            outputs.push((Maker { body: body_of(quantity), product }, quantity));
        }
    }
    let mut out = Vec::new();
    for (maker, output) in outputs {
        let Some(known) = capacities.get(&maker) else { continue };
        // Without a body or a product only the same sentence speaks of the same thing.
        let is_named = !maker.body.is_empty() && !maker.product.is_empty();
        let is_near = |capacity: &&&Quantity| {
            capacity.spot.text == output.spot.text
                && facts.sentence(capacity.spot) == facts.sentence(output.spot)
        };
        let meant: Vec<_> = known.iter().filter(|capacity| is_named || is_near(capacity)).collect();
        if let [capacity] = meant.as_slice() {
            out.extend(judge(facts, capacity, output));
        }
    }
    out
}

fn body_of(quantity: &Quantity) -> String {
    quantity.object.clone().unwrap_or_default()
}

/// The product in the name of a capacity or output: 氧化铝设计产能 is one of 氧化铝.
fn without(name: &str, list: &str) -> Option<String> {
    if !ends_with_word(name, list) {
        return None;
    }
    let mut product = name;
    loop {
        let shorter = strip_end(product, words(list));
        let shorter = shorter.or_else(|| strip_end(product, words("makers-before")));
        match shorter {
            Some(rest) => product = rest,
            None => return Some(product.to_owned()),
        }
    }
}

/// A hit if an output is more than a capacity, in units that can be compared.
fn judge(facts: &PlanFacts, capacity: &Quantity, output: &Quantity) -> Option<Hit> {
    let base = |quantity: &Quantity| quantity.base().trim_end_matches("/年").to_owned();
    let (most, made) = (capacity.in_base()?, output.in_base()?);
    let tolerance = capacity.rounding_in_base().max(output.rounding_in_base());
    if base(capacity) != base(output) || made.checked_sub(most)? <= tolerance {
        return None;
    }
    let hit = Hit::at(facts.at(output.spot)).arg("output", written(facts, output));
    let hit = hit.arg("capacity", written(facts, capacity));
    Some(hit.related(facts.at(capacity.spot), "产能在这里"))
}

/// A quantity with the unit of its column.
fn written(facts: &PlanFacts, quantity: &Quantity) -> String {
    let words = facts.words(quantity.spot);
    match &quantity.unit {
        Some(unit) if quantity.spot == quantity.number_spot => format!("{words}{}", unit.written),
        _ => words.to_owned(),
    }
}
