//! Joins lines that were broken by the width of a page and not by their writer.

use unicode_width::UnicodeWidthStr;

use crate::reading::document::LineKind;
use crate::text::characters::{self, leading_digits};
use crate::text::han::{han_count, is_cjk};
use crate::text::numeral;

use super::draft::{Draft, DraftLine};

/// Lines that must end at the same place before a text counts as broken by its width.
const LEAST_FULL: usize = 6;
/// Widths at which texts are broken, in columns.
const NARROWEST: usize = 40;
const WIDEST: usize = 180;
/// How far from the widest line a full one may end, in columns: a mark of punctuation or a Latin word moved down.
const SLACK: usize = 4;

/// Joins the lines of a text that was broken at one width throughout, as mails and old pages are.
pub(super) fn join_wrapped(draft: &mut Draft) {
    let Some(width) = wrap_width(&draft.lines) else { return };
    let lines = std::mem::take(&mut draft.lines);
    let mut is_full = false;
    for line in lines {
        let text = line.text.trim_end();
        let width_of_line = text.width();
        let joins = is_full && draft.lines.last().is_some_and(|before| continues(before, &line));
        // A line far over the width was never broken by it.
        is_full = width_of_line + SLACK >= width && width_of_line <= width + SLACK;
        match draft.lines.last_mut() {
            Some(before) if joins => join(&mut before.text, text.trim_start()),
            _ => draft.lines.push(line),
        }
    }
}

/// The width at which most long lines end, if they end there in the middle of a sentence.
fn wrap_width(lines: &[DraftLine]) -> Option<usize> {
    // How many lines end at each width in the middle of a sentence, and how many at all.
    let mut open = vec![0_usize; WIDEST + 1];
    let mut all = vec![0_usize; WIDEST + 1];
    for line in lines.iter().filter(|line| line.kind == LineKind::Paragraph) {
        let text = line.text.trim_end();
        let width = text.width().min(WIDEST);
        all[width] += 1;
        if !ends_sentence(text) {
            open[width] += 1;
        }
    }
    let mut best = (0, 0);
    for width in NARROWEST..WIDEST - SLACK {
        let full: usize = open[width - SLACK..=width].iter().sum();
        if full > best.0 {
            best = (full, width);
        }
    }
    let (full, width) = best;
    let beyond: usize = all[(width + SLACK + 1).min(WIDEST)..].iter().sum();
    if full >= LEAST_FULL && beyond * 10 <= full { Some(width) } else { None }
}

/// Whether a line goes on what a full line before it began.
pub(super) fn continues(before: &DraftLine, line: &DraftLine) -> bool {
    if before.kind != LineKind::Paragraph || line.kind != LineKind::Paragraph || line.opens {
        return false;
    }
    let text = line.text.trim_start();
    if ends_sentence(before.text.trim_end()) && (begins_item(text) || is_alone(text)) {
        return false;
    }
    !ends_paragraph(before.text.trim_end()) && !begins_item(text)
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with(['。', '！', '？', '；', '：', ':', ';', '!', '?'])
}

/// A stop at the very end of a full line most often ends its paragraph.
fn ends_paragraph(text: &str) -> bool {
    text.ends_with(['。', '！', '？', '：', ':']) || text.ends_with("。”") || text.ends_with("。）")
}

/// Whether a line begins an item: a number, the list of annexes, a label.
pub(super) fn begins_item(text: &str) -> bool {
    let is_numbered = numeral::ordinal(text).is_some() || item_number(text).is_some();
    let starts = [
        "附件",
        "附：",
        "联系人",
        "联系电话",
        "电子邮箱",
        "邮箱：",
        "地址：",
        "电话：",
        "特此通知",
    ];
    let mut first = text.chars().take(6);
    let is_chapter = text.starts_with('第') && first.any(|c| matches!(c, '章' | '条' | '节'));
    is_numbered || is_chapter || starts.iter().any(|start| text.starts_with(start))
}

/// Whether a line is a signature or a day on its own.
fn is_alone(text: &str) -> bool {
    let text = text.trim();
    characters::count(text) <= 24 && text.ends_with('日') && super::header::day(text).is_some()
}

