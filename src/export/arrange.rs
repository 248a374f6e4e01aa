//! Blocks with what belongs together: tables and pictures with their captions, remarks under
//! tables.

use crate::plan::caption::{is_caption, is_remark};
use crate::plan::{Block, BlockKind, Image, Inline, Table, TextRun};
use crate::text::At;

/// A block, or several that belong together.
pub(super) enum BlockGroup<'a> {
    /// Any other block.
    Block(&'a Block),
    /// A table and the paragraph above that names it.
    Table(Option<&'a [Inline]>, &'a Table),
    /// A remark under a table.
    Remark(&'a [Inline]),
    /// A picture, the paragraph below that names it, and its place.
    Figure(&'a Image, Option<&'a [Inline]>, At),
}

/// The parts in order; `{{targets}}` is the table of targets if there is one.
pub(super) fn arrange<'a>(blocks: &'a [Block], targets: Option<&'a Table>) -> Vec<BlockGroup<'a>> {
    let table = |block: &'a Block| match &block.kind {
        BlockKind::Table(table) => Some(table),
        BlockKind::Paragraph(inlines) if TextRun::of(inlines).text.trim() == "{{targets}}" => {
            targets
        }
        _ => None,
    };
    let mut out = Vec::new();
    let mut after_table = false;
    let mut rest = blocks;
    while let [block, after @ ..] = rest {
        rest = after;
        let was_table = std::mem::take(&mut after_table);
        if let Some(table) = table(block) {
            after_table = true;
            out.push(BlockGroup::Table(None, table));
            continue;
        }
        match (&block.kind, after) {
            (BlockKind::Paragraph(inlines), [next, beyond @ ..])
                if is_caption(inlines, '表') && table(next).is_some() =>
            {
                out.extend(table(next).map(|t| BlockGroup::Table(Some(inlines), t)));
                (after_table, rest) = (true, beyond);
            }
            (BlockKind::Paragraph(inlines), _) if was_table && is_remark(inlines) => {
                out.push(BlockGroup::Remark(inlines))
            }
            (
                BlockKind::Figure(image),
                [Block { kind: BlockKind::Paragraph(inlines), .. }, beyond @ ..],
            ) if is_caption(inlines, '图') => {
                out.push(BlockGroup::Figure(image, Some(inlines), block.at));
                rest = beyond;
            }
            (BlockKind::Figure(image), _) => out.push(BlockGroup::Figure(image, None, block.at)),
            _ => out.push(BlockGroup::Block(block)),
        }
    }
    out
}
