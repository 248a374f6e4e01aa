//! `record-undeclared`: whether the years without incidents are declared.

use super::clean_years::window;
use crate::notice::Need;
use crate::notice::profile::CleanRecord;
use crate::rules::engine::context::Context;
use crate::rules::engine::fields::{self, State};
use crate::rules::engine::hit::Hit;
use crate::text::date::chinese_day;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let Some(record) = &cx.profile().clean_record else { return Vec::new() };
    let mut out = undeclared(cx, record);
    out.extend(super::record_years::check(cx, record));
    out
}

/// Whether the declaration or its file is missing.
fn undeclared(cx: &Context<'_>, record: &CleanRecord) -> Vec<Hit> {
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
