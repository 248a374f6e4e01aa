//! A part, its whole and the per cent that it is: `A，占B的C%`.

use rust_decimal::Decimal;

use crate::facts::{PlanFacts, RatioStatement};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

use super::computed_value::{ComputedValue, MeasuredValue};

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let facts = cx.facts();
    facts.ratios.iter().filter_map(|ratio| hit(facts, ratio)).collect()
}

fn hit(facts: &PlanFacts, ratio: &RatioStatement) -> Option<Hit> {
    let quantity = |index: usize| &facts.quantities[index];
    let (part, whole, percent) =
        (quantity(ratio.part), quantity(ratio.whole), quantity(ratio.percent));
    let (share, all) = (MeasuredValue::of(part)?, MeasuredValue::of(whole)?);
    let written = MeasuredValue::of(percent)?.value;
    let has_nothing = all.value <= Decimal::ZERO || share.value <= Decimal::ZERO;
    if has_nothing || ratio.is_named && is_defined_otherwise(share, all, written) {
        return None;
    }
    let computed = ComputedValue::percent(share, all)?;
    if computed.is(written) || is_of_another_whole(facts, ratio, share, written) {
        return None;
    }
    let hit = Hit::at(facts.at(percent.number_spot)).arg("written", facts.words(percent.spot));
    let hit = hit.arg("computed", computed.like(written.max(Decimal::new(1, 1))));
    let hit = hit.arg("part", facts.words(part.spot)).arg("whole", facts.words(whole.spot));
    Some(hit.related(facts.at(part.spot), "部分").related(facts.at(whole.spot), "总数"))
}

/// Whether the whole stands before the one that is nearest: `空压机41台、锅炉7台，其中一级能效空压机9台，占22.0%`.
fn is_of_another_whole(
    facts: &PlanFacts,
    ratio: &RatioStatement,
    part: MeasuredValue,
    written: Decimal,
) -> bool {
    let nearest = &facts.quantities[ratio.whole];
    let before = facts.quantities[..ratio.whole].iter().rev();
    let near = before.take_while(|other| other.spot.text == nearest.spot.text).take(NEAR);
    let alike = near.filter(|other| other.base() == nearest.base());
    let mut shares =
        alike.filter_map(|other| ComputedValue::percent(part, MeasuredValue::of(other)?));
    shares.any(|share| share.is(written))
}

/// Quantities before a whole that may be the whole themselves.
const NEAR: usize = 6;

/// Whether a rate with a name is another ratio of the two: of the sum of both, of what is left, or
/// the other way round. A part that is more than the whole is none.
fn is_defined_otherwise(part: MeasuredValue, whole: MeasuredValue, written: Decimal) -> bool {
    // Amounts of a day and of a year are in one unit and no part of each other.
    let is_other_kind = part.value > whole.value || part.value < whole.value / Decimal::from(20);
    if is_other_kind {
        return true;
    }
    let rest = whole.minus(part);
    let both = whole.plus(part);
    let others = [
        rest.and_then(|rest| ComputedValue::percent(rest, whole)),
        both.and_then(|both| ComputedValue::percent(part, both)),
        both.and_then(|both| ComputedValue::percent(whole, both)),
        rest.and_then(|rest| ComputedValue::percent(rest, part)),
        ComputedValue::percent(whole, part),
    ];
    others.into_iter().flatten().any(|other| other.is(written))
}