/// Puts the rest of a broken line behind its beginning.
pub(super) fn join(text: &mut String, rest: &str) {
    let end = text.trim_end().len();
    text.truncate(end);
    let last = text.chars().next_back();
    let first = rest.chars().next();
    if let (Some(last), Some(first)) = (last, first)
        && !is_cjk(last)
        && !is_cjk(first)
    {
        let before_last = text.chars().rev().nth(1);
        let is_hyphen = last == '-'
            && before_last.is_some_and(|c| c.is_ascii_lowercase())
            && first.is_ascii_lowercase();
        let is_cut_token = text
            .rsplit(|c: char| c.is_whitespace() || is_cjk(c))
            .next()
            .is_some_and(is_part_of_address);
        if is_hyphen {
            text.pop();
        } else if last.is_ascii_alphanumeric() && first.is_ascii_alphanumeric() && !is_cut_token {
            text.push(' ');
        }
    }
    text.push_str(rest);
}

/// Whether a Latin token is the beginning of an address, which has no blanks.
fn is_part_of_address(token: &str) -> bool {
    token.contains("://") || token.contains('@') || token.starts_with("www.")
}

/// Joins items of a list of annexes that were broken: between item 1 and item 2 stands a line without a number.
pub(super) fn join_annex_items(draft: &mut Draft) {
    let lines = std::mem::take(&mut draft.lines);
    let mut index = 0;
    while index < lines.len() {
        let mut line = lines[index].clone();
        let number = annex_item(&line.text);
        let next = lines.get(index + 2).and_then(|next| annex_item(&next.text));
        let follows = number.is_some_and(|number| next == Some(number + 1))
            && is_in_annex_list(&lines[..=index]);
        if follows
            && let Some(rest) = lines.get(index + 1)
            && is_rest_of_item(rest)
            && !is_file_name(&line.text)
        {
            join(&mut line.text, &rest.text);
            index += 1;
        }
        draft.lines.push(line);
        index += 1;
    }
}

fn is_rest_of_item(line: &DraftLine) -> bool {
    let is_plain = line.kind == LineKind::Paragraph
        && han_count(&line.text) >= 1
        && line.text.chars().count() <= 60;
    is_plain && !begins_item(&line.text) && !is_file_name(&line.text) && !ends_sentence(&line.text)
}

/// The number of a line that is an item: `附件：1.`, `2．`.
fn annex_item(text: &str) -> Option<u32> {
    let text = text.trim_start_matches("附件").trim_start_matches(['：', ':', ' ']);
    item_number(text).map(|(number, _)| number)
}

/// The number at the start of an item and the bytes it takes, `2.`; `2.2022年度` is item 2, `2.5` is none.
pub(super) fn item_number(text: &str) -> Option<(u32, usize)> {
    let digits = leading_digits(text).len();
    if !(1..=2).contains(&digits) {
        return None;
    }
    let mark = text[digits..].chars().next().filter(|c| matches!(c, '.' | '．' | '、'))?;
    let len = digits + mark.len_utf8();
    let rest = &text[len..];
    let more = leading_digits(rest).len();
    let is_year = more == 4 && (rest.starts_with("20") || rest.starts_with("19"));
    let number = text[..digits].parse().ok()?;
    if more == 0 || is_year { Some((number, len)) } else { None }
}

/// Whether the lines before end with a list that begins with 附件.
fn is_in_annex_list(lines: &[DraftLine]) -> bool {
    for line in lines.iter().rev().take(40) {
        if line.text.starts_with("附件") {
            return line.text.starts_with("附件：")
                || line.text.starts_with("附件:")
                || line.text.chars().count() <= 4;
        }
        if annex_item(&line.text).is_none() && line.text.chars().count() > 60 {
            return false;
        }
    }
    false
}

/// Whether a line is or ends with the name of a file.
pub(super) fn is_file_name(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    [".doc", ".docx", ".xls", ".xlsx", ".pdf", ".zip", ".rar", ".wps", ".et"]
        .iter()
        .any(|ending| text.ends_with(ending))
}
