//! Investment, yearly effect and the time until it is paid back.

use rust_decimal::Decimal;

use crate::facts::{PaybackStatement, PlanFacts, Quantity, UnitFamily};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::word_list::{contains_word, is_word};

use super::computed_value::{ComputedValue, MeasuredValue};

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let facts = cx.facts();
    if facts.paybacks.is_empty() {
        return Vec::new();
    }
    let total = whole_investment(facts);
    facts.paybacks.iter().filter_map(|payback| hit(facts, payback, total)).collect()
}

/// What the whole project costs, if the text says only one amount.
fn whole_investment(facts: &PlanFacts) -> Option<&Quantity> {
    let is_total = |quantity: &&Quantity| {
        let name = quantity.indicator.as_deref().unwrap_or_default();
        quantity.family() == UnitFamily::Money && is_word(name, "total-names")
    };
    let mut totals = facts.quantities.iter().filter(is_total);
    let first = totals.next()?;
    let is_one = totals.all(|other| first.agrees(other) == Some(true));
    if is_one { Some(first) } else { None }
}

fn hit(facts: &PlanFacts, payback: &PaybackStatement, total: Option<&Quantity>) -> Option<Hit> {
    let written = &facts.quantities[payback.payback];
    // A payback that counts the time of building, or discounts, is another one.
    if contains_word(facts.sentence(written.spot), "other-paybacks") {
        return None;
    }
    let investment = match payback.investment {
        Some(index) => &facts.quantities[index],
        None => total?,
    };
    let yearly = &facts.quantities[payback.yearly];
    let (cost, effect) = (MeasuredValue::of(investment)?, MeasuredValue::of(yearly)?);
    let stated = MeasuredValue::of(written)?;
    if investment.base() != yearly.base().trim_end_matches("/年") || effect.value <= Decimal::ZERO
    {
        return None;
    }
    let hundredth = ComputedValue::percent(cost, effect)?;
    let months = if written.base() == "月" { Decimal::from(12) } else { Decimal::ONE };
    let scaled = |value: Decimal| value.checked_mul(months)?.checked_div(Decimal::ONE_HUNDRED);
    let computed =
        ComputedValue { value: scaled(hundredth.value)?, tolerance: scaled(hundredth.tolerance)? };
    if computed.is(stated.value) {
        return None;
    }
    let hit = Hit::at(facts.at(written.number_spot)).arg("written", facts.words(written.spot));
    let hit = hit.arg("computed", computed.like(written.value.max(Decimal::new(1, 1))));
    let hit = hit.arg("investment", facts.words(investment.spot));
    let hit = hit.arg("yearly", facts.words(yearly.spot));
    let hit = hit.related(facts.at(investment.spot), "投资");
    Some(hit.related(facts.at(yearly.spot), "每年的效益"))
}
