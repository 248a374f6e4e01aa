//! What can be seen in a notice without understanding it: its headings and clauses.

use crate::text::characters;
use crate::text::numeral::{self, Ordinal};
use crate::text::word_list::contains_word;

/// The longest line that can be a heading, in characters.
const HEADING: usize = 40;

/// The ordinal of a line that looks like a heading: short, and no sentence.
pub(super) fn heading(line: &str) -> Option<Ordinal> {
    let ordinal = numeral::ordinal(line)?;
    let rest = line.get(ordinal.len..)?;
    let plain = !rest.trim().is_empty()
        && rest.chars().count() <= HEADING
        && !rest.ends_with(['。', '；', ';', '：', ':']);
    if plain { Some(ordinal) } else { None }
}

/// The clause around a place of a line: up to the nearest full stop or semicolon on either side.
pub(super) fn clause(line: &str, start: usize) -> &str {
    let stops = ['。', '；', ';'];
    let before = line.get(..start).unwrap_or_default();
    let from = match before.rfind(stops) {
        Some(i) => {
            i + match before[i..].chars().next() {
                Some(value) => char::len_utf8(value),
                None => 1,
            }
        }
        None => 0,
    };
    let rest = line.get(from..).unwrap_or_default();
    let end = rest.find(stops).unwrap_or(rest.len());
    rest.get(..end).unwrap_or(rest).trim()
}

/// The last heading above a line, or the first line of the text.
pub(super) fn heading_above<'a>(lines: &[&'a str], index: usize) -> &'a str {
    let is_annex = |line: &str| line.starts_with("附件") && characters::count(line) <= 20;
    let mut above = lines.iter().take(index + 1).rev();
    let heading = above.find(|line| heading(line).is_some() || is_annex(line));
    heading.or(lines.first()).copied().unwrap_or_default()
}

/// Where the outline that the notice prescribes begins: the last short line that speaks of one,
/// before headings follow.
pub(super) fn outline_start(lines: &[&str]) -> Option<usize> {
    let speaks_of_one =
        |line: &str| characters::count(line) <= HEADING && contains_word(line, "outline-words");
    let is_followed = |index: usize| {
        let mut next = lines.iter().skip(index + 1).take(3);
        next.any(|line| numeral::ordinal(line).is_some())
    };
    for (index, line) in lines.iter().enumerate().rev() {
        if speaks_of_one(line) && heading(line).is_none() && is_followed(index) {
            return Some(index + 1);
        }
    }
    None
}
