//! The three dates of each deadline against the moment of judging.

use chrono::{NaiveDate, TimeDelta};

use crate::diag::Place;
use crate::notice::check_kind::DeadlineState;
use crate::notice::profile::{Deadline, Deliver};
use crate::notice::{Dates, Notice};
use crate::project::Project;
use crate::text::date::chinese_day;

use crate::rules::engine::checklist_values::basis_words;
use crate::rules::engine::context::{Context, Options};
use crate::rules::engine::fields::is_received;
use crate::rules::engine::hit::Hit;

/// What is due by which dates.
struct Due<'n> {
    /// In words: `纸质件`.
    names: Vec<String>,
    dates: Dates,
    deadline: &'n Deadline,
    has_paper: bool,
    /// Whether another deadline may hold instead: no category is chosen, this one is of a single
    /// category, and that of another is not over.
    is_avoidable: bool,
}

/// A deadline of a project, for people.
#[derive(Clone, Debug)]
pub struct DueDates {
    /// What is due, in words.
    pub names: Vec<String>,
    /// By when.
    pub dates: Dates,
    /// The notice's words.
    pub wording: String,
    /// Whether what is sent in time is in time.
    pub is_by_postmark: bool,
}

/// What is due for a project, each deadline of each way to hand in.
pub fn due_dates(project: &Project, notice: &Notice, options: &Options) -> Vec<DueDates> {
    let cx = Context::new(project, notice, options);
    let dates = |due: Due<'_>| DueDates {
        names: due.names,
        dates: due.dates,
        wording: due.deadline.wording.clone(),
        is_by_postmark: due.deadline.is_by_postmark(),
    };
    due(&cx).into_iter().map(dates).collect()
}

/// Deadlines in a state.
pub(in crate::rules::engine) fn deadline(state: DeadlineState, cx: &Context<'_>) -> Vec<Hit> {
    match state {
        DeadlineState::Passed => deadline_passed(cx),
        DeadlineState::Near => deadline_near(cx),
    }
}

/// The ways to hand in, with their names for people.
const CHANNELS: [(&str, &str); 4] =
    [("paper", "纸质件"), ("mail", "电子件"), ("disc", "光盘"), ("platform", "平台填报")];

/// Whether the notice says how something is handed in.
fn is_used(deliver: &Deliver, channel: &str) -> bool {
    match channel {
        "paper" => deliver.paper.is_some(),
        "mail" => deliver.mail.is_some(),
        "disc" => deliver.disc.is_some(),
        "platform" => deliver.platform.is_some(),
        _ => false,
    }
}

/// Whether a deadline is shown as one of a channel: where the notice uses some of those that it
/// names, the others are not shown.
fn is_shown(deadline: &Deadline, channel: &str, deliver: &Deliver) -> bool {
    let names = |wanted: &str| deadline.applies_to.iter().any(|name| name == wanted);
    let some_used = CHANNELS.iter().any(|(key, _)| names(key) && is_used(deliver, key));
    names(channel) && (!some_used || is_used(deliver, channel))
}

/// Everything that is due for the project's category, each deadline of each channel; things due by
/// the same dates stand together.
fn due<'n>(cx: &Context<'n>) -> Vec<Due<'n>> {
    let mut out: Vec<Due<'n>> = Vec::new();
    // What has been received was sent: the moment of looking at it says nothing about the moment it
    // came.
    if is_received(cx) {
        return out;
    }
    let profile = cx.profile();
    let category = cx.category().map(|category| category.id.as_str());
    let deliver = &profile.deliver;
    for (channel, name) in CHANNELS {
        let mut deadlines = profile.channel_deadlines(channel, category);
        deadlines.retain(|deadline| is_shown(deadline, channel, deliver));
        for deadline in &deadlines {
            let is_avoidable = category.is_none()
                && !deadline.categories.is_empty()
                && deadlines.iter().any(|d| !Dates::of(d, &cx.calendar).is_passed(cx.now));
            add(&mut out, name, deadline, is_avoidable, cx);
        }
    }
    let is_known = |channel: &String| CHANNELS.iter().any(|(known, _)| known == channel);
    for deadline in profile.final_deadlines(category) {
        if !deadline.applies_to.iter().any(is_known) {
            add(&mut out, "申报材料", deadline, false, cx);
        }
    }
    out
}

