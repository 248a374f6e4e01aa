//! Changes from one value to another: their direction, difference and rate, and growth over an
//! earlier value.

use rust_decimal::Decimal;

use crate::facts::{ChangeStatement, Direction, GrowthStatement, PlanFacts, Quantity, UnitFamily};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::word_list::contains_word;

use super::computed_value::{ComputedValue, MeasuredValue};

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let facts = cx.facts();
    let changes = facts.changes.iter().filter_map(|change| change_hit(facts, change));
    let growths = facts.growths.iter().filter_map(|growth| growth_hit(facts, growth));
    changes.chain(growths).collect()
}

/// What is wrong with a change: one cause is one finding.
fn change_hit(facts: &PlanFacts, change: &ChangeStatement) -> Option<Hit> {
    let (from, to) = (&facts.quantities[change.from], &facts.quantities[change.to]);
    let (before, after) = (MeasuredValue::of(from)?, MeasuredValue::of(to)?);
    if before.value <= Decimal::ZERO || after.value < Decimal::ZERO {
        return None;
    }
    let step = after.minus(before)?;
    if goes_wrong(change.direction, step.value) && !is_rank(from) {
        let hit = Hit::at(facts.at(to.number_spot)).variant("direction");
        let hit = hit.arg("from", facts.words(from.spot)).arg("to", facts.words(to.spot));
        return Some(hit.related(facts.at(from.spot), "从这里算起"));
    }
    let difference = change.difference.and_then(|(index, _)| {
        let written = &facts.quantities[index];
        let stated = MeasuredValue::of(written)?;
        let is_of_the_step = !is_of_another(facts, to, written);
        if !is_of_the_step || step.abs().is(stated) {
            return None;
        }
        let hit = Hit::at(facts.at(written.number_spot)).variant("difference");
        Some(
            hit.arg("written", facts.words(written.spot)).arg("computed", step.abs().like(written)),
        )
    });
    let rate = change.rate.and_then(|(index, _)| {
        let written = &facts.quantities[index];
        let percent = MeasuredValue::of(written)?.abs();
        if is_of_another(facts, to, written) {
            return None;
        }
        let is_in_percent = from.family() == UnitFamily::Share;
        let computed = match written.family() {
            UnitFamily::Points if is_in_percent => {
                ComputedValue { value: step.value.abs(), tolerance: step.rounding }
            }
            UnitFamily::Points => return None,
            _ => ComputedValue::percent(step.abs(), before)?,
        };
        // Of values in per cent either may be meant: a rate or the points between them.
        let is_by_points = is_in_percent && step.abs().is(percent);
        if computed.is(percent.value) || is_by_points {
            return None;
        }
        let hit = Hit::at(facts.at(written.number_spot));
        Some(
            hit.arg("written", facts.words(written.spot))
                .arg("computed", computed.like(written.value)),
        )
    });
    let hit = difference.or(rate)?;
    let hit = hit.arg("from", facts.words(from.spot)).arg("to", facts.words(to.spot));
    Some(hit.related(facts.at(from.spot), "从这里算起"))
}

fn goes_wrong(direction: Direction, step: Decimal) -> bool {
    match direction {
        Direction::Up => step < Decimal::ZERO,
        Direction::Down => step > Decimal::ZERO,
        Direction::Either => false,
    }
}

/// Whether a smaller number is a higher one: a place in a ranking, a grade.
fn is_rank(quantity: &Quantity) -> bool {
    matches!(quantity.family(), UnitFamily::Count | UnitFamily::Other | UnitFamily::Time)
}

/// Whether the words before a rate make it another one than that of the change: a yearly mean.
fn is_of_another(facts: &PlanFacts, to: &Quantity, written: &Quantity) -> bool {
    let text = facts.texts[to.spot.text].text();
    match text.get(to.spot.end..written.spot.start) {
        Some(between) => contains_word(between, "other-rates"),
        None => true,
    }
}

/// What is wrong with `A，比上年的B增长C%`.
fn growth_hit(facts: &PlanFacts, growth: &GrowthStatement) -> Option<Hit> {
    let quantity = |index: usize| &facts.quantities[index];
    let (now, then, written) = (quantity(growth.now), quantity(growth.then), quantity(growth.rate));
    let (after, before) = (MeasuredValue::of(now)?, MeasuredValue::of(then)?);
    let percent = MeasuredValue::of(written)?.abs();
    if before.value <= Decimal::ZERO
        || contains_word(facts.sentence(written.spot), "constant-prices")
    {
        return None;
    }
    let step = after.minus(before)?;
    let computed = ComputedValue::percent(step.abs(), before)?;
    let is_backwards = goes_wrong(growth.direction, step.value);
    if computed.is(percent.value) && !is_backwards {
        return None;
    }
    let (from, to) = (facts.words(then.spot), facts.words(now.spot));
    if is_backwards {
        let hit = Hit::at(facts.at(written.spot)).variant("direction").arg("from", from);
        return Some(hit.arg("to", to).related(facts.at(now.spot), "现在的数"));
    }
    let hit = Hit::at(facts.at(written.number_spot)).arg("written", facts.words(written.spot));
    let hit = hit.arg("computed", computed.like(written.value)).arg("from", from).arg("to", to);
    Some(hit.related(facts.at(now.spot), "现在的数"))
}
