//! `implementer-differs`: who carries the project out, by the text, is not who applies.

use crate::facts::RoleName;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::han;
use crate::text::word_list::{ends_with_word, is_word, pairs, starts_with_word};

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let Some(applicant) = &cx.config().applicant.name else { return Vec::new() };
    if cx.config().is_unfilled("applicant.name") {
        return Vec::new();
    }
    let mut out: Vec<Hit> = Vec::new();
    for name in &cx.facts().roles {
        let is_asked = matches!(name.role, "implementer" | "both" | "applicant");
        // 各乡镇人民政府 are many.
        let is_one = !starts_with_word(&name.name, "beginnings-of-many-bodies");
        if !is_asked
            || !is_one
            || is_same(&name.name, &applicant.value)
            || !is_of_the_project(cx, name)
        {
            continue;
        }
        let hit = Hit::at(cx.facts().at(name.spot));
        let hit = hit.arg("name", &name.name).arg("applicant", &applicant.value);
        out.push(hit.related(applicant.at, "申报单位在这里"));
    }
    out
}

/// Whether a name is the applicant's, perhaps without the place before it or in its short form.
fn is_same(name: &str, applicant: &str) -> bool {
    let (mut name, applicant) = (han::fold(name), han::fold(applicant));
    for (short, full) in pairs("short-bodies") {
        if let Some(stem) = name.strip_suffix(short.as_str()) {
            name = format!("{stem}{full}");
        }
    }
    applicant.ends_with(&name) || name.ends_with(&applicant)
}

/// Whether a role is that of the whole project: a measure of it may be carried out by a firm.
fn is_of_the_project(cx: &Context<'_>, name: &RoleName) -> bool {
    let facts = cx.facts();
    let mut end = name.role_spot.start;
    if name.spot.text == name.role_spot.text {
        end = end.min(name.spot.start);
    }
    let before = &facts.texts[name.role_spot.text].text()[..end];
    let marks = ['。', '；', ';', '，', '：', '\n', '（', '('];
    let subject = before.rsplit(marks).next().unwrap_or(before).trim();
    let subject = subject.trim_end_matches(['的', '由']);
    let is_project = match &cx.config().project.name {
        Some(project) => project.value == subject,
        None => false,
    };
    let is_office = ends_with_word(&name.name, "office-endings");
    let is_in_a_table = facts.texts[name.role_spot.text].cell.is_some();
    let is_named = is_project || is_word(subject, "whole-project");
    // In a table 项目 may be each measure, which a firm carries out.
    let is_project_in_short = is_word(subject, "whole-project-below-money");
    let is_named = is_named || is_project_in_short && (is_office || !is_in_a_table);
    is_named || name.role != "implementer" && subject.is_empty() || subject.is_empty() && is_office
}
