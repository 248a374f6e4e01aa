//! Finds what the document to be handed in must contain: in an annexed form or 大纲, or in one sentence.

use std::sync::OnceLock;

use super::phrases::{cut_outside, trimmed};
use crate::reading::clauses::{AnnexPart, Clause, NumberKind};
use crate::reading::cut_notice::CutNotice;
use crate::reading::expression::Expression;
use crate::reading::fact::Fact;
use crate::reading::patterns::expression;
use crate::reading::sentence;
use crate::reading::sheet::{Facts, OutlineSection};
use crate::reading::word_lists;
use crate::reading::zone::Zone;

/// A heading of an outline has at most this many characters.
const LONGEST_HEADING: usize = 45;

/// Reads it.
pub(super) fn read(notice: &CutNotice<'_>) -> Facts<OutlineSection> {
    let annexed = in_annexes(notice);
    if annexed.is_empty() { in_sentence(notice) } else { annexed }
}

/// The longest row of headings in an annex that is an outline or a form.
fn in_annexes(notice: &CutNotice<'_>) -> Facts<OutlineSection> {
    let mut best: Vec<usize> = Vec::new();
    for annex in &notice.clauses.annexes {
        if !is_outline_or_form(notice, annex) {
            continue;
        }
        for row in rows(notice, annex) {
            if row.len() > best.len() && row.len() >= 3 {
                best = row;
            }
        }
    }
    let sections = best.iter().filter_map(|index| notice.clauses.clauses.get(*index));
    sections
        .map(|clause| Fact::stated(section(notice, clause), notice.line(clause.line), clause.line))
        .collect()
}

/// Whether one of the first lines of an annex names it an outline, a form or a sample.
fn is_outline_or_form(notice: &CutNotice<'_>, annex: &AnnexPart) -> bool {
    let end = annex.end.min(annex.line + 6);
    let names = [
        "大纲",
        "提纲",
        "编制要求",
        "编写要求",
        "参考格式",
        "模板",
        "样式",
        "编制说明",
        "框架",
        "编写说明",
    ];
    for line in annex.line..end {
        let text = notice.line(line);
        let is_outline = names.iter().any(|name| text.contains(name));
        let is_form = [
            "申报书",
            "申请书",
            "申报表",
            "申请表",
            "方案",
            "报告",
            "申报材料",
            "推荐表",
            "推荐书",
        ]
        .iter()
        .any(|name| text.contains(name));
        let is_list = ["汇总表", "分配表", "名额", "指标", "办法", "指南", "通知", "细则"]
            .iter()
            .any(|name| text.contains(name));
        if is_outline || is_form && !is_list {
            return true;
        }
    }
    false
}

/// The rows of outermost headings in an annex: each begins with 1 and goes on without a gap.
fn rows(notice: &CutNotice<'_>, annex: &AnnexPart) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<usize>> = Vec::new();
    let clauses = notice.clauses.clauses.iter().enumerate();
    for (index, clause) in clauses {
        let is_inside = (annex.line..annex.end).contains(&clause.line);
        if !is_inside || clause.parent.is_some() {
            continue;
        }
        let follows = rows
            .last()
            .and_then(|row| row.last())
            .and_then(|last| notice.clauses.clauses.get(*last));
        let is_next = follows.is_some_and(|last| {
            last.number.kind == clause.number.kind && last.number.value + 1 == clause.number.value
        });
        if !is_heading(clause) || clause.number.value != 1 && !is_next {
            rows.push(Vec::new());
            continue;
        }
        match rows.last_mut() {
            Some(row) if is_next => row.push(index),
            _ => rows.push(vec![index]),
        }
    }
    rows
}

fn is_heading(clause: &Clause) -> bool {
    let is_explanation = ["填写说明", "填表说明", "格式及要求", "填报说明", "格式要求", "装订要求"]
        .iter()
        .any(|word| clause.heading.contains(word));
    let length = clause.heading.chars().count();
    clause.number.kind <= NumberKind::Arabic
        && (2..=LONGEST_HEADING).contains(&length)
        && !is_explanation
}

