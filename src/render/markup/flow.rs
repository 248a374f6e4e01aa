//! The sections of a plan in order. Tables that do not fit on a portrait page get pages that lie on
//! their side.

use crate::plan::caption::{is_caption_block as is_caption, is_remark_block as is_remark};
use crate::plan::columns::ColumnLayout;
use crate::plan::{Block, BlockKind, Plan, Section};

use super::table_markup::asks_for_targets;
use super::writer::CodeWriter;

impl<'a> CodeWriter<'a> {
    pub(super) fn plan(&mut self, plan: &'a Plan) {
        self.flow(&plan.preamble);
        for section in &plan.sections {
            self.section(section, 1);
        }
        self.waiting_headings();
    }

    fn section(&mut self, section: &'a Section, level: u8) {
        self.headings.push((&section.heading, level));
        self.flow(&section.blocks);
        for child in &section.children {
            self.section(child, level.saturating_add(1));
        }
    }

    fn waiting_headings(&mut self) {
        for (heading, level) in std::mem::take(&mut self.headings) {
            self.heading(heading, level);
        }
    }

    /// Blocks that do not stand in other blocks: only there a page may turn.
    fn flow(&mut self, blocks: &[Block]) {
        let mut rest = blocks;
        while !rest.is_empty() {
            let landscape = self.landscape_blocks(rest);
            if landscape > 0 {
                self.code.push_str("#turned(style)[\n");
                self.waiting_headings();
                self.landscape = true;
                self.blocks(&rest[..landscape]);
                self.landscape = false;
                self.code.push_str("]\n");
                rest = &rest[landscape..];
                continue;
            }
            let portrait = (1..rest.len())
                .find(|i| self.landscape_blocks(&rest[*i..]) > 0)
                .unwrap_or(rest.len());
            if rest[..portrait].iter().any(|b| !matches!(b.kind, BlockKind::Html(_))) {
                self.waiting_headings();
            }
            self.blocks(&rest[..portrait]);
            rest = &rest[portrait..];
        }
    }

    /// How many of the blocks, from the first on, are wide tables with what belongs to them.
    fn landscape_blocks(&self, blocks: &[Block]) -> usize {
        let mut end = 0;
        let mut rest = blocks
            .iter()
            .enumerate()
            .filter(|(_, b)| !matches!(b.kind, BlockKind::Html(_)))
            .peekable();
        while let Some((index, block)) = rest.next() {
            let is_table = self.is_wide(block);
            let is_above =
                is_caption(block, '表') && rest.peek().is_some_and(|(_, next)| self.is_wide(next));
            if !(is_table || is_above || end > 0 && is_remark(block)) {
                break;
            }
            end = index + 1;
        }
        end
    }

    /// Whether a block is a table that needs a landscape page.
    fn is_wide(&self, block: &Block) -> bool {
        let columns = |table| ColumnLayout::new(table, self.style.room());
        match &block.kind {
            BlockKind::Table(table) => !table.rows.is_empty() && columns(table).landscape,
            _ if asks_for_targets(block) => {
                self.targets.as_ref().is_some_and(|table| columns(table).landscape)
            }
            _ => false,
        }
    }
}
