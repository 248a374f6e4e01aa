//! One number in units of two sizes: `178.1万m³` in the table and `178.1m³` in the text.

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::facts::{PlanFacts, Quantity};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

use super::quantity_names::{are_related, base_of, digits, is_telling, name_of};

/// Places of one number that are compared; more of them say nothing new.
const MOST: usize = 24;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let facts = cx.facts();
    let mut places: HashMap<(Decimal, &str), usize> = HashMap::new();
    let mut groups: Vec<Vec<&Quantity>> = Vec::new();
    for quantity in facts.quantities.iter().filter(|quantity| is_telling(quantity)) {
        let key = (quantity.value.normalize(), base_of(quantity));
        let group = *places.entry(key).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        if groups[group].len() < MOST {
            groups[group].push(quantity);
        }
    }
    groups.iter().flat_map(|group| hits(facts, group)).collect()
}

fn factor(quantity: &Quantity) -> Decimal {
    match &quantity.unit {
        Some(unit) => unit.factor,
        None => Decimal::ONE,
    }
}

/// Those of a number whose unit is of another size than that of most of its like; of two, the one in
/// running text.
fn hits(facts: &PlanFacts, group: &[&Quantity]) -> Vec<Hit> {
    let mut out = Vec::new();
    for here in group {
        let is_other = |there: &&&Quantity| factor(there) != factor(here);
        let name = name_of(facts, here);
        let shared = if digits(here) >= 4 { 2 } else { 3 };
        let is_like = |there: &&&Quantity| are_related(&name, &name_of(facts, there), shared);
        let (others, own): (Vec<&&Quantity>, Vec<&&Quantity>) =
            group.iter().filter(is_like).partition(|there| is_other(there));
        let Some(there) = others.first() else { continue };
        let is_outvoted = others.len() > own.len();
        let is_text = here.cell.is_none() && there.cell.is_some();
        let is_later = here.cell.is_some() == there.cell.is_some()
            && (here.spot.text, here.spot.start) > (there.spot.text, there.spot.start);
        if is_outvoted || others.len() == own.len() && (is_text || is_later) {
            let hit = Hit::at(facts.at(here.spot)).arg("here", shown(facts, here));
            let hit = hit.arg("there", shown(facts, there)).arg("name", &name);
            out.push(hit.related(facts.at(there.spot), format!("这里是{}", shown(facts, there))));
        }
    }
    out
}

/// A quantity with its unit, which may stand in the head of its column.
pub(super) fn shown(facts: &PlanFacts, quantity: &Quantity) -> String {
    let number = facts.words(quantity.number_spot);
    match &quantity.unit {
        Some(unit) => format!("{number}{}", unit.written),
        None => number.to_owned(),
    }
}
