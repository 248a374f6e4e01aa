//! The years without incidents: the statement, and what happened inside the window.

use chrono::NaiveDate;

use crate::notice::Need;
use crate::text::Moment;
use crate::text::date::{chinese_day, years_before};

use crate::rules::engine::context::Context;
use crate::rules::engine::fields::{self, State};
use crate::rules::engine::hit::Hit;

/// The window in which nothing may have happened: so many years back from the earlier of signing
/// date and today, up to today. It is the widest one that the wording allows, since the notice does
/// not say where the years begin.
fn window(cx: &Context<'_>, years: u32) -> (NaiveDate, NaiveDate) {
    let today = cx.now.day();
    let anchor = cx.profile().signed_on.map_or(today, |d| d.0.min(today));
    (years_before(anchor, i32::try_from(years).unwrap_or(0)), today)
}

pub(super) fn record_undeclared(cx: &Context<'_>) -> Vec<Hit> {
    let Some(record) = &cx.profile().clean_record else { return Vec::new() };
    let (start, end) = window(cx, record.years);
    let hit = |field: &str| {
        let hit = Hit::at(cx.field_at(field)).arg("years", record.years);
        hit.arg("start", chinese_day(start)).arg("end", chinese_day(end))
    };
    let config = &cx.config().record;
    if !config.declared.as_ref().is_some_and(|d| d.value) {
        return if fields::field(cx, "record.declared") == State::Unfilled {
            Vec::new()
        } else {
            vec![hit("record.declared")]
        };
    }
    match (&config.statement, fields::field(cx, "record.statement")) {
        (None, State::Missing) => vec![hit("record.statement").variant("statement")],
        (Some(statement), _) if cx.has(Need::Files) && !fields::is_received(cx) => {
            let there = cx.files().file(&statement.value).is_some_and(|f| f.exists);
            if there {
                Vec::new()
            } else {
                vec![hit("record.statement").variant("file").arg("file", &statement.value)]
            }
        }
        _ => Vec::new(),
    }
}

pub(super) fn record_incident(cx: &Context<'_>) -> Vec<Hit> {
    let Some(record) = &cx.profile().clean_record else { return Vec::new() };
    let (start, end) = window(cx, record.years);
    let mut out = Vec::new();
    for (index, incident) in cx.config().record.incidents.iter().enumerate() {
        let named = |key: &str| record.sources.iter().find(|s| s.id == key).map(|s| s.name.clone());
        let source = incident
            .source
            .as_ref()
            .and_then(|s| named(&s.value))
            .unwrap_or_else(|| "有关方面".to_owned());
        let what = incident.summary.as_ref().map_or(String::new(), |s| format!("：{}", s.value));
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
    let date = incidents.and_then(|n| n.items().get(index)).and_then(|n| n.get("date"));
    fields::state(date) == State::Missing
}
