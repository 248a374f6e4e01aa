//! The facts that hold what a sentence demands, by their paths in `profile.toml`.
//!
//! Only facts that the program compares with a project judge anything: a list of applicants is read by
//! people, and days that are counted from something unknown are kept by nobody but them.

use super::super::super::sheet::NoticeSheet;
use super::super::identifiers::numbered;
use super::delivery::wants_paper;

/// Returns the paths in the profile for paths of the sheet: `deadlines[0]` is `deadlines.0`.
pub(super) fn of(sheet: &NoticeSheet, covered_by: &[String]) -> Vec<String> {
    let mut judges: Vec<String> = Vec::new();
    for path in covered_by {
        let Some(judge) = judge(sheet, path) else { continue };
        if !judges.contains(&judge) {
            judges.push(judge);
        }
    }
    judges
}

fn judge(sheet: &NoticeSheet, path: &str) -> Option<String> {
    let (key, index) = match path.split_once('[') {
        Some((key, rest)) => (key, rest.trim_end_matches(']').parse().ok()?),
        None => (path, 0),
    };
    match key {
        "categories" => Some(format!("categories.{}", numbered("category", index))),
        "materials" => Some(format!("materials.{}", numbered("material", index))),
        "conditions" => Some(format!("conditions.{}", numbered("condition", index))),
        "deadlines" => deadline(sheet, index),
        "naming" => Some(format!("naming.{index}")),
        "quota" => quota(sheet, index),
        "same_body" => Some("applicants.same-body".to_owned()),
        "period" => Some("period".to_owned()),
        "copies" => paper(sheet, "deliver.paper.copies"),
        "binding" => paper(sheet, "deliver.paper.binding"),
        "address" => paper(sheet, "deliver.paper.address"),
        "discs" => Some("deliver.disc".to_owned()),
        "platform" => Some("deliver.platform".to_owned()),
        "letter" => Some("deliver.letter".to_owned()),
        "mail.to" | "mail.cc" => mail(sheet, "deliver.mail"),
        "mail.subject" => mail(sheet, "deliver.mail.subject"),
        "mail.max" => mail(sheet, "deliver.mail.max-bytes"),
        _ => None,
    }
}

/// The profile numbers those days that are the applicant's and have a date.
fn deadline(sheet: &NoticeSheet, index: usize) -> Option<String> {
    let is_written = |at: usize| {
        let fact = sheet.deadlines.get(at);
        fact.is_some_and(|fact| fact.value.own && fact.value.date.is_some())
    };
    if !is_written(index) {
        return None;
    }
    let place = (0..index).filter(|at| is_written(*at)).count();
    Some(format!("deadlines.{place}"))
}

/// The profile holds the first quota that is a number.
fn quota(sheet: &NoticeSheet, index: usize) -> Option<String> {
    let first = sheet.quota.iter().position(|quota| quota.value.max.is_some())?;
    if first == index { Some("applicants.quota".to_owned()) } else { None }
}

/// What is said about paper counts where the notice wants paper.
fn paper(sheet: &NoticeSheet, path: &str) -> Option<String> {
    if wants_paper(sheet) { Some(path.to_owned()) } else { None }
}

/// What is said about a mail counts where the notice says to whom it goes.
fn mail(sheet: &NoticeSheet, path: &str) -> Option<String> {
    let mail = sheet.mail.as_ref()?;
    if mail.to.is_empty() { None } else { Some(path.to_owned()) }
}
