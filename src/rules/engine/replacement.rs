//! What rules on writing share: another wording for a range of running text, and rows of digits.

use crate::diag::{Applicability, Edit, Fix};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::prose::Prose;

/// An edit of a range of running text, if the range stands in the source as it is.
pub(in crate::rules) fn edit(
    cx: &Context<'_>,
    prose: &Prose,
    start: usize,
    end: usize,
    with: &str,
) -> Option<Edit> {
    let at = prose.at(start, end);
    (cx.sources().slice(at) == &prose.text()[start..end])
        .then(|| Edit { at, with: with.to_owned() })
}

/// A hit on a range of running text that offers another wording.
pub(in crate::rules) fn replace(
    cx: &Context<'_>,
    prose: &Prose,
    start: usize,
    end: usize,
    with: &str,
) -> Hit {
    let found = &prose.text()[start..end];
    let hit = Hit::at(prose.at(start, end)).arg("found", found).arg("right", with);
    match edit(cx, prose, start, end, with) {
        Some(edit) => hit.fix(Fix {
            title: format!("改为“{with}”"),
            edits: vec![edit],
            applicability: Applicability::Unsafe,
        }),
        None => hit,
    }
}

/// The bytes of a row of ASCII digits at the start of a text.
pub(in crate::rules) fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}