/// A heading with what lies below it.
fn section(notice: &CutNotice<'_>, clause: &Clause) -> OutlineSection {
    let printed = notice.line(clause.line);
    let heading = match printed.get(..clause.text_start) {
        Some(heading) if clause.has_text && !clause.heading.is_empty() => {
            heading.trim_end_matches(['：', ':', '。'])
        }
        _ => printed,
    };
    let (heading, ask_in_brackets) = without_ask(heading);
    let mut ask = Vec::new();
    ask.extend(ask_in_brackets);
    if clause.has_text && !clause.heading.is_empty() {
        ask.extend(printed.get(clause.text_start..).map(|text| text.trim().to_owned()));
    }
    let mut sections = Vec::new();
    let mut first_child = clause.end;
    for child in &clause.children {
        let Some(child) = notice.clauses.clauses.get(*child) else { continue };
        first_child = first_child.min(child.line);
        let is_note = child.heading.is_empty() && notice.line(child.line).ends_with(['。', '；']);
        if !is_note {
            sections.push(section(notice, child));
        }
    }
    for line in clause.line + 1..first_child {
        let text = notice.line(line);
        let is_sentence = text.chars().count() > 12 || text.ends_with('。');
        if is_sentence {
            ask.push(text.to_owned());
        }
    }
    OutlineSection { heading: heading.to_owned(), ask, sections }
}

/// A heading without a long bracket at its end, which says what to write.
fn without_ask(heading: &str) -> (&str, Option<String>) {
    if !heading.ends_with(['）', ')']) {
        return (heading, None);
    }
    let opening = heading.char_indices().find(|(at, c)| *at > 9 && matches!(c, '（' | '('));
    let Some((at, _)) = opening else { return (heading, None) };
    if heading[at..].chars().count() < 12 {
        return (heading, None);
    }
    (heading[..at].trim(), Some(heading[at..].to_owned()))
}

/// 实施方案应包括A、B、C和D: at least three parts, none of which is a paper of its own.
fn in_sentence(notice: &CutNotice<'_>) -> Facts<OutlineSection> {
    static PARTS: OnceLock<Expression> = OnceLock::new();
    let parts = PARTS.get_or_init(|| {
        expression(
            r"(?:方案|报告|申报书|文本|总结|提纲|大纲|计划书|征集内容|主要内容|正文|正文内容|方案内容|报告内容|材料内容|申报内容|案例内容|撰写内容|填写内容|内容)
              (?:》|”)?(?:主要|重点|一般|原则上)?(?:应当|应|须|需|要)?(?:主要|重点)?(?:包括|包含|涵盖|含|介绍|阐述)(?:但不限于)?(?:以下内容|以下方面)?[：:]?
              (?P<parts>[^。；]{8,300})",
        )
    });
    for sentence in &notice.sentences {
        if sentence.zone != Zone::Body {
            continue;
        }
        let Some(captures) = parts.captures(sentence.text) else { continue };
        let Some(words) = captures.name("parts") else { continue };
        let names = part_names(words.as_str());
        if names.len() < 3 {
            continue;
        }
        let names = names.into_iter();
        let section = |heading: &str| OutlineSection {
            heading: heading.to_owned(),
            ask: Vec::new(),
            sections: Vec::new(),
        };
        return names
            .map(|name| Fact::stated(section(name), sentence.text, sentence.line))
            .collect();
    }
    Facts::new()
}

/// The members of the enumeration up to ，以及, 等 or the end.
fn part_names(text: &str) -> Vec<&str> {
    let end = text.find("，以及").or_else(|| text.find("，并")).unwrap_or(text.len());
    let text = &text[..end];
    let first = cut_outside(text, &['，']);
    let text = match first.first() {
        Some(first) if first.contains('、') => first,
        _ => text,
    };
    let text = text.strip_suffix("等内容").or_else(|| text.strip_suffix('等')).unwrap_or(text);
    let mut names = Vec::new();
    for part in cut_outside(text, &['、', '，']) {
        names.push(trimmed(part));
    }
    split_last(&mut names);
    let papers = names
        .iter()
        .filter(|name| {
            word_lists::list("form-noun").ends(name)
                || name.contains("证明")
                || name.ends_with("材料")
        })
        .count();
    let is_row = names.iter().all(|name| (2..=24).contains(&name.chars().count()));
    if papers > 0 || !is_row || sentence::cut(text).len() > 1 { Vec::new() } else { names }
}

/// The last member of `A、B和C` is two.
fn split_last(names: &mut Vec<&str>) {
    let Some(last) = names.pop() else { return };
    let joint = last
        .char_indices()
        .find(|(at, c)| matches!(c, '和' | '与' | '及') && *at >= 6 && last.len() - at >= 9);
    match joint {
        Some((at, c)) if names.len() >= 2 => {
            names.push(trimmed(&last[..at]));
            names.push(trimmed(&last[at + c.len_utf8()..]));
        }
        _ => names.push(last),
    }
}
