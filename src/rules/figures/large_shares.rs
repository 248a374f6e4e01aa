//! Shares of more than their whole: `占全市的176%`.

use rust_decimal::Decimal;

use crate::facts::QuantityBound;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::word_list::contains_word;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let facts = cx.facts();
    let mut out = Vec::new();
    for share in &facts.shares {
        let quantity = &facts.quantities[share.quantity];
        let is_over = quantity.in_base().is_some_and(|value| value > Decimal::ONE_HUNDRED);
        // A plan, a limit or last year's value can be exceeded; a whole cannot.
        let can_be_exceeded = contains_word(facts.clause(quantity.spot), "exceedable-wholes");
        if is_over && quantity.bound == QuantityBound::Exact && !can_be_exceeded {
            let written = facts.words(quantity.spot);
            out.push(Hit::at(facts.at(quantity.number_spot)).arg("written", written));
        }
    }
    out
}
