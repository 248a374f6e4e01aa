//! `target-year-outside`: a year of targets that lies before or behind the project.

use crate::facts::{FactSpot, PlanFacts};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::word_list::{contains_word, ends_with_word, starts_with_word};

/// The first and last year of the project, and how it is said.
struct ProjectYears {
    first: i32,
    last: i32,
    shown: String,
}

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let facts = cx.facts();
    let Some(years) = years(cx) else { return Vec::new() };
    let mut out: Vec<Hit> = Vec::new();
    for date in &facts.dates {
        let year = date.date.year;
        let is_outside = !(years.first..=years.last).contains(&year);
        let is_judged = date.date.month.is_none() && is_outside && is_of_targets(facts, date.spot);
        if !is_judged || is_explained(facts, date.spot, &years) {
            continue;
        }
        let hit = Hit::at(facts.at(date.spot)).arg("year", year).arg("period", &years.shown);
        out.push(if year < years.first { hit.variant("before") } else { hit });
    }
    out
}

/// The years of the project: those of `pilot.toml`, else those of the one period that the plan calls so.
fn years(cx: &Context<'_>) -> Option<ProjectYears> {
    let project = &cx.config().project;
    if let (Some(start), Some(end)) = (&project.start, &project.end) {
        let (first, last) = (start.value, end.value);
        let shown = format!("{}年{}月至{}年{}月", first.year, first.month, last.year, last.month);
        return Some(ProjectYears { first: first.year, last: last.year, shown });
    }
    let facts = cx.facts();
    let mut found: Option<ProjectYears> = None;
    for period in &facts.periods {
        let before = &facts.texts[period.spot.text].text()[..period.spot.start];
        let before = before.trim_end_matches(['为', '：', ':', '（', '(', '是', '自', '从']);
        if !ends_with_word(before, "project-periods") {
            continue;
        }
        let (from, to) = (&facts.dates[period.from].date, &facts.dates[period.to].date);
        let shown = facts.words(period.spot).to_owned();
        let read = ProjectYears { first: from.year, last: to.year, shown };
        match &found {
            // Two that differ are another rule's business.
            Some(known) if known.first != read.first || known.last != read.last => return None,
            _ => found = Some(read),
        }
    }
    found
}

/// Whether a year is called that of the targets: 目标年为2025年, 2025年目标值, 目标值（2025年）.
fn is_of_targets(facts: &PlanFacts, spot: FactSpot) -> bool {
    let text = facts.texts[spot.text].text();
    let (before, behind) = (&text[..spot.start], &text[spot.end..]);
    let before = before.trim_end_matches(['为', '：', ':', '（', '(', '是', ' ']);
    ends_with_word(before, "target-year-names") || starts_with_word(behind, "target-year-tails")
}

/// Whether the targets are those of another plan, of a longer term, or beside those of the project.
fn is_explained(facts: &PlanFacts, spot: FactSpot, years: &ProjectYears) -> bool {
    if contains_word(facts.sentence(spot), "other-targets") {
        return true;
    }
    let Some(cell) = facts.texts[spot.text].cell else { return false };
    let heads = facts.tables[cell.table].rows.first().into_iter().flatten();
    let mut dates = heads.flat_map(|head| facts.dates_of(*head));
    let is_within = |year: i32| (years.first..=years.last).contains(&year);
    dates.any(|date| is_within(date.date.year) && is_of_targets(facts, date.spot))
}
