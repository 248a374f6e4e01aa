//! The sections of a plan in order. Tables that do not fit on an upright page get pages that lie on
//! their side.

use std::fmt::Write as _;

use super::super::arrange::{BlockGroup, arrange};
use super::body::{BODY, BodyWriter};
use super::pages::{PageNumbering, section};
use super::table::is_wide;
use crate::plan::{Block, BlockKind};

impl<'a> BodyWriter<'a> {
    /// All sections, and the properties of the last section of pages.
    pub(super) fn plan(&mut self) {
        let plan = self.document.plan;
        self.flow(&plan.preamble);
        for (index, (depth, section)) in plan.walk().into_iter().enumerate() {
            self.headings.push((index, depth, section));
            self.flow(&section.blocks);
        }
        if !self.headings.is_empty() {
            self.turn(false);
            self.waiting_headings();
        }
        let properties = section(self.numbers, self.landscape);
        self.out.push_str(&properties);
    }

    fn waiting_headings(&mut self) {
        for (index, depth, section) in std::mem::take(&mut self.headings) {
            self.heading(index, depth, section);
        }
    }

    /// Blocks that do not stand in other blocks: only there a page may turn.
    fn flow(&mut self, blocks: &'a [Block]) {
        let parts = arrange(blocks, self.targets);
        let mut was_wide = false;
        for part in &parts {
            // Comments are no text: they turn no page.
            if matches!(part, BlockGroup::Block(Block { kind: BlockKind::Html(_), .. })) {
                continue;
            }
            was_wide = match part {
                BlockGroup::Table(_, table) => is_wide(table),
                BlockGroup::Remark(_) => was_wide,
                BlockGroup::Block(_) | BlockGroup::Figure(..) => false,
            };
            self.turn(was_wide);
            self.waiting_headings();
            self.fresh = false;
            self.part(part, BODY);
        }
    }

    /// Ends the section of pages if those that follow stand otherwise.
    fn turn(&mut self, landscape: bool) {
        if self.landscape == landscape {
            return;
        }
        if !self.fresh {
            let properties = section(self.numbers, self.landscape);
            let _ = write!(
                self.out,
                "<w:p><w:pPr><w:pStyle w:val=\"TableGap\"/>{properties}</w:pPr></w:p>"
            );
            self.numbers = PageNumbering::GoOn;
            self.fresh = true;
        }
        self.landscape = landscape;
    }
}
