//! Finds the conditions for applicants and projects.

use super::measures;
use super::phrases::{self, trimmed};
use super::topics::{self, Topics};
use crate::reading::cut_notice::CutNotice;
use crate::reading::fact::Fact;
use crate::reading::sentence;
use crate::reading::sheet::{Condition, Facts, ReadPeriod, Strength};
use crate::reading::word_lists;
use crate::reading::zone::Zone;

/// An item of a list is one condition up to this length; above it each sentence is one.
const LONGEST_ITEM: usize = 240;

/// Reads them.
pub(super) fn read(notice: &CutNotice<'_>) -> Facts<Condition> {
    let topics = topics::topics(notice);
    let named = named_groups(notice);
    let mut found = Facts::new();
    for line in 1..=notice.line_count() {
        let Some(topic) = topics.get(line - 1) else { continue };
        let is_announced = topic.conditions || topic.excluded;
        let zone = notice.zone(line);
        if zone != Zone::Body && !(zone == Zone::Annexed && is_announced) {
            continue;
        }
        if is_bare_heading(notice, line) {
            continue;
        }
        for (unit, topic) in held(notice, line, *topic) {
            found.push(condition(notice, line, unit, topic, &named));
        }
    }
    found
}

/// Whether a line is a heading with something below it, and no text of its own.
fn is_bare_heading(notice: &CutNotice<'_>, line: usize) -> bool {
    let Some(clause) = notice.clauses.begins(line) else { return false };
    let has_something_below = clause.end > line + 1 || !clause.children.is_empty();
    // （四）近三年无安全事故。 is an item, whatever paragraph follows; （一）推荐条件。 is a heading.
    let is_sentence = notice.line(line).ends_with('。') && clause.children.is_empty();
    let is_named = !Topics::of(&clause.heading).is_empty()
        || word_lists::list("heading-generic").is_in(&clause.heading);
    !clause.has_text && has_something_below && (!is_sentence || is_named)
}

/// The conditions in a line, each with what it stands below: an item of a list as a whole, a paragraph by its
/// sentences. What a sentence of the line itself excludes (有下列情形之一的不得申报：甲；乙。) stands below it.
fn held<'a>(notice: &CutNotice<'a>, line: usize, topic: Topics) -> Vec<(&'a str, Topics)> {
    let text = notice.line(line);
    let is_item = notice.clauses.begins(line).is_some();
    let is_short = text.chars().count() <= LONGEST_ITEM;
    let pieces = sentence::cut(text);
    let excludes = !topic.excluded && pieces.iter().any(|(_, piece)| opens_exclusion(piece));
    if is_item && is_short && !excludes && holds(text, topic) {
        return vec![(text, topic)];
    }
    let mut found = Vec::new();
    let mut is_excluded = false;
    for (start, piece) in pieces {
        is_excluded = is_excluded || opens_exclusion(piece);
        let below = Topics { excluded: topic.excluded || is_excluded, ..topic };
        if holds(piece, below) && !is_heading(notice, line, start, piece) {
            found.push((piece, below));
        }
        if piece.ends_with('。') {
            is_excluded = false;
        }
    }
    found
}

/// Whether a sentence lists behind a colon what must not apply: 有下列情形之一的不得申报：甲；.
fn opens_exclusion(piece: &str) -> bool {
    let Some((head, listed)) = piece.split_once('：') else { return false };
    // Some of the words end with the colon: 不得申报：.
    let opener = format!("{head}：");
    !listed.trim().is_empty() && word_lists::list("excluding").is_in(&opener)
}

/// Whether a piece of a line is its number and heading: （一）适用条件。.
fn is_heading(notice: &CutNotice<'_>, line: usize, start: usize, piece: &str) -> bool {
    let Some(clause) = notice.clauses.begins(line) else { return false };
    !clause.heading.is_empty() && start + piece.len() <= clause.text_start
}

