//! Sentences and clauses around a place.

use std::ops::Range;

/// Bytes on each side of a place that are looked at, so that a text without punctuation takes no
/// more time.
const AROUND: usize = 600;

/// The range around a place that is bounded by some characters.
fn between(text: &str, start: usize, end: usize, is_end: impl Fn(char) -> bool) -> Range<usize> {
    let from = text.ceil_char_boundary(start.saturating_sub(AROUND));
    let to = text.floor_char_boundary(end.saturating_add(AROUND));
    let begin = match text[from..start].char_indices().rev().find(|(_, c)| is_end(*c)) {
        Some((at, c)) => from + at + c.len_utf8(),
        None => from,
    };
    let stop = match text[end..to].find(is_end) {
        Some(at) => end + at,
        None => to,
    };
    begin..stop
}

/// The clause around a range: from mark of punctuation to mark of punctuation.
pub(super) fn clause(text: &str, start: usize, end: usize) -> Range<usize> {
    between(text, start, end, |c| matches!(c, '，' | '。' | '；' | '！' | '？' | ';' | '\n'))
}

/// The sentence around a range.
pub(super) fn sentence(text: &str, start: usize, end: usize) -> Range<usize> {
    between(text, start, end, |c| matches!(c, '。' | '；' | '！' | '？' | ';' | '\n'))
}

/// The smallest part around a range: marks between members of a list and brackets end it too.
pub(super) fn member(text: &str, start: usize, end: usize) -> Range<usize> {
    between(text, start, end, |c| {
        matches!(
            c,
            '，' | '。'
                | '；'
                | '！'
                | '？'
                | ';'
                | '\n'
                | '、'
                | '（'
                | '('
                | '）'
                | ')'
                | '《'
                | '》'
                | '“'
                | '”'
                | ','
        )
    })
}
