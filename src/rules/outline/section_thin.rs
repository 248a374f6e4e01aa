//! `section-thin`: headings of the outline with little under them.

use crate::plan::BlockKind;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::han;

use super::heading_words::{asks, outline_part};
use super::written_content::has_content;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    let outline = outline_part(cx);
    for (node, head) in cx.matching().leaves() {
        let Some(least) = node.node.min_chars else { continue };
        let section = head.section;
        let shows = section
            .blocks_below()
            .any(|b| matches!(b.kind, BlockKind::Table(_) | BlockKind::Figure(_)));
        let count = han::han_count(&section.text());
        if !shows && count < least && has_content(cx, section) {
            let hit = Hit::at(section.heading.at)
                .arg("heading", node.node.full())
                .arg("count", count)
                .arg("least", least)
                .heading_in(node.node, outline);
            out.push(hit.arg("asks", asks(cx, node.node)));
        }
    }
    out
}
