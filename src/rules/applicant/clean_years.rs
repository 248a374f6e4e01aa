//! The years in which nothing may have happened.

use crate::rules::engine::context::Context;
use crate::text::date::years_before;
use chrono::NaiveDate;

/// The window in which nothing may have happened: a number of years back from the earlier of signing
/// date and today, up to today. It is the widest one that the wording allows, since the notice does
/// not say where the years begin.
pub(super) fn window(cx: &Context<'_>, years: u32) -> (NaiveDate, NaiveDate) {
    let today = cx.now.day();
    let anchor = match cx.profile().signed_on {
        Some(d) => d.0.min(today),
        None => today,
    };
    (years_before(anchor, i32::try_from(years).unwrap_or(0)), today)
}
