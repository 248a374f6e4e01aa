//! The title of a notice, also where it is broken over lines or stands inside a text that forwards it.

use std::sync::LazyLock;

use super::expression::Expression;
use super::patterns::{expression, wording};
use super::signature::{self, Signature};

/// A title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TitleBlock {
    /// The words, broken lines joined.
    pub text: String,
    /// As printed, lines parted by line feeds.
    pub quote: String,
    /// The first line, from 1.
    pub first: usize,
    /// The last line.
    pub last: usize,
}

static TITLE_END: LazyLock<Expression> = LazyLock::new(|| wording("frame", "title-end"));
static TITLE_BEGIN: LazyLock<Expression> = LazyLock::new(|| wording("frame", "title-begin"));
static TITLE_LIKE: LazyLock<Expression> = LazyLock::new(|| wording("frame", "title-like"));
static ADDRESSEE: LazyLock<Expression> = LazyLock::new(|| wording("frame", "addressee"));
static NO_ADDRESSEE: LazyLock<Expression> = LazyLock::new(|| wording("frame", "no-addressee"));
/// Where the text of a notice begins.
static BODY: LazyLock<Expression> =
    LazyLock::new(|| expression(r"^(?:[一二三四五六七八九十]+\s*、|[（(]一[)）]|第一[章条])"));
static DOC_NUMBER: LazyLock<Expression> = LazyLock::new(|| {
    expression(r"^[（(]?[\p{Han}A-Za-z]{1,20}\s*[〔\[（(【﹝［]\s*(?:19|20)\d{2}")
});
static ENDED: LazyLock<Expression> = LazyLock::new(|| expression(r"[。；！？!?：:]$"));

/// A title has no more lines.
const MOST_LINES: usize = 6;
/// A title has no more characters.
const MOST_CHARACTERS: usize = 160;
/// An inner title stands within this number of lines.
const HEAD: usize = 40;

/// The title and the line of its addressees.
pub fn find(
    lines: &[&str],
    fields_end: usize,
    signatures: &[Signature],
) -> (Option<TitleBlock>, Option<usize>) {
    let mut addressed: Vec<(TitleBlock, usize)> = Vec::new();
    let first_signed = signatures.first().map(Signature::last_line).unwrap_or(usize::MAX);
    let head = lines.iter().enumerate().take(HEAD);
    for (index, line) in head.skip(fields_end) {
        if BODY.is_match(line) || index + 1 > first_signed {
            break;
        }
        if !is_addressee(line) {
            continue;
        }
        if let Some(title) = above(lines, index, fields_end) {
            addressed.push((title, index + 1));
        }
    }
    // A short text that forwards a notice stands above it; the notice is the one addressed last.
    if let Some((title, line)) = addressed.pop() {
        return (Some(title), Some(line));
    }
    (first_title(lines, fields_end), None)
}

/// Whether a line addresses a notice.
fn is_addressee(line: &str) -> bool {
    let length = line.chars().count();
    length <= 260 && ADDRESSEE.is_match(line) && !NO_ADDRESSEE.is_match(line)
}

/// The title that ends directly above a line.
fn above(lines: &[&str], index: usize, fields_end: usize) -> Option<TitleBlock> {
    let mut last = index;
    // Between title and addressees a number of the document or a day in brackets may stand.
    while last > fields_end && is_between(lines[last - 1]) {
        last -= 1;
    }
    if last == fields_end {
        return None;
    }
    let bottom = last - 1;
    let mut first = bottom;
    let is_ended = TITLE_END.is_match(lines[bottom]);
    if is_ended && begins(lines[bottom]) {
        return complete(lines, first_of(lines, bottom, fields_end), bottom);
    }
    while first > fields_end && bottom - first < MOST_LINES - 1 {
        let candidate = lines[first - 1];
        let is_other = ENDED.is_match(candidate)
            || DOC_NUMBER.is_match(candidate)
            || TITLE_END.is_match(candidate);
        if is_other || is_annex(candidate) || candidate.chars().count() > 60 {
            break;
        }
        first -= 1;
        if begins(lines[first]) {
            return complete(lines, first_of(lines, first, fields_end), bottom);
        }
    }
    if is_ended {
        let top = if like(lines[bottom]) { bottom } else { first };
        return complete(lines, first_of(lines, top, fields_end), bottom);
    }
    if begins(lines[bottom]) || like(lines[bottom]) {
        complete(lines, bottom, bottom)
    } else {
        None
    }
}