/// Whether a sentence or item is a condition, by what it says and what it stands below.
fn holds(unit: &str, topic: Topics) -> bool {
    let is_opener = unit.ends_with(['：', ':']) || unit.chars().count() < 5;
    if is_opener || topics::opener(unit).is_some() && word_lists::list("excluding").is_in(unit) {
        return false;
    }
    if topic.excluded {
        return true;
    }
    if topic.conditions {
        return !word_lists::list("about-sending").is_in(unit);
    }
    if word_lists::list("condition-strong").is_in(unit) {
        return true;
    }
    let bare = unit.trim_start_matches(|c: char| {
        c.is_ascii_digit() || "一二三四五六七八九十（）().．、①②③④⑤⑥⑦⑧⑨".contains(c)
    });
    let is_authority =
        word_lists::list("authority-subject").find(bare).is_some_and(|(at, _)| at == 0);
    if is_authority || topic.benefits {
        return false;
    }
    if topic.applicants && word_lists::list("quality").is_in(unit)
        || topic.scope && word_lists::list("scope-word").is_in(unit)
    {
        return true;
    }
    let is_named = word_lists::list("condition-anywhere").is_in(unit);
    if word_lists::list("condition-not-about-applicants").is_in(unit) {
        return false;
    }
    if topic.requirements {
        let measured = !measures::read(unit).is_empty();
        return is_named || measured || phrases::strength(unit).is_some();
    }
    is_named
}

fn condition(
    notice: &CutNotice<'_>,
    line: usize,
    unit: &str,
    topic: Topics,
    named: &[&str],
) -> Fact<Condition> {
    let strength = if topic.excluded {
        Strength::MustNot
    } else {
        phrases::strength(unit).unwrap_or(Strength::Must)
    };
    let value = Condition {
        strength,
        clause: notice.clauses.address(line),
        applies_to: applies_to(notice, line, named),
        measures: measures::read(unit),
    };
    Fact::stated(value, unit, line)
}

/// Whom it holds for, where a heading above says so: `1.省“绿叶奖”推荐条件。`.
fn applies_to(notice: &CutNotice<'_>, line: usize, named: &[&str]) -> Vec<String> {
    for heading in notice.clauses.headings(line) {
        if let Some(group) = group_of(heading) {
            let is_one_of_several = named.len() > 1 && named.contains(&group);
            return if is_one_of_several { vec![group.to_owned()] } else { Vec::new() };
        }
    }
    Vec::new()
}

/// What stands before 推荐条件 in a heading.
fn group_of(heading: &str) -> Option<&str> {
    let (at, _) = word_lists::list("heading-conditions").find(heading)?;
    let before = trimmed(&heading[..at]).trim_end_matches('的');
    let is_general =
        before.chars().count() < 2 || word_lists::list("heading-generic").is_in(before);
    if is_general { None } else { Some(before) }
}

/// The groups that have conditions of their own; one alone is no group.
fn named_groups<'n>(notice: &'n CutNotice<'_>) -> Vec<&'n str> {
    let mut groups: Vec<&str> = Vec::new();
    for clause in &notice.clauses.clauses {
        let Some(group) = group_of(&clause.heading) else { continue };
        if !groups.contains(&group) && groups.len() < 20 {
            groups.push(group);
        }
    }
    groups
}

/// How long a project may last.
pub(super) fn period(notice: &CutNotice<'_>) -> Option<Fact<ReadPeriod>> {
    let mut found: Option<Fact<ReadPeriod>> = None;
    for sentence in &notice.sentences {
        if sentence.zone != Zone::Body {
            continue;
        }
        let Some(period) = measures::period(sentence.text) else { continue };
        match &found {
            None => found = Some(Fact::stated(period, sentence.text, sentence.line)),
            Some(first) if first.value == period => {}
            Some(first) => {
                let why = format!(
                    "通知写了几种周期：“{}”“{}”；先按前一种，请按申报的类别核对",
                    first.quote, sentence.text
                );
                return Some(first.clone().open(why));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::reading::document::NoticeDocument;
    use crate::reading::facts::read_sheet;
    use crate::reading::sheet::Strength;

    #[test]
    fn what_a_line_excludes_behind_its_colon_must_not_be() {
        let text = "关于组织申报示范项目的通知\n各市：\n一、申报条件\n申报企业应当成立满三年；有下列情形之一的不得申报：近三年发生安全事故的；被列入失信名单的。企业应当诚信经营。\n某市财政局\n2024年3月8日\n";
        let sheet = read_sheet(&NoticeDocument::from_lines(text));
        let read = sheet.conditions.iter().map(|fact| (fact.quote.as_str(), fact.value.strength));
        let read: Vec<(&str, Strength)> = read.collect();
        assert_eq!(
            read,
            [
                ("申报企业应当成立满三年；", Strength::Must),
                ("有下列情形之一的不得申报：近三年发生安全事故的；", Strength::MustNot),
                ("被列入失信名单的。", Strength::MustNot),
                ("企业应当诚信经营。", Strength::Must),
            ]
        );
    }
}
