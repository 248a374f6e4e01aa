//! `secret-mark`: marks of state secrets, in text, headings, cells, names of files and their text.

use crate::text::word_list::ends_with_word;
use std::sync::LazyLock;

use regex::Regex;

use crate::text::path::last_part;
use crate::text::{At, Span, han};

use crate::rules::engine::context::Context;
use crate::rules::engine::fields;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::prose::is_inside;

/// A mark that stands alone, as on the first page of a document: level, star, term; `密级：` or
/// brackets may be around it.
static ALONE: LazyLock<Regex> = LazyLock::new(|| {
    let mark = r"(?:绝\s*密|机\s*密|秘\s*密)\s*(?:[★☆*]\s*)?(?:(?:\d{1,2}|[一二三五十]{1,3})\s*(?:年|个月)|长期)?";
    Regex::new(&format!(r"^[#>|*\-\s]*[\[【〔(（<《]?\s*(?P<hit>(?:密\s*级\s*[:：]?\s*)?{mark})\s*[\]】〕)）>》]?[|*\s]*$")).expect("constant pattern")
});

/// A mark with its star, wherever it stands; in quotation marks it is only spoken of.
static STARRED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<before>[“‘「《]?)\s*(?P<hit>(?:绝密|机密|秘密)\s*[★☆](?:\s*(?:\d{1,2}\s*(?:年|个月)|长期))?)").expect("constant pattern")
});

/// A mark in a file's name: set off from the rest, so that 商业秘密清单 and 保守秘密承诺书 are no
/// marks.
static IN_NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\[【〔(（_\-\s+.])(?P<hit>绝密|机密|秘密)(?:[★☆\]】〕)）_\-\s.]|\d+年|$)|(?:绝密|机密|秘密)[★☆]").expect("constant pattern")
});

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let mut places: Vec<At> = Vec::new();
    for flat in cx.text_runs() {
        for (start, end) in marks(&flat.text) {
            places.extend(flat.at(start, end));
        }
    }
    // A mark on a line of its own joins the next line when it is read as Markdown, so the lines are
    // looked at too.
    for at in lines(cx) {
        if let Some((start, end)) = alone(cx.sources().slice(at)) {
            let base = at.span.start as usize;
            places.push(at.with(Span::new(base + start, base + end)));
        }
    }
    places.sort_by_key(|at| (at.source, at.span));
    places.dedup_by(|b, a| a.source == b.source && b.span.start < a.span.end.max(a.span.start + 1));
    let mut out = Vec::new();
    for at in places {
        let found = cx.sources().slice(at).trim();
        out.push(Hit::at(at).arg("found", han::one_line(found)));
    }
    for name in cx.file_names() {
        let Some(groups) = IN_NAME.captures(last_part(&name)) else { continue };
        if let Some(found) = groups.name("hit").or(groups.get(0)) {
            let hit = Hit::path(name.clone()).variant("name");
            out.push(hit.arg("found", found.as_str()));
        }
    }
    for file in fields::other_files(cx) {
        let mark = file.facts.text.as_deref().and_then(mark_in_file);
        if let Some(mark) = mark {
            out.push(
                Hit::path(file.path.clone()).variant("file").arg("found", han::one_line(&mark)),
            );
        }
    }
    out
}

/// The mark that a line consists of.
fn alone(line: &str) -> Option<(usize, usize)> {
    if !line.contains('密') {
        return None;
    }
    let found = ALONE.captures(line)?.name("hit")?;
    let mark = found.as_str().trim_end();
    Some((found.start(), found.start() + mark.len()))
}

/// The first mark in the text of a file. Its lines are as they were set, so a word may begin on the
/// line before.
fn mark_in_file(text: &str) -> Option<String> {
    let mut before = "";
    for line in text.lines() {
        let goes_on = ends_with_word(before.trim_end(), "before-a-broken-secret");
        if let Some((start, end)) = marks(line)
            .into_iter()
            .find(|(start, end)| !goes_on || line[*start..*end].contains(['★', '☆']))
        {
            return Some(line[start..end].to_owned());
        }
        before = line;
    }
    None
}

/// The marks in a text: lines that are one, and those with a star.
fn marks(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    if !text.contains('密') {
        return out;
    }
    let mut offset = 0;
    for line in text.split('\n') {
        out.extend(alone(line).map(|(start, end)| (offset + start, offset + end)));
        offset += line.len() + 1;
    }
    // The lines stand in order and apart.
    let lines: Vec<_> = out.iter().map(|(start, end)| *start..*end).collect();
    for found in STARRED.captures_iter(text) {
        let is_quoted = found.name("before").is_some_and(|b| !b.is_empty());
        if let (Some(hit), false) = (found.name("hit"), is_quoted)
            && lines
                .get(lines.partition_point(|l| l.end <= hit.start()))
                .is_none_or(|l| hit.end() <= l.start)
        {
            out.push((hit.start(), hit.end()));
        }
    }
    out
}

/// The lines of the plan's sources outside comments.
fn lines(cx: &Context<'_>) -> Vec<At> {
    let Some(plan) = &cx.project.plan else { return Vec::new() };
    let mut out = Vec::new();
    for id in &plan.sources {
        let source = cx.sources().get(*id);
        let own = plan.comments.iter().filter(|comment| comment.source == *id);
        let mut comments: Vec<_> = own.map(|comment| comment.span.range()).collect();
        comments.sort_by_key(|range| range.start);
        for line in 1..=source.line_count() {
            let at = At { source: *id, span: source.line_span(line) };
            if !is_inside(&at.span.range(), &comments) {
                out.push(at);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{mark_in_file, marks};

    #[test]
    fn a_word_that_a_page_breaks_is_no_mark() {
        assert_eq!(mark_in_file("保护企业商业\n秘密\n和技术秘密"), None);
        assert_eq!(mark_in_file("统计表\n秘密\n2022年").as_deref(), Some("秘密"));
        assert_eq!(mark_in_file("国家\n秘密★1年").as_deref(), Some("秘密★1年"));
    }

    #[test]
    fn only_marks_are_marks() {
        for text in [
            "机密",
            "秘密★5年",
            "（绝密）",
            "密级：秘密",
            "绝 密",
            "秘密★长期",
            "机密☆10年",
            "文件头 秘密★1年",
        ] {
            assert_eq!(marks(text).len(), 1, "{text}");
        }
        for text in [
            "商业秘密",
            "保守秘密",
            "机密性",
            "国家秘密分为绝密、机密、秘密三级。",
            "不得出现“秘密★”标志",
            "密级：公开",
            "秘密工作",
            "技术秘密",
        ] {
            assert_eq!(marks(text), Vec::new(), "{text}");
        }
    }
}
