//! The three dates of each deadline against the moment of judging.

use chrono::{NaiveDate, TimeDelta};

use crate::diag::Place;
use crate::notice::Dates;
use crate::notice::check_kind::DeadlineState;
use crate::text::date::chinese_day;

use crate::rules::engine::context::Context;
use crate::rules::engine::fields::is_received;
use crate::rules::engine::hit::Hit;

/// Deadlines in a state.
pub(in crate::rules::engine) fn deadline(state: DeadlineState, cx: &Context<'_>) -> Vec<Hit> {
    match state {
        DeadlineState::Passed => deadline_passed(cx),
        DeadlineState::Near => deadline_near(cx),
    }
}

/// What is due by which dates; things due by the same dates stand together.
fn due(cx: &Context<'_>) -> Vec<(Vec<&'static str>, Dates)> {
    let mut out: Vec<(Vec<&'static str>, Dates)> = Vec::new();
    // What has been received was sent: the moment of looking at it says nothing about the moment it
    // came.
    if is_received(cx) {
        return out;
    }
    for (what, name) in
        [("paper", "纸质件"), ("mail", "电子件"), ("disc", "光盘"), ("platform", "平台填报")]
    {
        let Some(dates) = cx.notice.dates(what, &cx.calendar) else { continue };
        match out.iter_mut().find(|(_, d)| *d == dates) {
            Some((names, _)) => names.push(name),
            None => out.push((vec![name], dates)),
        }
    }
    out
}

fn hit(cx: &Context<'_>, names: &[&str], dates: &Dates) -> Hit {
    let now = cx.now.0.format("%H:%M");
    let hit = Hit::at(Place::Whole)
        .arg("what", names.join("、"))
        .arg("now", format!("{}{now}", chinese_day(cx.now.day())));
    hit.arg("safe", dates.safe_text())
        .arg("nominal", dates.nominal_text())
        .arg("hard", dates.hard_text())
}

fn deadline_passed(cx: &Context<'_>) -> Vec<Hit> {
    due(cx)
        .iter()
        .filter(|(_, dates)| dates.is_passed(cx.now))
        .map(|(names, dates)| hit(cx, names, dates))
        .collect()
}

fn deadline_near(cx: &Context<'_>) -> Vec<Hit> {
    let post = cx.profile().deliver.paper.as_ref().map(|p| p.post_days);
    let today = cx.now.day();
    let mut out = steps(cx);
    for (names, dates) in due(cx).iter().filter(|(_, dates)| !dates.is_passed(cx.now)) {
        if today == dates.nominal {
            out.push(hit(cx, names, dates));
            continue;
        }
        let left = working_days(today, dates.nominal, cx);
        match post {
            Some(days) if names.contains(&"纸质件") && left < days => {
                out.push(hit(cx, names, dates).variant("post").arg("left", left).arg("post", days));
            }
            _ => {}
        }
    }
    out
}

/// Steps on the way to the last deadline, on their day and after it. Whoever is late there is not
/// late in the end: those who recommend may still take it, so that this is never more than a
/// warning.
fn steps(cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    if due(cx).iter().all(|(_, dates)| dates.is_passed(cx.now)) {
        return out;
    }
    for deadline in cx.profile().steps() {
        let dates = Dates::of(deadline, &cx.calendar);
        if dates.is_passed(cx.now) {
            out.push(hit(cx, &[&deadline.step], &dates).variant("step"));
        } else if cx.now.day() == dates.nominal {
            out.push(hit(cx, &[&deadline.step], &dates));
        }
    }
    out
}

/// Working days after one day, up to and with another.
fn working_days(from: NaiveDate, to: NaiveDate, cx: &Context<'_>) -> u32 {
    let mut day = from;
    let mut count = 0;
    // Nobody needs to know more than a month of them.
    while day < to && count < 31 {
        day += TimeDelta::days(1);
        count += u32::from(cx.calendar.is_working(day));
    }
    count
}
