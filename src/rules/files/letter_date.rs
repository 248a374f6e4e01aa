//! `letter-date`: letters of a day on which they cannot have been written.

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::Moment;
use crate::text::date::chinese_day;

/// Letters dated before the notice, after the deadline, or later than today.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let profile = cx.profile();
    let signed = profile.signed_on.map(|d| d.0);
    let category = cx.category().map(|category| category.id.as_str());
    let paper = profile.channel_deadlines("paper", category);
    let counting = if paper.is_empty() { profile.final_deadlines(category) } else { paper };
    let deadline = counting.iter().map(|deadline| deadline.date.0).max();
    let mut hits = Vec::new();
    for letter in &cx.config().letters {
        let Some(date) = &letter.date else { continue };
        let Some(day) = Moment::parse(&date.value).map(Moment::day) else { continue };
        let hit =
            |limit| Hit::at(date.at).arg("day", chinese_day(day)).arg("limit", chinese_day(limit));
        if let Some(signed) = signed.filter(|s| day < *s) {
            hits.push(hit(signed).variant("early"));
        } else if let Some(deadline) = deadline.filter(|d| day > *d) {
            hits.push(hit(deadline));
        } else if day > cx.now.day() {
            hits.push(hit(cx.now.day()).variant("future"));
        }
    }
    hits
}
