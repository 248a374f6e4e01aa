//! Totals beside their parts in running text: `A 3家、B 9家，合计12家`.

use rust_decimal::Decimal;

use crate::facts::{PlanFacts, Quantity, SumStatement, UnitFamily};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::decimal;

use super::computed_value::MeasuredValue;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let facts = cx.facts();
    facts.sums.iter().filter_map(|sum| hit(facts, sum)).collect()
}

/// Where a sum begins is not always written: any run of parts that ends beside the total will do.
fn hit(facts: &PlanFacts, sum: &SumStatement) -> Option<Hit> {
    let total = &facts.quantities[sum.total];
    let written = MeasuredValue::of(total)?;
    let parts = &facts.quantities[sum.parts.clone()];
    let mut added = MeasuredValue::of(parts.last()?)?;
    for (index, part) in parts.iter().enumerate().rev().skip(1) {
        added = added.plus(MeasuredValue::of(part)?)?;
        if added.is(written) && (sum.is_open || index == 0) {
            return None;
        }
    }
    if sum.is_partial && !is_off_by_little(total, added, written) {
        return None;
    }
    let digits = parts.iter().map(|part| part.value.scale()).max()?;
    let factor = total.unit.as_ref()?.factor;
    let value = added.value.checked_div(factor)?;
    let computed = decimal::write(value, digits.max(total.value.scale()));
    let first = parts.first()?;
    let hit = Hit::at(facts.at(total.spot)).arg("written", facts.words(total.spot));
    let unit = &total.unit.as_ref()?.written;
    let hit = hit.arg("computed", format!("{computed}{unit}"));
    Some(hit.related(facts.at(first.spot), "从这里加起"))
}

/// Whether things that were counted are one or two more or fewer than all: what is introduced by 其中
/// need not be all.
fn is_off_by_little(total: &Quantity, added: MeasuredValue, written: MeasuredValue) -> bool {
    let off = added.value.checked_sub(written.value);
    total.family() == UnitFamily::Count && off.is_some_and(|off| off.abs() <= Decimal::TWO)
}
