//! How a plan is written: punctuation, dates, units, characters. All of it looks at running text only, never at code or addresses.

mod brackets;
mod dates;
mod document_numbers;
mod emphasis;
mod halfwidth;
mod invisible;
mod ranges;
mod repealed;
mod spacing;
mod units;

use super::CodeFn;
use super::context::Context;
use super::hit::Hit;
use super::prose::Prose;
use crate::diag::{Applicability, Edit, Fix};

pub(super) const CODE: &[(&str, CodeFn)] = &[
    ("date-form", dates::check),
    ("document-number-form", document_numbers::check),
    ("emphasis-not-rendered", emphasis::check),
    ("halfwidth-punctuation", halfwidth::check),
    ("invisible-character", invisible::check),
    ("range-form", ranges::check),
    ("repealed-basis", repealed::check),
    ("spacing-mixed", spacing::check),
    ("unit-form", units::check),
    ("unpaired-brackets", brackets::check),
];

/// An edit of a range of running text, if the range stands in the source as it is.
fn edit(cx: &Context<'_>, prose: &Prose, start: usize, end: usize, with: &str) -> Option<Edit> {
    let at = prose.at(start, end);
    (cx.sources().slice(at) == &prose.text()[start..end]).then(|| Edit { at, with: with.to_owned() })
}

/// A hit on a range of running text that offers another wording.
fn replace(cx: &Context<'_>, prose: &Prose, start: usize, end: usize, with: &str) -> Hit {
    let hit = Hit::at(prose.at(start, end)).arg("found", &prose.text()[start..end]).arg("right", with);
    match edit(cx, prose, start, end, with) {
        Some(edit) => hit.fix(Fix { title: format!("改为“{with}”"), edits: vec![edit], applicability: Applicability::Unsafe }),
        None => hit,
    }
}

/// The bytes of a row of ASCII digits at the start of a text.
fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}