fn add<'n>(
    out: &mut Vec<Due<'n>>,
    name: &str,
    deadline: &'n Deadline,
    is_avoidable: bool,
    cx: &Context<'_>,
) {
    let dates = Dates::of(deadline, &cx.calendar);
    let of_category = if deadline.categories.is_empty() {
        String::new()
    } else {
        let ids = deadline.categories.iter();
        let known = ids.filter_map(|id| cx.profile().category(id));
        let names: Vec<&str> = known.map(|category| category.name.as_str()).collect();
        format!("（{}）", names.join("、"))
    };
    let name = format!("{name}{of_category}");
    let has_paper = deadline.applies_to.iter().any(|channel| channel == "paper");
    let same = out.iter_mut().find(|due| {
        due.dates == dates
            && due.deadline.basis == deadline.basis
            && due.is_avoidable == is_avoidable
    });
    match same {
        Some(due) => {
            due.has_paper |= has_paper;
            if !due.names.contains(&name) {
                due.names.push(name);
            }
        }
        None => out.push(Due { names: vec![name], dates, deadline, has_paper, is_avoidable }),
    }
}

/// A hit with what every wording about a deadline may say.
fn hit(cx: &Context<'_>, due: &Due<'_>) -> Hit {
    let dates = &due.dates;
    let now = cx.now.0.format("%H:%M");
    let hit = Hit::at(Place::Whole)
        .arg("what", due.names.join("、"))
        .arg("now", format!("{}{now}", chinese_day(cx.now.day())));
    let hit = hit
        .arg("safe", dates.safe_text())
        .arg("nominal", dates.nominal_text())
        .arg("hard", dates.hard_text());
    let hit = hit.arg("basis", basis_words(due.deadline.is_by_postmark()));
    // A card names one clause; what holds for some categories only stands elsewhere.
    if due.deadline.categories.is_empty() {
        return hit;
    }
    hit.clause(cx.demand("", &due.deadline.wording))
}

fn deadline_passed(cx: &Context<'_>) -> Vec<Hit> {
    let due = due(cx);
    let passed = due.iter().filter(|due| due.dates.is_passed(cx.now) && !due.is_avoidable);
    passed.map(|due| hit(cx, due)).collect()
}

fn deadline_near(cx: &Context<'_>) -> Vec<Hit> {
    let post = cx.profile().deliver.paper.as_ref().map(|p| p.post_days);
    let today = cx.now.day();
    let mut out = steps(cx);
    for due in &due(cx) {
        let dates = &due.dates;
        if dates.is_passed(cx.now) {
            if due.is_avoidable {
                out.push(hit(cx, due).variant("category"));
            }
            continue;
        }
        if let Some(from) = dates.opens_later(cx.now) {
            out.push(hit(cx, due).variant("early").arg("from", chinese_day(from)));
            continue;
        }
        if today == dates.nominal {
            out.push(last_day(cx, due));
            continue;
        }
        let left = working_days(today, dates.nominal, cx);
        match post {
            Some(days) if due.has_paper && !due.deadline.is_by_postmark() && left < days => {
                let hit = hit(cx, due).variant("post");
                out.push(hit.arg("left", left).arg("post", days));
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
    if due(cx).iter().all(|due| due.dates.is_passed(cx.now)) {
        return out;
    }
    let category = cx.category().map(|category| category.id.as_str());
    for deadline in cx.profile().steps(category) {
        let dates = Dates::of(deadline, &cx.calendar);
        let names = vec![deadline.step.clone()];
        let step = Due { names, dates, deadline, has_paper: false, is_avoidable: false };
        if dates.is_passed(cx.now) {
            out.push(hit(cx, &step).variant("step"));
        } else if cx.now.day() == dates.nominal {
            out.push(last_day(cx, &step));
        }
    }
    out
}

/// The last day itself: where it ends with the hours of the office, nobody can tell at what time
/// that is.
fn last_day(cx: &Context<'_>, due: &Due<'_>) -> Hit {
    let hit = hit(cx, due);
    if due.dates.ends_with_office_hours { hit.variant("office") } else { hit }
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