/// A line of bodies alone above 关于… belongs to the title.
fn first_of(lines: &[&str], first: usize, fields_end: usize) -> usize {
    let mut top = first;
    let is_bare = lines[first].trim_start().starts_with("关于");
    while is_bare && top > fields_end && first - top < 3 {
        let above = lines[top - 1].trim();
        if !signature::is_name(&above.replace(char::is_whitespace, ""))
            || DOC_NUMBER.is_match(above)
        {
            break;
        }
        top -= 1;
    }
    top
}

fn is_between(line: &str) -> bool {
    let is_short = line.chars().count() <= 30;
    is_short
        && (DOC_NUMBER.is_match(line)
            || line.starts_with(['（', '(']) && line.ends_with(['）', ')'])
            || is_day_line(line))
}

fn is_day_line(line: &str) -> bool {
    let mentions = super::day::days(line);
    mentions.len() == 1 && line.chars().count() <= 24
}

fn is_annex(line: &str) -> bool {
    line.starts_with("附件")
}

fn begins(line: &str) -> bool {
    TITLE_BEGIN.is_match(line)
}

fn like(line: &str) -> bool {
    TITLE_LIKE.is_match(line)
}

fn complete(lines: &[&str], first: usize, last: usize) -> Option<TitleBlock> {
    let parts = &lines[first..=last];
    let text = joined(parts);
    if !(6..=MOST_CHARACTERS).contains(&text.chars().count()) {
        return None;
    }
    Some(TitleBlock { text, quote: parts.join("\n"), first: first + 1, last: last + 1 })
}

/// Lines joined as one: no blank between Chinese words.
fn joined(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        let part = part.trim();
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let last = text.chars().next_back();
        let first = part.chars().next();
        if is_latin(last) && is_latin(first) {
            text.push(' ');
        }
        text.push_str(part);
    }
    text
}

/// Whether a line is the path of a page: `> 新闻中心 > 通知公告`.
fn is_breadcrumb(line: &str) -> bool {
    line.starts_with(['>', '》', '»', '›']) || line.contains(" > ") || line.contains(" » ")
}

/// Whether a line is a sentence of the text.
fn is_paragraph(line: &str) -> bool {
    line.ends_with('。') && line.chars().count() >= 40
}

/// The title of a text that addresses nobody: the first line or lines that read like one.
pub(super) fn first_title(lines: &[&str], fields_end: usize) -> Option<TitleBlock> {
    let head = lines.len().min(fields_end + 12);
    for index in fields_end..head {
        let line = lines[index];
        // Where the text has begun or is addressed, no title follows.
        if BODY.is_match(line) || is_paragraph(line) || is_addressee(line) {
            break;
        }
        if ENDED.is_match(line)
            || is_annex(line)
            || is_breadcrumb(line)
            || DOC_NUMBER.is_match(line)
            || line.chars().count() > MOST_CHARACTERS
        {
            continue;
        }
        let first = first_of(lines, index, fields_end);
        if TITLE_END.is_match(line) {
            return complete(lines, first, index);
        }
        if !begins(line) && !like(line) {
            continue;
        }
        for last in index + 1..(index + MOST_LINES).min(lines.len()) {
            if ENDED.is_match(lines[last])
                || BODY.is_match(lines[last])
                || lines[last].chars().count() > 60
            {
                break;
            }
            if TITLE_END.is_match(lines[last]) {
                return complete(lines, first, last);
            }
        }
        return complete(lines, first, index);
    }
    None
}
