//! `emphasis-not-rendered`: bold that other programs show as asterisks, and asterisks that are none
//! anywhere.

use crate::diag::{Applicability, Edit, Fix};
use crate::plan::{Block, BlockKind, emphasis};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::At;
use crate::text::source::Lines;

/// All blocks and headings with emphasis.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let Some(plan) = &cx.project.plan else { return Vec::new() };
    let has_marks = |text: &str| text.contains(['*', '_', '~']);
    let ids = plan.sources.iter();
    let mut sources = ids.map(|id| cx.sources().get(*id));
    if !sources.any(|source| has_marks(&source.text)) {
        return Vec::new();
    }
    let mut places: Vec<At> = plan.headings().map(|h| h.at).collect();
    for block in plan.blocks() {
        texts(block, &mut places);
    }
    let mut out = Vec::new();
    // What Word makes bold has no marks; there, an asterisk is an asterisk.
    places.retain(|at| cx.sources().get(at.source).lines == Lines::Text);
    for at in places {
        let text = cx.sources().slice(at);
        if has_marks(text) {
            for range in emphasis::fragile(text) {
                out.push(fragile(at, text, range));
            }
        }
    }
    literal(cx, &mut out);
    out
}

/// The places of running text in a block: paragraphs and cells, as they were written.
fn texts(block: &Block, out: &mut Vec<At>) {
    match &block.kind {
        BlockKind::Paragraph(inlines) => {
            if let (Some(first), Some(last)) = (inlines.first(), inlines.last()) {
                out.push(first.at.with(first.at.span.join(last.at.span)));
            }
        }
        BlockKind::List { items, .. } => {
            for b in items.iter().flatten() {
                texts(b, out);
            }
        }
        BlockKind::Quote(blocks) => {
            for b in blocks.iter() {
                texts(b, out);
            }
        }
        BlockKind::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            out.extend(cells.map(|cell| cell.at));
        }
        BlockKind::Figure(_) | BlockKind::Code(_) | BlockKind::Rule | BlockKind::Html(_) => {}
    }
}

fn fragile(at: At, text: &str, range: std::ops::Range<usize>) -> Hit {
    let base = at.span.start as usize;
    let place = At::new(at.source, base + range.start, base + range.end);
    let found = text.get(range.clone()).unwrap_or_default();
    let hit = Hit::at(place).arg("found", found);
    // What stands next to the marks decides, and the end of a line is nothing.
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    let one = |c: Option<char>| match c {
        None | Some('\n') => String::new(),
        Some(c) => c.to_string(),
    };
    match emphasis::with_marks_moved(&one(before), found, &one(after)) {
        Some(with) => hit.fix(Fix {
            title: "把标点移到加粗标记外".to_owned(),
            edits: vec![Edit { at: place, with }],
            applicability: Applicability::Safe,
        }),
        None => hit,
    }
}

/// From this number of asterisks on a row of them stands for characters that are not shown, `138****5678`:
/// no emphasis has as many.
const MASK: usize = 4;

/// `** 文字 **`: asterisks that stay asterisks.
fn literal(cx: &Context<'_>, out: &mut Vec<Hit>) {
    for prose in cx.prose() {
        let text = prose.text();
        let mut rest = 0;
        while let Some(start) = text[rest..].find("**").map(|i| rest + i) {
            let end = start + text[start..].bytes().take_while(|b| *b == b'*').count();
            rest = end;
            let at = prose.at(start, end);
            if end - start >= MASK {
                continue;
            }
            // `\*\*` is meant.
            if cx.sources().slice(at) == &text[start..end] {
                out.push(Hit::at(at).variant("literal").arg("found", &text[start..end]));
            }
        }
    }
}
