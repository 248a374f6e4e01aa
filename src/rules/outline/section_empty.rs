//! `section-empty`: headings of the outline with nothing under them.

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

use super::heading_words::{asks, outline_part};
use super::written_content::has_content;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    let outline = outline_part(cx);
    for (node, head) in cx.matching().leaves() {
        if node.node.required && !has_content(cx, head.section) {
            let heading = &head.section.heading;
            let hit = Hit::at(heading.at).heading_in(node.node, outline);
            out.push(hit.arg("heading", node.node.full()).arg("asks", asks(cx, node.node)));
        }
    }
    out
}
