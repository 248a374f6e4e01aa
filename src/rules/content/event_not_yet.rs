//! `event-not-yet`: something that is reported as done, on a day that has not come.

use crate::facts::{DateMention, EventAspect};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::prose::in_book_title;
use crate::text::word_list::contains_word;
use chrono::Datelike as _;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let facts = cx.facts();
    let mut out = Vec::new();
    for date in &facts.dates {
        let text = facts.texts[date.spot.text].text();
        if is_to_come(date, cx)
            && is_told_as_done(date, cx)
            && !in_book_title(text, date.spot.start)
        {
            let hit = Hit::at(facts.at(date.spot)).arg("date", facts.words(date.spot));
            out.push(hit.arg("today", crate::text::date::chinese_day(cx.now.day())));
        }
    }
    out
}

/// Whether a date lies wholly behind the day of judging.
fn is_to_come(date: &DateMention, cx: &Context<'_>) -> bool {
    let today = cx.now.day();
    let month = today.year() * 12 + today.month0() as i32;
    let (first, _) = date.date.months();
    let is_later_day = first == month && date.date.day.is_some_and(|day| day > today.day());
    // A part of the running year in words may be over or not.
    first > month || is_later_day && date.part.is_none()
}

/// Whether what happens is reported as done: by the words of the clause, or by the head of its column;
/// what a plan sets out has neither.
fn is_told_as_done(date: &DateMention, cx: &Context<'_>) -> bool {
    let facts = cx.facts();
    if let Some(head) = facts.column_head(date.spot) {
        return contains_word(head, "heads-of-done-dates");
    }
    let is_of_plans = contains_word(facts.part(date.spot), "parts-about-plans");
    date.aspect == EventAspect::Done && date.event.is_some() && !date.is_in_period && !is_of_plans
}
