//! Periods that end before they begin, or are not as long as is said.

use crate::facts::{DateMention, FactSpot, PlanFacts, Quantity, StatedPeriod, UnitFamily};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::prose::in_book_title;
use crate::text::word_list::{contains_word, ends_with_word};
use rust_decimal::prelude::ToPrimitive as _;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let facts = cx.facts();
    let mut out = Vec::new();
    for period in &facts.periods {
        let (from, to) = (&facts.dates[period.from], &facts.dates[period.to]);
        if in_book_title(facts.texts[period.spot.text].text(), period.spot.start) {
            continue;
        }
        if is_reversed(facts, from, to) {
            out.push(Hit::at(facts.at(period.spot)).arg("period", facts.words(period.spot)));
        } else {
            out.extend(length_hit(facts, period, from, to));
        }
    }
    out
}

/// Whether the last day lies before the first one. A month without a year of its own may be that of
/// the next one.
fn is_reversed(facts: &PlanFacts, from: &DateMention, to: &DateMention) -> bool {
    let has_year = |date: &DateMention| {
        let words = facts.words(date.spot);
        words.bytes().take_while(u8::is_ascii_digit).count() == 4
    };
    let ((first, _), (_, last)) = (from.date.months(), to.date.months());
    let is_earlier_day = first == last
        && matches!((from.date.day, to.date.day), (Some(from), Some(to)) if to < from);
    has_year(to) && (last < first || is_earlier_day)
}

/// The length that the text states, against the two dates.
fn length_hit(
    facts: &PlanFacts,
    period: &StatedPeriod,
    from: &DateMention,
    to: &DateMention,
) -> Option<Hit> {
    let (stated, spot) = period.stated_months.or_else(|| length_before(facts, period))?;
    let is_vague = from.part.is_some() || to.part.is_some();
    let ((first, first_end), (last_start, last)) = (from.date.months(), to.date.months());
    let by_years = from.date.month.is_none() && to.date.month.is_none();
    let is_mixed = from.date.month.is_some() != to.date.month.is_some();
    let whole = u32::try_from(last - first + 1).ok()?;
    let between = u32::try_from(last_start - first_end.min(last_start)).ok()?;
    // 2020年10月至2023年10月 is written as three years, too.
    let shorter = if by_years { between.saturating_sub(1) + 12 } else { whole - 1 };
    let fits = stated == whole || stated == shorter || by_years && stated + 12 == whole;
    if is_vague || is_mixed || fits || stated == 0 {
        return None;
    }
    let hit = Hit::at(facts.at(spot)).variant("length").arg("written", facts.words(spot));
    let hit = hit.arg("computed", length_words(whole, by_years));
    let hit = hit.arg("period", facts.words(period.spot));
    Some(hit.related(facts.at(period.spot), "起止时间"))
}

fn length_words(months: u32, by_years: bool) -> String {
    if by_years { format!("{}年", months / 12) } else { format!("{months}个月") }
}

/// Bytes before a period in which its length may stand.
const BEFORE: usize = 40;

/// `实施期24个月，自2023年12月至2025年11月`.
fn length_before(facts: &PlanFacts, period: &StatedPeriod) -> Option<(u32, FactSpot)> {
    let text = facts.texts[period.spot.text].text();
    let near = |quantity: &&Quantity| {
        quantity.spot.end <= period.spot.start && quantity.spot.end + BEFORE > period.spot.start
    };
    let found = facts.quantities_of(period.spot.text).iter().rev().find(near)?;
    let is_months = found.family() == UnitFamily::Time && found.base() == "月";
    let between = text.get(found.spot.end..period.spot.start)?;
    let lead = text.get(..found.spot.start)?;
    let is_length = ends_with_word(lead.trim_end_matches(['为', '共']), "names-of-periods");
    let is_next =
        between.starts_with(['，', '（', '(']) && !contains_word(between, "other-periods");
    let is_whole = found.value.scale() == 0 && !between.contains(['。', '；']);
    if is_months && is_length && is_next && is_whole {
        Some((found.value.to_u32()?, found.spot))
    } else {
        None
    }
}
