//! `section-unexpected`: headings that the outline does not have.

use super::heading_words::shown;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::han;
use crate::text::word_list::starts_with_word;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let matching = cx.matching();
    let mut out = Vec::new();
    for head in &matching.heads {
        let heading = han::fold(&head.section.heading.text);
        let is_beside = starts_with_word(&heading, "beside-the-outline");
        if head.parent.is_none()
            && head.node.is_none()
            && !head.repeats
            && !is_beside
            && !head.title.folded.is_empty()
        {
            out.push(
                Hit::at(head.section.heading.at).arg("heading", shown(&head.section.heading.text)),
            );
        }
    }
    out
}
