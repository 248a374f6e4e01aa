//! `cover-after-deadline`: a date on the cover that lies behind the last day on which the plan may
//! arrive.

use chrono::{Datelike as _, NaiveDate};

use crate::facts::{FactTextKind, WrittenDate};
use crate::notice::Dates;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::date::chinese_day;
use crate::text::word_list::starts_with_word;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let Some(last) = last_day(cx) else { return Vec::new() };
    let facts = cx.facts();
    let mut out = Vec::new();
    for (index, text) in facts.texts.iter().enumerate() {
        // The cover stands before the first heading.
        if text.kind == FactTextKind::Heading {
            break;
        }
        let [date] = facts.dates_of(index) else { continue };
        let words = text.text().trim();
        let is_date_alone = words == facts.words(date.spot);
        let is_of_cover = is_date_alone || starts_with_word(words, "dates-of-covers");
        if is_of_cover && words.chars().count() <= LONGEST && is_behind(date.date, last) {
            let hit = Hit::at(facts.at(date.spot)).arg("date", facts.words(date.spot));
            out.push(hit.arg("last", chinese_day(last)));
        }
    }
    out
}

/// Characters of a line of the cover at most.
const LONGEST: usize = 24;

/// The last day of all deadlines of the project's category.
fn last_day(cx: &Context<'_>) -> Option<NaiveDate> {
    let category = cx.category().map(|category| category.id.as_str());
    let deadlines = cx.profile().final_deadlines(category);
    let days = deadlines.into_iter().map(|deadline| Dates::of(deadline, &cx.calendar).nominal);
    days.max()
}

/// Whether a date lies wholly behind a day.
fn is_behind(date: WrittenDate, last: NaiveDate) -> bool {
    let Some(month) = date.month else { return date.year > last.year() };
    let written = (date.year, month);
    let deadline = (last.year(), last.month());
    written > deadline || written == deadline && date.day.is_some_and(|day| day > last.day())
}
