//! `section-empty`: headings of the outline with nothing under them.

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

use super::heading_words::asks;
use super::written_content::has_content;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    for (node, head) in cx.matching().leaves() {
        if node.node.required && !has_content(cx, head.section) {
            let heading = &head.section.heading;
            out.push(
                Hit::at(heading.at)
                    .arg("heading", node.node.full())
                    .arg("asks", asks(cx, node.node)),
            );
        }
    }
    out
}
