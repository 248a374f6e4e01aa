//! The fields that a site states above a notice: 发布日期, 来源, 文号. Facts stay as lines, the rest is left out.

use regex::Regex;
use std::sync::OnceLock;

use crate::reading::document::{LineKind, PageHeader};
use crate::text::characters::{self, filled};
use crate::text::han::han_count;

use super::draft::{Draft, DraftLine};
use super::page_words::{Field, Words, bare_label};

/// A line of fields is shorter.
const LONGEST: usize = 600;
/// Lines at the start of a file among which fields are looked for.
const HEAD: usize = 60;

/// Reads the fields of the lines above the text.
pub(super) fn read(draft: &mut Draft) {
    let head = head_length(&draft.lines);
    let rest = draft.lines.split_off(head);
    let lines = std::mem::take(&mut draft.lines);
    let mut index = 0;
    while index < lines.len() {
        let line = &lines[index];
        let next = lines.get(index + 1);
        if let Some((field, label)) = lone_label(line)
            && let Some(value) = next
            && characters::count(&value.text) < 80
            && lone_label(value).is_none()
        {
            pair(draft, field, &label, line, value);
            index += 2;
            continue;
        }
        one_line(draft, line);
        index += 1;
    }
    draft.lines.extend(rest);
}

/// A label alone on a line and its value on the next.
fn pair(draft: &mut Draft, field: Field, label: &str, line: &DraftLine, value: &DraftLine) {
    if field == Field::None {
        draft.leave_out(line.place, format!("{label}{}", value.text), "页面信息");
        return;
    }
    fill(&mut draft.header, field, &value.text);
    draft.lines.push(line.clone());
    draft.lines.push(value.clone());
}

fn one_line(draft: &mut Draft, line: &DraftLine) {
    if line.text.chars().count() > LONGEST {
        draft.lines.push(line.clone());
        return;
    }
    let fields = if line.kind == LineKind::TableRow {
        row_fields(&line.text)
    } else {
        line_fields(&line.text)
    };
    if fields.is_empty() {
        draft.lines.push(line.clone());
        return;
    }
    let is_row = line.kind == LineKind::TableRow;
    let mut kept: Vec<String> = Vec::new();
    for part in fields {
        match part.field {
            Some(Field::None) => {
                draft.leave_out(line.place, part.text.replace('\t', " "), "页面信息")
            }
            Some(field) => {
                fill(&mut draft.header, field, &part.value);
                kept.push(part.text);
            }
            None => kept.push(part.text),
        }
    }
    if is_row {
        // Each field of a table is a line of its own.
        for text in kept {
            draft.lines.push(DraftLine { text, ..line.clone() });
        }
    } else if !kept.is_empty() {
        draft.lines.push(DraftLine { text: kept.join(" "), ..line.clone() });
    }
}

/// How many lines stand above the text: up to the first sentence or the addressees.
fn head_length(lines: &[DraftLine]) -> usize {
    let is_text = |line: &DraftLine| {
        let is_addressee = line.text.ends_with(['：', ':']) && lone_label(line).is_none();
        let is_sentence = line.text.contains('。')
            && han_count(&line.text) > 15
            && line.kind != LineKind::TableRow;
        is_addressee || is_sentence
    };
    let first = lines.iter().take(HEAD).position(is_text);
    first.unwrap_or(lines.len().min(HEAD))
}

/// A part of a line: a field, or what stands before the first one.
struct Part {
    field: Option<Field>,
    /// The words, label included.
    text: String,
    value: String,
}

fn lone_label(line: &DraftLine) -> Option<(Field, String)> {
    let is_marked = line.text.ends_with(['：', ':', '】']);
    if !is_marked || line.text.chars().count() > 12 {
        return None;
    }
    let bare = bare_label(line.text.trim_matches(['：', ':', '【', '】', '[', ']', ' ']));
    let field = Words::get().labels.get(&bare)?;
    Some((*field, line.text.clone()))
}

/// The fields of a line of running text; none if it does not begin with one or with a day.
fn line_fields(line: &str) -> Vec<Part> {
    let words = Words::get();
    let mut starts: Vec<(usize, usize, Field)> = Vec::new();
    for found in words.label.captures_iter(line) {
        let (Some(whole), Some(label)) = (found.get(0), found.name("label")) else { continue };
        let bare = bare_label(label.as_str());
        // 【时间：2024-3-8】 is the field with its brackets.
        let before = line[..whole.start()].trim_end_matches(['【', '[', '（', '(']);
        let start = before.len();
        let before = before.trim_end();
        let joins_word = start > 0
            && before.len() == whole.start()
            && before.ends_with(crate::text::han::is_han);
        // 报名时间： is no field, but 教育局发布时间： in a line of fields is.
        let opens_day = whole.as_str().len() < 20 && starts_with_year(&line[whole.end()..]);
        let is_short = bare.chars().count() < 4 && !opens_day;
        if joins_word && (starts.is_empty() || is_short) && !is_day(before) {
            continue;
        }
        if starts.is_empty() && !before.is_empty() && !is_day(before) {
            return Vec::new();
        }
        if let Some(field) = words.labels.get(&bare) {
            starts.push((start, whole.end(), *field));
        }
    }
    let mut parts = Vec::new();
    let Some((first, ..)) = starts.first() else { return parts };
    let is_separator = |c: char| {
        c.is_whitespace() || matches!(c, '|' | '｜' | '丨' | '/' | '·' | '，' | ',' | ';' | '；')
    };
    if *first > 0 {
        let text = line[..*first].trim_end_matches(is_separator);
        parts.push(Part { field: None, text: text.to_owned(), value: String::new() });
    }
    for (index, (start, value_start, field)) in starts.iter().enumerate() {
        let end = match starts.get(index + 1) {
            Some((next, ..)) => *next,
            None => line.len(),
        };
        let value = line[*value_start..end]
            .trim_matches(|c| is_separator(c) || matches!(c, '【' | '】' | '[' | ']'));
        let text = line[*start..end].trim_matches(is_separator);
        // 时间：5月10日上午 is no day of posting, and a long value is no field.
        let is_day = !matches!(field, Field::PostedOn | Field::SignedOn)
            || day(value).is_some()
            || value.is_empty();
        if !is_day || value.chars().count() > 120 || value.contains('。') {
            return Vec::new();
        }
        parts.push(Part { field: Some(*field), text: text.to_owned(), value: value.to_owned() });
    }
    parts
}

