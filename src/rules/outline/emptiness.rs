//! `section-empty` and `section-thin`: headings of the outline with nothing, or little, under them;
//! `plan-empty` where there is no outline.

use crate::plan::{Block, BlockKind, Section};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::{At, han};

use super::outline_clause::asks;
use crate::rules::content::placeholder_left;

pub(super) fn section_empty(cx: &Context<'_>) -> Vec<Hit> {
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

pub(super) fn section_thin(cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
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
                .arg("least", least);
            out.push(hit.arg("asks", asks(cx, node.node)));
        }
    }
    out
}

/// A plan without a word, where no outline names the sections that must be there.
pub(in crate::rules) fn plan_empty(cx: &Context<'_>) -> Vec<Hit> {
    let has_outline = !cx.notice.outline.is_empty();
    let Some(plan) =
        cx.project.plan.as_ref().filter(|_| !has_outline && cx.config().plan.pdf.is_none())
    else {
        return Vec::new();
    };
    let mut blocks =
        plan.preamble.iter().chain(plan.sections.iter().flat_map(Section::blocks_below));
    if blocks.any(|block| says_something(cx, block)) {
        return Vec::new();
    }
    let start = plan.sources.first().map_or_else(At::default, |source| At::new(*source, 0, 0));
    vec![Hit::at(plan.title.as_ref().map_or(start, |title| title.at))]
}

/// Whether something stands under a heading or the headings below it that is not a comment or a
/// placeholder.
pub(super) fn has_content(cx: &Context<'_>, section: &Section) -> bool {
    section.blocks_below().any(|block| says_something(cx, block))
}

fn says_something(cx: &Context<'_>, block: &Block) -> bool {
    match &block.kind {
        BlockKind::Figure(_) => true,
        BlockKind::Rule | BlockKind::Html(_) => false,
        BlockKind::List { items, .. } => items.iter().flatten().any(|b| says_something(cx, b)),
        BlockKind::Quote(blocks) => blocks.iter().any(|b| says_something(cx, b)),
        // A table of nothing but its head is a form that nobody filled in.
        BlockKind::Table(table) => table
            .rows
            .iter()
            .skip(1)
            .flat_map(|r| &r.cells)
            .any(|c| says(cx, &crate::plan::TextRun::of(&c.inlines).text)),
        BlockKind::Paragraph(_) | BlockKind::Code(_) => {
            block.text_runs().iter().any(|flat| says(cx, &flat.text))
        }
    }
}

/// Whether a text holds a letter or digit beside what is still to be filled in.
fn says(cx: &Context<'_>, text: &str) -> bool {
    let mut rest = String::new();
    let mut from = 0;
    for range in placeholder_left::in_text(cx, text) {
        rest.push_str(text.get(from..range.start).unwrap_or_default());
        from = range.end;
    }
    rest.push_str(text.get(from..).unwrap_or_default());
    rest.chars().any(char::is_alphanumeric)
}
