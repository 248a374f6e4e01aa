//! `record-incident`: what happened in the years in which nothing may have happened.

use super::clean_years::window;
use crate::rules::engine::context::Context;
use crate::rules::engine::fields::{self, State};
use crate::rules::engine::hit::Hit;
use crate::text::Moment;
use crate::text::date::chinese_day;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let Some(record) = &cx.profile().clean_record else { return Vec::new() };
    let (start, end) = window(cx, record.years);
    let mut out = Vec::new();
    for (index, incident) in cx.config().record.incidents.iter().enumerate() {
        let named = |key: &str| {
            let source = record.sources.iter().find(|source| source.id == key)?;
            Some(source.name.clone())
        };
        let known = incident.source.as_ref();
        let source = match known.and_then(|source| named(&source.value)) {
            Some(name) => name,
            None => "有关方面".to_owned(),
        };
        let what = match incident.summary.as_ref() {
            Some(s) => format!("：{}", s.value),
            None => String::new(),
        };
        let hit = |at| {
            let hit =
                Hit::at(at).arg("source", &source).arg("what", &what).arg("years", record.years);
            hit.arg("start", chinese_day(start)).arg("end", chinese_day(end))
        };
        match incident.date.as_ref().map(|d| (d.at, Moment::parse(&d.value).map(Moment::day))) {
            Some((at, Some(day))) if start <= day && day <= end => {
                out.push(hit(at).arg("date", chinese_day(day)))
            }
            None if undated(cx, index) => {
                out.push(hit(incident.at).variant("undated"));
            }
            _ => {}
        }
    }
    out
}

/// Whether an incident has no day and is not marked as still to be filled in.
fn undated(cx: &Context<'_>, index: usize) -> bool {
    let incidents = cx.config().tree.find("record.incidents");
    let incident = incidents.and_then(|node| node.items().get(index));
    fields::state(incident.and_then(|node| node.get("date"))) == State::Missing
}