/// The fields of a row: every other cell is a label.
fn row_fields(row: &str) -> Vec<Part> {
    let words = Words::get();
    let cells: Vec<&str> = row.split('\t').filter_map(filled).collect();
    let field_of = |cell: &str| {
        let bare = bare_label(cell.trim_matches(['：', ':', '【', '】', '[', ']', ' ']));
        words.labels.get(&bare).copied()
    };
    let mut parts = Vec::new();
    let mut index = 0;
    while index < cells.len() {
        let cell = cells[index];
        if let Some(field) = field_of(cell) {
            let value = cells.get(index + 1).copied().unwrap_or_default();
            if field_of(value).is_some() {
                // A label without a value.
                let is_marked = cell.ends_with(['：', ':', '】']);
                if !is_marked {
                    return Vec::new();
                }
                parts.push(Part {
                    field: Some(Field::None),
                    text: cell.to_owned(),
                    value: String::new(),
                });
                index += 1;
                continue;
            }
            let text = if value.is_empty() { cell.to_owned() } else { format!("{cell}\t{value}") };
            let field = if value.is_empty() { Field::None } else { field };
            parts.push(Part { field: Some(field), text, value: value.to_owned() });
            index += 2;
            continue;
        }
        let within = line_fields(cell);
        if within.is_empty() {
            return Vec::new();
        }
        parts.extend(within);
        index += 1;
    }
    parts
}

/// Sets a field that is not set yet.
pub(super) fn fill(header: &mut PageHeader, field: Field, value: &str) {
    let value = value
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '【' | '】' | '[' | ']' | '|'));
    if value.is_empty() || value.chars().all(|c| matches!(c, '-' | '—' | '无' | '/' | '_')) {
        return;
    }
    let (slot, value) = match field {
        Field::Title => (&mut header.title, Some(value.to_owned())),
        Field::DocNo => (&mut header.doc_no, Some(value.to_owned())),
        Field::Issuer => (&mut header.issuer, Some(value.to_owned())),
        Field::PostedOn => (&mut header.posted_on, day(value)),
        Field::SignedOn => (&mut header.signed_on, day(value)),
        Field::Source => (&mut header.source, Some(value.to_owned())),
        Field::None => return,
    };
    if slot.is_none() {
        *slot = value;
    }
}

fn day_pattern() -> &'static Regex {
    static DAY: OnceLock<Regex> = OnceLock::new();
    DAY.get_or_init(|| {
        let pattern =
            r"([0-9〇○零一二三四五六七八九]{4}) ?[-/.年] ?([0-9一二三四五六七八九十]{1,3}) ?[-/.月] ?([0-9一二三四五六七八九十]{1,3})";
        Regex::new(pattern).expect("constant pattern")
    })
}

/// The first day in a text, as `2023-09-13`.
pub(super) fn day(text: &str) -> Option<String> {
    let text: String = text.chars().map(half_width).collect();
    let found = day_pattern().captures(&text)?;
    let year = number(&found[1])?;
    let (month, day) = (number(&found[2])?, number(&found[3])?);
    let date = chrono::NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    Some(date.format("%Y-%m-%d").to_string())
}

/// Whether a value is a day: `2024-04-18`, `2024年4月18日`.
fn starts_with_year(value: &str) -> bool {
    let characters = value.trim_start().chars();
    let start: String = characters.take(11).collect();
    start.starts_with("20") && day(&start).is_some()
}

/// Whether a text ends with a day, a time behind it allowed.
fn is_day(text: &str) -> bool {
    let short = text.trim();
    short.chars().count() <= 24 && day(short).is_some() && han_count(short) <= 8
}

fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    }
}

fn number(text: &str) -> Option<u32> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    if text.chars().count() == 4 {
        // A year is written digit by digit.
        let mut year = 0;
        for c in text.chars() {
            let digit = if matches!(c, '○' | '零') { '〇' } else { c };
            let value = "〇一二三四五六七八九".chars().position(|d| d == digit)?;
            year = year * 10 + u32::try_from(value).ok()?;
        }
        return Some(year);
    }
    crate::text::numeral::parse_chinese(text)
}
