//! Blocks of a plan as elements of the page.

use std::fmt::Write as _;

use super::super::arrange::{BlockGroup, arrange};
use super::writer::PageWriter;
use crate::plan::{Block, BlockKind, Image, Inline, ListStart, NumberMark};
use crate::text::escape;

impl<'a> PageWriter<'a> {
    pub(super) fn blocks(&mut self, blocks: &'a [Block]) {
        for part in arrange(blocks, self.targets) {
            match part {
                BlockGroup::Block(block) => self.block(block),
                BlockGroup::Table(caption, table) => self.table(caption, table),
                BlockGroup::Remark(inlines) => {
                    self.around("<p class=\"remark\">", "</p>\n", |w| w.inlines(inlines))
                }
                BlockGroup::Figure(image, caption, _) => self.figure(image, caption),
            }
        }
    }

    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.around("<p>", "</p>\n", |w| w.inlines(inlines)),
            BlockKind::List { start, items } => {
                match start {
                    Some(ListStart { first, mark }) => {
                        self.out.push_str("<ol");
                        if *mark == NumberMark::Bracket {
                            self.out.push_str(" class=\"bracket\"");
                        }
                        if *first != 1 {
                            let _ = write!(self.out, " start=\"{first}\"");
                        }
                        self.out.push_str(">\n");
                    }
                    None => self.out.push_str("<ul>\n"),
                }
                for item in items {
                    self.out.push_str("<li>");
                    self.item(item);
                    self.out.push_str("</li>\n");
                }
                self.out.push_str(if start.is_some() { "</ol>\n" } else { "</ul>\n" });
            }
            BlockKind::Quote(blocks) => {
                self.around("<blockquote>\n", "</blockquote>\n", |w| w.blocks(blocks))
            }
            BlockKind::Code(text) => {
                self.out.push_str("<pre><code>");
                // A line end right after the tag would be lost.
                for line in text.trim_end().lines() {
                    escape::push_visible(&line.replace('\t', "    "), &mut self.out);
                    self.out.push('\n');
                }
                self.out.push_str("</code></pre>\n");
            }
            BlockKind::Rule => self.out.push_str("<hr>\n"),
            BlockKind::Table(table) => self.table(None, table),
            BlockKind::Figure(image) => self.figure(image, None),
            BlockKind::Html(_) => {}
        }
    }

    /// Blocks of an item or note: a single paragraph is set without being one.
    pub(super) fn item(&mut self, blocks: &'a [Block]) {
        match blocks {
            [Block { kind: BlockKind::Paragraph(inlines), .. }, rest @ ..] => {
                self.around("", "", |w| w.inlines(inlines));
                self.blocks(rest);
            }
            all => self.blocks(all),
        }
    }

    fn figure(&mut self, image: &'a Image, caption: Option<&'a [Inline]>) {
        self.out.push_str("<figure>");
        self.image(image);
        match caption {
            Some(inlines) => self.around("<figcaption>", "</figcaption>", |w| w.inlines(inlines)),
            None => self.line("figcaption", "", &image.alt),
        }
        self.out.push_str("</figure>\n");
    }
}
