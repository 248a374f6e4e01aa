//! Sentences of a notice: a line is cut after 。！？； outside brackets and quotation marks.

use super::document::NoticeDocument;
use super::zone::Zone;

/// A sentence with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence<'a> {
    /// The words, verbatim, with the mark that ends them.
    pub text: &'a str,
    /// The line, from 1.
    pub line: usize,
    /// The byte in the line at which the sentence begins.
    pub start: usize,
    /// What part of the notice it stands in.
    pub zone: Zone,
}

/// The sentences of a document, in order.
pub fn sentences<'a>(document: &'a NoticeDocument, zones: &[Zone]) -> Vec<Sentence<'a>> {
    let mut found = Vec::new();
    for (index, line) in document.lines.iter().enumerate() {
        let zone = zones.get(index).copied().unwrap_or(Zone::Body);
        for (start, text) in cut(&line.text) {
            found.push(Sentence { text, line: index + 1, start, zone });
        }
    }
    found
}

/// Brackets deeper than this are a fault of the text and no longer counted.
const DEEPEST: usize = 4;

/// Cuts one line into sentences with the bytes at which they begin.
pub fn cut(line: &str) -> Vec<(usize, &str)> {
    let mut pieces = Vec::new();
    let mut depth = 0usize;
    let mut begin = 0;
    for (at, c) in line.char_indices() {
        match c {
            '（' | '(' | '“' | '《' | '【' => depth = (depth + 1).min(DEEPEST),
            '）' | ')' | '”' | '》' | '】' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let hard = matches!(c, '。' | '！' | '？' | '!');
        let soft = matches!(c, '；' | ';');
        // A bracket that is never closed must not swallow the rest of a paragraph.
        if (hard && depth <= 1 && closes_soon(line, at + c.len_utf8(), depth))
            || (soft && depth == 0)
        {
            depth = 0;
            push(&mut pieces, line, begin, at + c.len_utf8());
            begin = at + c.len_utf8();
        }
    }
    push(&mut pieces, line, begin, line.len());
    pieces
}

/// Whether a full stop at this place ends a sentence: outside brackets always, inside one only if it is never closed.
fn closes_soon(line: &str, after: usize, depth: usize) -> bool {
    if depth == 0 {
        return true;
    }
    // Only a window is looked at, so that a line is cut in time in proportion to its length.
    let window = line[after..].chars().take(120);
    for c in window {
        if matches!(c, '）' | ')' | '”' | '》' | '】') {
            return false;
        }
        if matches!(c, '（' | '(' | '“' | '《' | '【') {
            return true;
        }
    }
    true
}

fn push<'a>(pieces: &mut Vec<(usize, &'a str)>, line: &'a str, begin: usize, end: usize) {
    let piece = &line[begin..end];
    let lead = piece.len() - piece.trim_start().len();
    let trimmed = piece.trim();
    if trimmed.is_empty() {
        return;
    }
    pieces.push((begin + lead, trimmed));
}
