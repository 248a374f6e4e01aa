//! Paragraphs that are too long to be read.

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::prose::ProseKind;

/// Characters at the beginning of a paragraph that are marked.
const MARKED: usize = 20;

/// Paragraphs with more characters, white space left out; marked are their first words.
pub(in crate::rules::engine) fn longer_than(most: usize, cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    for prose in cx.prose().iter().filter(|prose| prose.kind == ProseKind::Body) {
        let text = prose.text();
        let count = text.chars().filter(|c| !c.is_whitespace()).count();
        if count <= most {
            continue;
        }
        let end = match text.char_indices().nth(MARKED) {
            Some((end, _)) => end,
            None => text.len(),
        };
        let hit = Hit::at(prose.at(0, end)).arg("count", count);
        out.push(hit.arg("most", most));
    }
    out
}
