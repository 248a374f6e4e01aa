//! Parts items that lost the line ends between them: `…来源。(三)试点…` is two lines.
//!
//! A number begins a line only where it goes on a count: (三) behind a (二), or 一、 before a 二、. Words that happen to look
//! like a number stay where they are.

use crate::reading::document::LineKind;
use crate::text::numeral::{self, OrdinalKind};

use super::broken::{is_file_name, item_number};
use super::draft::{Draft, DraftLine};

/// A label before a first number is a heading of its own from this many characters on, its colon included.
const SHORT_LABEL: usize = 5;
/// Kinds of numbers that begin lines.
const KINDS: usize = 5;

/// Parts the lines.
pub(super) fn part(draft: &mut Draft) {
    let lines = std::mem::take(&mut draft.lines);
    let mut counts = [0_u32; KINDS];
    let mut is_annex_list = false;
    for (index, line) in lines.iter().enumerate() {
        if line.kind != LineKind::Paragraph {
            draft.lines.push(line.clone());
            continue;
        }
        let next = lines
            .get(index + 1)
            .and_then(|next| numeral::ordinal(&next.text))
            .map(|next| (next.kind, next.number));
        let starts_list = line.text.starts_with("附件：") || line.text.starts_with("附件:");
        let stays_list = is_annex_list && item_number(&line.text).is_some();
        is_annex_list = starts_list || stays_list;
        let cuts = if is_annex_list {
            annex_cuts(&line.text)
        } else {
            cuts(&line.text, &mut counts, next)
        };
        push_parts(draft, line, &cuts);
    }
}

fn push_parts(draft: &mut Draft, line: &DraftLine, cuts: &[usize]) {
    let mut begin = 0;
    let mut cuts = cuts.to_vec();
    cuts.push(line.text.len());
    for cut in cuts {
        let text = line.text[begin..cut].trim();
        if !text.is_empty() {
            draft.lines.push(DraftLine { text: text.to_owned(), ..line.clone() });
        }
        begin = cut;
    }
}

/// A number within a line, behind the end of a sentence.
struct Candidate {
    at: usize,
    kind: OrdinalKind,
    number: u32,
    /// Whether it stands behind a colon and not behind a full stop.
    behind_colon: bool,
}

/// Where a line is to be parted.
fn cuts(text: &str, counts: &mut [u32; KINDS], next: Option<(OrdinalKind, u32)>) -> Vec<usize> {
    if let Some(first) = numeral::ordinal(text) {
        counts[first.kind as usize] = first.number;
    }
    let candidates = candidates(text);
    let mut cuts = Vec::new();
    for (index, candidate) in candidates.iter().enumerate() {
        let slot = candidate.kind as usize;
        let goes_on =
            counts[slot] > 0 && candidate.number == counts[slot] + 1 && !candidate.behind_colon;
        let after = candidates[index + 1..].iter().find(|other| other.kind == candidate.kind);
        let second = match after {
            Some(other) => other.number == 2 && !other.behind_colon,
            // 注：1.… with a 2.… on the next line is how notes are written.
            None => {
                next == Some((candidate.kind, 2))
                    && text[..candidate.at].chars().count() > SHORT_LABEL
            }
        };
        if goes_on || (candidate.number == 1 && second) {
            counts[slot] = candidate.number;
            cuts.push(candidate.at);
        }
    }
    cuts
}

fn candidates(text: &str) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '《' | '“' => depth += 1,
            '》' | '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let is_stop = matches!(c, '。' | '！' | '？');
        let is_colon = matches!(c, '：' | ':');
        if depth > 0 || !(is_stop || is_colon) {
            continue;
        }
        let rest = &text[at + c.len_utf8()..];
        let blank = rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        let Some(ordinal) = numeral::ordinal(rest) else { continue };
        let is_circled = ordinal.kind == OrdinalKind::Circled;
        if !is_circled && rest.len() > ordinal.len {
            let at = at + c.len_utf8() + blank;
            found.push(Candidate {
                at,
                kind: ordinal.kind,
                number: ordinal.number,
                behind_colon: is_colon,
            });
        }
    }
    found
}

/// Items of a list of annexes in one line: each number that goes on the count begins one.
fn annex_cuts(text: &str) -> Vec<usize> {
    let body = text.trim_start_matches("附件").trim_start_matches(['：', ':', ' ']);
    let Some((first, length)) = item_number(body) else { return Vec::new() };
    let mut number = first;
    let mut cuts = Vec::new();
    let start = text.len() - body.len() + length;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let is_start = at >= start && c.is_ascii_digit() && ends_item(&text[..at], before);
        if is_start
            && let Some((next, _)) = item_number(&text[at..])
            && next == number + 1
        {
            cuts.push(at);
            number = next;
        }
        before = c;
    }
    cuts
}

fn ends_item(text: &str, before: char) -> bool {
    let is_end = matches!(before, ' ' | '；' | ';' | '。' | '》' | '）' | ')' | '、')
        || crate::text::han::is_han(before);
    is_end || is_file_name(text)
}
