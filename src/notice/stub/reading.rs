//! What can be seen in a notice without understanding it: its headings and clauses.

use crate::text::numeral::{self, Ordinal};

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
    let above = lines
        .iter()
        .take(index + 1)
        .rev()
        .find(|l| heading(l).is_some() || l.starts_with("附件") && l.chars().count() <= 20);
    above.or(lines.first()).copied().unwrap_or_default()
}

/// Where the outline that the notice prescribes begins: the last short line that speaks of one,
/// before headings follow.
pub(super) fn outline_start(lines: &[&str]) -> Option<usize> {
    let named =
        |line: &str| ["大纲", "提纲", "编写说明", "编制说明"].iter().any(|w| line.contains(w));
    let starts = lines
        .iter()
        .enumerate()
        .filter(|(_, l)| l.chars().count() <= HEADING && named(l) && heading(l).is_none());
    let followed =
        |index: usize| lines.iter().skip(index + 1).take(3).any(|l| numeral::ordinal(l).is_some());
    starts.map(|(i, _)| i).rfind(|i| followed(*i)).map(|i| i + 1)
}
