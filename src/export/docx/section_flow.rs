//! The sections of a plan in order. Tables that do not fit on a portrait page get landscape pages.

use super::super::arrange::{BlockGroup, arrange};
use super::body::{BODY, BodyWriter};
use super::page_sections::{Orientation, PageNumbering, section};
use super::tables::is_wide;
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
            self.turn(Orientation::Portrait);
            self.waiting_headings();
        }
        section(&mut self.xml, self.numbers, self.orientation);
    }

    fn waiting_headings(&mut self) {
        for (index, depth, section) in std::mem::take(&mut self.headings) {
            self.heading(index, depth, section);
        }
    }

    /// Blocks that do not stand in other blocks: only there the orientation of pages may change.
    fn flow(&mut self, blocks: &'a [Block]) {
        let groups = arrange(blocks, self.targets);
        let mut orientation = Orientation::Portrait;
        for group in &groups {
            // Comments are no text: they change no page.
            if matches!(group, BlockGroup::Block(Block { kind: BlockKind::Html(_), .. })) {
                continue;
            }
            orientation = match group {
                BlockGroup::Table(_, table) if is_wide(table) => Orientation::Landscape,
                BlockGroup::Remark(_) => orientation,
                BlockGroup::Table(..) | BlockGroup::Block(_) | BlockGroup::Figure(..) => {
                    Orientation::Portrait
                }
            };
            self.turn(orientation);
            self.waiting_headings();
            self.fresh = false;
            self.group(group, BODY);
        }
    }

    /// Ends the section of pages if those that follow have another orientation.
    fn turn(&mut self, orientation: Orientation) {
        if self.orientation == orientation {
            return;
        }
        if !self.fresh {
            self.section_end(self.numbers, self.orientation);
            self.numbers = PageNumbering::GoOn;
            self.fresh = true;
        }
        self.orientation = orientation;
    }
}
