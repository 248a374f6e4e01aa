//! Plain text and Markdown: lines as they stand, with what their look says about paragraphs.

use crate::reading::document::LineKind;

use super::draft::{Draft, DraftLine};
use super::page_words;

/// Lines at most; a text of 20 MB may have as many empty ones.
const MOST_LINES: usize = 400_000;

/// Reads a text.
pub(super) fn read(text: &str, is_markdown: bool) -> Draft {
    let mut draft = Draft::default();
    let mut is_after_gap = true;
    let tabbed = is_tabbed(text);
    for (place, raw) in
        text.split(['\n', '\u{c}', '\u{2028}', '\u{2029}', '\u{85}']).take(MOST_LINES).enumerate()
    {
        let raw = raw.trim_end();
        let line = raw.trim_start_matches(['\r', '\u{feff}']);
        if line.trim().is_empty() {
            is_after_gap = true;
            continue;
        }
        let indent: usize = line
            .chars()
            .take_while(|c| c.is_whitespace())
            .map(|c| if c == '\u{3000}' || c == '\t' { 2 } else { 1 })
            .sum();
        let mut read = DraftLine {
            text: line.to_owned(),
            kind: LineKind::Paragraph,
            opens: is_after_gap || indent >= 2,
            place,
        };
        if (is_markdown || is_rule(line)) && !unmarked(&mut read) {
            continue;
        }
        if tabbed && has_cells(line) {
            read.kind = LineKind::TableRow;
        }
        if let Some(row) = piped_row(line) {
            read.kind = LineKind::TableRow;
            read.text = row;
        }
        draft.lines.push(read);
        is_after_gap = false;
    }
    draft
}

/// The cells of a row that a copy of a page parted by `|`, joined by tabulators: `索引号: | 1425 | 文号: | 某发〔2014〕1号`.
fn piped_row(line: &str) -> Option<String> {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    let is_label = |cell: &&str| cell.ends_with(['：', ':']) || page_words::is_label(cell);
    let has_labels = cells.iter().any(is_label);
    let whole = line.trim();
    let is_framed = cells.len() >= 4 && whole.starts_with('|') && whole.ends_with('|');
    let is_row = cells.len() >= 3 && (has_labels || is_framed) && !line.contains('。');
    if !is_row {
        return None;
    }
    let mut filled = cells;
    filled.retain(|cell| !cell.is_empty());
    Some(filled.join("\t"))
}

/// Cells that a table left when it was copied: tab characters between words, in two lines running.
fn is_tabbed(text: &str) -> bool {
    let mut before = false;
    for line in text.lines().take(MOST_LINES) {
        let now = has_cells(line);
        if now && before {
            return true;
        }
        before = now;
    }
    false
}

fn has_cells(line: &str) -> bool {
    let line = line.trim();
    line.contains('\t') && !line.ends_with('。')
}

/// Whether a line parts the head of a table from its rows: `| --- | --- |`.
fn is_rule(line: &str) -> bool {
    line.contains("---") && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// Takes the marks of Markdown off a line; false if it is nothing but marks.
fn unmarked(line: &mut DraftLine) -> bool {
    let text = line.text.trim();
    let is_rule = text.len() >= 3
        && text.chars().all(|c| matches!(c, '-' | '*' | '_' | '|' | ':' | ' ' | '='));
    if is_rule {
        return false;
    }
    if text.starts_with('|') && text.ends_with('|') && text.len() > 2 {
        let inner = &text[1..text.len() - 1];
        let cells: Vec<&str> = inner.split('|').map(str::trim).collect();
        line.kind = LineKind::TableRow;
        line.text = plain(&cells.join("\t"));
        return true;
    }
    let marks = text.chars().take_while(|c| *c == '#').count();
    if (1..=6).contains(&marks) && text[marks..].starts_with(' ') {
        line.kind = LineKind::Heading;
        line.opens = true;
        line.text = plain(text[marks..].trim());
        return true;
    }
    let quoted = text.strip_prefix("> ").unwrap_or(text);
    if quoted.starts_with("- ") || quoted.starts_with("* ") {
        line.opens = true;
    }
    line.text = plain(quoted);
    true
}

/// Without marks of emphasis and escapes.
fn plain(text: &str) -> String {
    let text = text.replace("**", "").replace("__", "");
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let is_escape = c == '\\' && characters.peek().is_some_and(char::is_ascii_punctuation);
        if !is_escape {
            out.push(c);
        }
    }
    out
}
