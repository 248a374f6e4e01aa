//! `repealed-basis`: a law, regulation or standard that was no longer in force on the day of
//! judging.

use crate::notice::repealed::RepealedBasis;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::prose::{Prose, clause_around};
use crate::text::word_list::{contains_word, words};

use crate::rules::engine::replacement::digits;

/// All citations by title or number.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let repealed = &cx.notice.repealed;
    let mut out = Vec::new();
    if repealed.is_empty() {
        return out;
    }
    for prose in cx.prose() {
        let text = prose.text();
        let repealing = text.rfind("同时废止");
        for (start, end) in titles(text).into_iter().chain(numbers(text)) {
            let Some(basis) = repealed.find(&text[start..end]) else { continue };
            if cx.now.day() >= basis.since
                && !is_history(text, start, end)
                && repealing.is_none_or(|at| at < end)
            {
                out.push(hit(prose, start, end, basis));
            }
        }
    }
    out
}

fn hit(prose: &Prose, start: usize, end: usize, basis: &RepealedBasis) -> Hit {
    let since = crate::text::date::chinese_day(basis.since);
    let hit = Hit::at(prose.at(start, end)).arg("name", &prose.text()[start..end]);
    hit.arg("since", since).arg("instead", &basis.instead).arg("source", &basis.source)
}

/// Whether the text itself says that it is repealed or was in force then; `同时废止` may be said of
/// it further on.
fn is_history(text: &str, start: usize, end: usize) -> bool {
    let clause = clause_around(text, start, end);
    contains_word(clause, "spoken-of-as-repealed") || text[..start].ends_with('原')
}

/// The longest title that is looked for, in bytes.
const LONGEST_TITLE: usize = 300;

/// `《…》`, with a year in brackets before or after the closing mark.
fn titles(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for (open, mark) in text.match_indices('《') {
        let start = open + mark.len();
        let near = &text[start..text.floor_char_boundary(start + LONGEST_TITLE)];
        let Some(len) = near.find('》') else { continue };
        let close = start + len;
        out.push((open, close + '》'.len_utf8()));
        // 《国家危险废物名录》（2016年版）
        let rest = &text[close + '》'.len_utf8()..];
        if rest.starts_with(['（', '('])
            && let Some(end) = rest[..rest.floor_char_boundary(40)].find(['）', ')'])
        {
            let bracket = if rest[end..].starts_with('）') { '）'.len_utf8() } else { 1 };
            out.push((open, close + '》'.len_utf8() + end + bracket));
        }
    }
    out
}

/// `GB/T 2589—2008`, `GB 18599-2001`, `HJ/T2.3-93`.
fn numbers(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let bytes = text.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        if !bytes[i].is_ascii_uppercase() {
            i += 1;
            continue;
        }
        let here = &bytes[i..];
        let mut standards = words("standard-letters").iter();
        let letters = standards.find(|letters| here.starts_with(letters.as_bytes()));
        let is_within_a_word = i > 0 && bytes[i - 1].is_ascii_alphanumeric();
        let (Some(letters), false) = (letters, is_within_a_word) else {
            i += 1;
            continue;
        };
        let start = i;
        i += letters.len();
        if bytes[i..].starts_with(b"/T") {
            i += 2;
        }
        while bytes.get(i) == Some(&b' ') {
            i += 1;
        }
        let number_start = i;
        while bytes.get(i).is_some_and(|b| b.is_ascii_digit() || *b == b'.') {
            i += 1;
        }
        let has_number = i > number_start;
        let rest = text.get(i..).unwrap_or_default();
        let mut dashes = ['-', '—', '–', '－'].into_iter();
        let Some(dash) = dashes.find(|dash| rest.starts_with(*dash)) else { continue };
        let year = i + dash.len_utf8();
        let len = digits(&text[year..]);
        if has_number && (len == 4 || len == 2) {
            out.push((start, year + len));
            i = year + len;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations() {
        let found = |t: &str| {
            titles(t)
                .into_iter()
                .chain(numbers(t))
                .map(|(a, b)| t[a..b].to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            found("按《国家危险废物名录》（2016年版）"),
            ["《国家危险废物名录》", "《国家危险废物名录》（2016年版）"]
        );
        assert_eq!(found("（GB/T 2589—2008）、HJ/T2.3-93"), ["GB/T 2589—2008", "HJ/T2.3-93"]);
        assert_eq!(found("GB 3838"), [] as [&str; 0]);
    }
}
