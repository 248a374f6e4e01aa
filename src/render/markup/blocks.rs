//! Headings and blocks of a plan as Typst code.

use std::fmt::Write as _;

use super::literal;
use super::table_markup::asks_for_targets;
use super::writer::CodeWriter;
use crate::plan::caption::{is_caption_block as is_caption, is_remark_block as is_remark};
use crate::plan::{Block, BlockKind, Heading, Image, ListStart};
use crate::text::At;

impl CodeWriter<'_> {
    pub(super) fn heading(&mut self, heading: &Heading, level: u8) {
        self.line_mark(heading.line);
        let start = self.code.len();
        let _ = write!(self.code, "#heading(level: {level})[");
        self.inlines(&heading.inlines);
        self.code.push_str("]\n");
        self.mark(start, heading.line, false);
    }

    pub(in crate::render) fn blocks(&mut self, blocks: &[Block]) {
        let mut skip = false;
        for (index, block) in blocks.iter().enumerate() {
            if std::mem::take(&mut skip) {
                continue;
            }
            let next = blocks.get(index + 1);
            let before = index.checked_sub(1).and_then(|i| blocks.get(i));
            if !matches!(block.kind, BlockKind::Html(_)) {
                self.line_mark(block.at);
            }
            let is_table = |b: &Block| matches!(b.kind, BlockKind::Table(_)) || asks_for_targets(b);
            match &block.kind {
                BlockKind::Paragraph(inlines)
                    if next.is_some_and(is_table) && is_caption(block, '表') =>
                {
                    self.wrapped("#caption(style)[", block, |w| w.inlines(inlines));
                }
                BlockKind::Paragraph(inlines)
                    if before.is_some_and(is_table) && is_remark(block) =>
                {
                    self.wrapped("#remark(style)[", block, |w| w.inlines(inlines));
                }
                BlockKind::Figure(image) => {
                    let caption = next.filter(|b| is_caption(b, '图'));
                    skip = caption.is_some();
                    self.figure(image, caption, block.at);
                }
                _ => self.block(block),
            }
        }
    }

    fn block(&mut self, block: &Block) {
        let start = self.code.len();
        match &block.kind {
            BlockKind::Paragraph(inlines) => {
                let targets = if asks_for_targets(block) { self.targets.clone() } else { None };
                match targets {
                    Some(table) => self.rows(&table),
                    None => self.wrapped("#par[", block, |w| w.inlines(inlines)),
                }
            }
            BlockKind::Table(table) => self.rows(table),
            BlockKind::Figure(image) => self.figure(image, None, block.at),
            BlockKind::Quote(blocks) => {
                self.wrapped("#quotation(style)[\n", block, |w| w.blocks(blocks))
            }
            BlockKind::Rule => self.code.push_str("#separator\n"),
            BlockKind::Html(_) => {}
            BlockKind::Code(text) => self.preformatted(text, block.at),
            BlockKind::List { start, items } => {
                match start {
                    Some(ListStart { first, mark }) => {
                        let mark = mark.character();
                        let _ = write!(self.code, "#enum(numbering: \"1{mark}\", start: {first}");
                    }
                    None => self.code.push_str("#list("),
                }
                for (index, item) in items.iter().enumerate() {
                    let comma = if index > 0 || start.is_some() { ", " } else { "" };
                    let _ = write!(self.code, "{comma}[");
                    self.one_or_more(item);
                    self.code.push(']');
                }
                self.code.push_str(")\n");
            }
        }
        self.mark(start, block.at, false);
    }

    /// Blocks inside a list or note: a single paragraph is set without being one.
    pub(super) fn one_or_more(&mut self, blocks: &[Block]) {
        match blocks {
            [Block { kind: BlockKind::Paragraph(inlines), .. }] => self.inlines(inlines),
            blocks => self.blocks(blocks),
        }
    }

    /// Preformatted text: its lines and spaces stay.
    fn preformatted(&mut self, text: &str, at: At) {
        self.code.push_str("#preformatted(style)[");
        for (index, line) in text.trim_end().lines().enumerate() {
            if index > 0 {
                self.code.push_str("#linebreak();");
            }
            // Spaces that stay: at the start of a line and between words.
            self.text(&line.replace('\t', "    ").replace(' ', "\u{a0}"), at);
        }
        self.code.push_str("]\n");
    }

    fn figure(&mut self, image: &Image, caption: Option<&Block>, at: At) {
        let start = self.code.len();
        self.code.push_str("#picture(style, ");
        self.picture(image);
        self.code.push_str(")[");
        match caption.map(|b| &b.kind) {
            Some(BlockKind::Paragraph(inlines)) => self.inlines(inlines),
            _ => self.text(&image.alt, image.at),
        }
        self.code.push_str("]\n");
        self.mark(start, at, false);
    }

    /// The arguments of a picture: itself, so that its faults are found at its place, and its
    /// longer side.
    pub(super) fn picture(&mut self, image: &Image) {
        let Some(picture) = self.pictures.get(&image.path) else {
            self.code.push_str("[], none");
            return;
        };
        let longer =
            picture.longer.map(|l| format!("{l:.3}pt")).unwrap_or_else(|| "none".to_owned());
        let alt = if image.alt.trim().is_empty() { "图片" } else { image.alt.trim() };
        let _ =
            write!(self.code, "image({}, alt: {}), {longer}", literal(&picture.name), literal(alt));
    }
}
