//! `period-too-long`: how long the project takes.

use crate::notice::Stated;

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let project = &cx.config().project;
    let (Stated::Value(period), Some(start), Some(end)) =
        (&cx.profile().period, &project.start, &project.end)
    else {
        return Vec::new();
    };
    let months = start.value.months_to(end.value);
    let shown = |m: crate::text::Month| format!("{}年{}月", m.year, m.month);
    let hit = Hit::at(end.at)
        .arg("start", shown(start.value))
        .arg("end", shown(end.value))
        .arg("max", period.months);
    let hit = hit.related(start.at, "从这里开始");
    if months < 1 {
        return vec![hit.variant("reversed").arg("months", 0)];
    }
    if i64::from(months) > i64::from(period.months) {
        vec![hit.arg("months", months)]
    } else {
        Vec::new()
    }
}
