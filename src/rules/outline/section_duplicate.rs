//! `section-duplicate`: headings of the outline that stand there twice.

use super::heading_words::shown;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let matching = cx.matching();
    let mut out = Vec::new();
    for node in &matching.nodes {
        let Some(first) = node.head.map(|h| &matching.heads[h].section.heading) else { continue };
        for again in &node.again {
            let heading = &matching.heads[*again].section.heading;
            let hit = Hit::at(heading.at).arg("heading", shown(&heading.text)).heading(node.node);
            out.push(hit.related(first.at, "第一次在这里"));
        }
    }
    out
}
