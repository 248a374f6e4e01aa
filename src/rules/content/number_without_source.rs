//! `number-without-source`: a statistic of which nobody can say when or where it was taken. Off
//! unless selected.

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::prose::{Prose, ProseKind, clause_around};
use crate::text::word_list::{contains_word, ends_with_word, words};

/// Where a text claims something with a word. `单位工业增加值能耗` is the name of an indicator.
fn claim(text: &str, word: &str) -> Option<usize> {
    let is_indicator = |at: usize| word == "增加值" && clause_around(text, at, at).contains("单位");
    let mut places = text.match_indices(word).map(|(at, _)| at);
    places.find(|at| !is_indicator(*at) && !is_bound(text, *at))
}

/// Where the number after a claim stands.
fn number_after(text: &str, claim: usize) -> Option<(usize, usize)> {
    let digits = claim + text[claim..].find(|c: char| c.is_ascii_digit())?;
    let number = text[digits..].bytes().take_while(|b| b.is_ascii_digit() || *b == b'.');
    Some((digits, digits + number.count()))
}

/// Whether the number after a claim is that of a standard (`达到GB 18613规定`) or a bound
/// (`达到500吨以上`).
fn is_bound(text: &str, claim: usize) -> bool {
    let Some((digits, end)) = number_after(text, claim) else { return false };
    let before = text[claim..digits].trim_end();
    let behind = &text[end..];
    let stop = behind.find(['，', '。', '；', '、', '：']).unwrap_or(behind.len());
    before.ends_with(|c: char| c.is_ascii_uppercase()) || contains_word(&behind[..stop], "bounds")
}

/// Whether a text states a year or a source.
fn tells_source(text: &str) -> bool {
    has_year(text) || words("sources").iter().any(|word| says(text, word))
}

/// The same for all that stands below it.
fn tells_all(text: &str) -> bool {
    has_year(text) || words("section-sources").iter().any(|word| says(text, word))
}

/// Whether a text says a word; 数据 and 证据 tell nothing of where they come from.
fn says(text: &str, word: &str) -> bool {
    let is_own = |at: usize| word != "据" || !ends_with_word(&text[..at], "record-endings");
    text.match_indices(word).any(|(at, _)| is_own(at))
}

/// Whether a piece is the title of a report.
fn is_report(prose: &Prose) -> bool {
    prose.part.is_none() && contains_word(prose.text(), "report-titles")
}

fn has_year(text: &str) -> bool {
    for (end, _) in text.match_indices('年') {
        let before = text.as_bytes()[..end].last_chunk::<4>();
        if before.is_some_and(|year| year.iter().all(u8::is_ascii_digit)) {
            return true;
        }
    }
    false
}

/// One finding a paragraph, none below headings that speak of aims. What a heading or the first paragraph below it says of the year or
/// source holds for all that follows, for a first-level section with everything below it.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    let (mut part, mut part_is_told) = (None, false);
    let (mut is_told, mut is_first, mut is_top) = (false, true, true);
    for prose in cx.prose() {
        let text = prose.text();
        match prose.kind {
            // The title of a report or of a programme of some years speaks for all of it.
            ProseKind::Heading if is_report(prose) => return out,
            ProseKind::Heading => {
                let tells = tells_all(text) || contains_word(text, "aim-headings");
                is_top = prose.part != part;
                part = prose.part;
                part_is_told = if is_top { tells } else { part_is_told };
                is_told = part_is_told || tells;
                is_first = true;
                continue;
            }
            ProseKind::Body => {}
            ProseKind::Cell | ProseKind::Figure => continue,
        }
        let is_sourced = tells_source(text);
        if is_first && tells_all(text) {
            is_told = true;
            part_is_told |= is_top;
        }
        is_first = false;
        if is_told || is_sourced {
            continue;
        }
        let claims = words("claims").iter().filter_map(|word| claim(text, word));
        let Some(claim) = claims.min() else { continue };
        let Some((digits, end)) = number_after(text, claim) else { continue };
        if text[claim..digits].chars().count() > 12 {
            continue;
        }
        out.push(Hit::at(prose.at(digits, end)).arg("number", &text[digits..end]));
    }
    out
}
