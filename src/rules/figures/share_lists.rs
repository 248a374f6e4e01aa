//! Shares of one whole that are listed together: `分别占40%、52%、8%`, `A占72%、B占21%、其他占7%`.

use rust_decimal::Decimal;

use crate::facts::{PlanFacts, Quantity, QuantityBound, UnitFamily};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::decimal;
use crate::text::word_list::contains_word;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let facts = cx.facts();
    let mut out = Vec::new();
    let mut from = 0;
    while from < facts.quantities.len() {
        let until = list_end(facts, from);
        if until - from >= 2 {
            out.extend(hit(facts, &facts.quantities[from..until]));
        }
        from = until.max(from + 1);
    }
    out
}

/// Bytes between two shares of a list at most.
const BETWEEN: usize = 60;

/// Where a list of shares that begins with a quantity ends.
fn list_end(facts: &PlanFacts, from: usize) -> usize {
    let first = &facts.quantities[from];
    let text = facts.texts[first.spot.text].text();
    if first.is_whole_cell || !is_share(first) || !is_begin(facts, first) {
        return from;
    }
    let mut until = from + 1;
    while let Some(next) = facts.quantities.get(until) {
        let last = &facts.quantities[until - 1];
        let is_near = next.spot.text == first.spot.text && is_share(next);
        let between = if is_near { text.get(last.spot.end..next.spot.start) } else { None };
        let Some(between) = between.filter(|between| is_joint(between)) else { break };
        if between.len() > BETWEEN {
            break;
        }
        until += 1;
    }
    until
}

fn is_share(quantity: &Quantity) -> bool {
    quantity.family() == UnitFamily::Share && quantity.bound == QuantityBound::Exact
}

/// Whether the words before the first share say that it is one, of a whole that is not named anew.
fn is_begin(facts: &PlanFacts, first: &Quantity) -> bool {
    let text = facts.texts[first.spot.text].text();
    let near = text.ceil_char_boundary(first.spot.start.saturating_sub(BETWEEN));
    let before = &text[near..first.spot.start];
    let clause = before.rsplit(['。', '；', '，', '：']).next().unwrap_or_default();
    let has_own_word = clause.ends_with('占');
    has_own_word || contains_word(clause, "lists-of-shares")
}

/// Whether two shares are members of one list: nothing but a name and 占 stands between them.
fn is_joint(between: &str) -> bool {
    let Some(name) = between.strip_prefix(['、', '和', '及', '与']) else { return false };
    let is_plain = !name.contains(['，', '。', '；', '（', '：', '由', '降']);
    name.is_empty() || name.ends_with('占') && is_plain
}

fn hit(facts: &PlanFacts, shares: &[Quantity]) -> Option<Hit> {
    let (first, last) = (shares.first()?, shares.last()?);
    if contains_word(facts.sentence(first.spot), "shares-of-several-wholes") {
        return None;
    }
    let mut sum = Decimal::ZERO;
    let mut allowed = Decimal::ZERO;
    for share in shares {
        sum = sum.checked_add(share.in_base()?)?;
        allowed = allowed.checked_add(share.rounding_in_base())?;
    }
    let text = facts.texts[first.spot.text].text();
    let listed = text.get(first.spot.start..last.spot.end)?;
    // Only what names its rest must be the whole; any other list may be a part of it.
    let is_whole = contains_word(listed, "names-of-rests");
    let off = sum.checked_sub(Decimal::ONE_HUNDRED)?;
    let is_wrong = off > allowed || is_whole && off.abs() > allowed;
    if !is_wrong || shares.len() < 3 && !is_whole {
        return None;
    }
    let digits = shares.iter().map(|share| share.value.scale()).max()?;
    let place = crate::facts::FactSpot { end: last.spot.end, ..first.spot };
    let hit = Hit::at(facts.at(place)).arg("sum", decimal::write(sum, digits));
    Some(hit.arg("count", shares.len()))
}
