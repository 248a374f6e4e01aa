//! Whether something is written under a heading: more than comments and placeholders.

use crate::plan::{Block, BlockKind, Section, TextRun};
use crate::rules::content::placeholder_left;
use crate::rules::engine::context::Context;

/// Whether something stands under a heading or the headings below it that is not a comment or a
/// placeholder.
pub(super) fn has_content(cx: &Context<'_>, section: &Section) -> bool {
    section.blocks_below().any(|block| says_something(cx, block))
}

pub(in crate::rules) fn says_something(cx: &Context<'_>, block: &Block) -> bool {
    match &block.kind {
        BlockKind::Figure(_) => true,
        BlockKind::Rule | BlockKind::Html(_) => false,
        BlockKind::List { items, .. } => items.iter().flatten().any(|b| says_something(cx, b)),
        BlockKind::Quote(blocks) => blocks.iter().any(|b| says_something(cx, b)),
        // A table of nothing but its head is a form that nobody filled in.
        BlockKind::Table(table) => {
            let mut cells = table.rows.iter().skip(1).flat_map(|row| &row.cells);
            cells.any(|cell| says(cx, &TextRun::of(&cell.inlines)))
        }
        BlockKind::Paragraph(_) | BlockKind::Code(_) => {
            block.text_runs().iter().any(|run| says(cx, run))
        }
    }
}

/// Whether a text holds a letter or digit beside what is still to be filled in.
fn says(cx: &Context<'_>, run: &TextRun) -> bool {
    placeholder_left::without(cx, run).chars().any(char::is_alphanumeric)
}
