//! `section-unexpected`: headings that the outline does not have.

use super::outline_clause::shown;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::han;

/// First words of headings that a plan may have beside the outline.
const BESIDE: &[&str] = &["附件", "附表", "附图", "附录", "目录", "前言", "编制依据", "编制说明"];

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let matching = cx.matching();
    let mut out = Vec::new();
    for head in &matching.heads {
        let is_beside =
            BESIDE.iter().any(|word| han::fold(&head.section.heading.text).starts_with(word));
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
