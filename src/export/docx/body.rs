//! Sections and blocks as paragraphs.

use std::fmt::Write as _;

use super::super::arrange::{BlockGroup, arrange};
use super::super::pictures::ExportPictures;
use super::super::{ExportInput, Remark};
use super::field::bookmark;
use super::look::RunProperties;
use super::numbering::{self, WordList};
use super::pages::PageNumbering;
use super::styles::DEEPEST;
use crate::plan::{Block, BlockKind, Image, Inline, InlineKind, Section, Table};
use crate::text::At;

/// Where blocks stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct BlockContext {
    /// Style of paragraphs.
    style: &'static str,
    /// Level of the next list.
    level: u32,
    /// Indent of paragraphs that belong to an item, twentieths of a point.
    left: Option<u32>,
}

pub(super) const BODY: BlockContext = BlockContext { style: "BodyText", level: 0, left: None };
const NOTE: BlockContext = BlockContext { style: "FootnoteText", level: 0, left: None };

/// Writes the text of a document.
pub(super) struct BodyWriter<'a> {
    pub(super) out: String,
    pub(super) document: &'a ExportInput<'a>,
    pub(super) pictures: &'a ExportPictures,
    pub(super) targets: Option<&'a Table>,
    /// Lists so far.
    pub(super) lists: Vec<WordList>,
    /// Names of the notes so far, in the order in which they are first referred to.
    pub(super) note_names: Vec<&'a str>,
    /// Whether the text of a note is being written.
    pub(super) in_note: bool,
    /// Ids of marks and pictures so far.
    pub(super) ids: u32,
    /// The look of the next run.
    pub(super) look: RunProperties,
    /// The last character that was written in this paragraph.
    pub(super) last: Option<char>,
    pub(super) remarks: Vec<Remark>,
    /// Whether the pages lie on their side here.
    pub(super) landscape: bool,
    /// Headings that wait for what follows: index in the plan, depth, section.
    pub(super) headings: Vec<(usize, usize, &'a Section)>,
    /// Whether nothing was written since the pages were turned last.
    pub(super) fresh: bool,
    /// How the pages of the next section are numbered.
    pub(super) numbers: PageNumbering,
}

impl<'a> BodyWriter<'a> {
    pub(super) fn new(
        document: &'a ExportInput<'a>,
        pictures: &'a ExportPictures,
        targets: Option<&'a Table>,
    ) -> Self {
        Self {
            out: String::new(),
            document,
            pictures,
            targets,
            lists: Vec::new(),
            note_names: Vec::new(),
            in_note: false,
            ids: 0,
            look: RunProperties::default(),
            last: None,
            remarks: Vec::new(),
            landscape: false,
            headings: Vec::new(),
            fresh: true,
            numbers: PageNumbering::Arabic,
        }
    }

    /// What was written, leaving nothing.
    pub(super) fn take(&mut self) -> String {
        std::mem::take(&mut self.out)
    }

    /// An id that nothing else has.
    pub(super) fn id(&mut self) -> u32 {
        self.ids += 1;
        self.ids
    }

    /// The texts of the notes, in order.
    pub(super) fn notes(&mut self) -> Vec<String> {
        let plan = self.document.plan;
        self.in_note = true;
        let mut out = Vec::new();
        for name in self.note_names.clone() {
            let blocks = plan
                .footnotes
                .iter()
                .find(|(n, _)| n == name)
                .map_or(&[][..], |(_, blocks)| blocks);
            let sign =
                "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>";
            let rest = match blocks {
                [Block { kind: BlockKind::Paragraph(inlines), .. }, rest @ ..] => {
                    self.paragraph(NOTE.style, "", |w| {
                        w.out.push_str(sign);
                        w.run(" ");
                        w.inlines(inlines);
                    });
                    rest
                }
                all => {
                    self.paragraph(NOTE.style, "", |w| w.out.push_str(sign));
                    all
                }
            };
            self.blocks(rest, NOTE);
            out.push(self.take());
        }
        self.in_note = false;
        out
    }

    pub(super) fn heading(&mut self, index: usize, depth: usize, section: &'a Section) {
        let style = format!("Heading{}", (depth + 1).min(DEEPEST));
        let id = self.id();
        self.paragraph(&style, "", |w| {
            let _ =
                write!(w.out, "<w:bookmarkStart w:id=\"{id}\" w:name=\"{}\"/>", bookmark(index));
            w.inlines(&section.heading.inlines);
            let _ = write!(w.out, "<w:bookmarkEnd w:id=\"{id}\"/>");
        });
    }

    /// A paragraph; `properties` follow the style, in the order of the schema.
    pub(super) fn paragraph(
        &mut self,
        style: &str,
        properties: &str,
        inner: impl FnOnce(&mut Self),
    ) {
        let _ = write!(self.out, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>");
        self.last = None;
        inner(self);
        self.out.push_str("</w:p>");
    }

    fn blocks(&mut self, blocks: &'a [Block], place: BlockContext) {
        for part in arrange(blocks, self.targets) {
            self.part(&part, place);
        }
    }

    pub(super) fn part(&mut self, part: &BlockGroup<'a>, place: BlockContext) {
        match *part {
            BlockGroup::Block(block) => self.block(block, place),
            BlockGroup::Table(caption, table) => {
                if let Some(caption) = caption {
                    self.paragraph("Caption", "<w:keepNext/>", |w| w.inlines(caption));
                }
                self.table(table);
            }
            BlockGroup::Remark(inlines) => self.paragraph("TableNote", "", |w| w.inlines(inlines)),
            BlockGroup::Figure(image, caption, at) => self.figure(image, caption, at),
        }
    }

    pub(super) fn block(&mut self, block: &'a Block, place: BlockContext) {
        match &block.kind {
            BlockKind::Paragraph(inlines) => {
                let properties = properties(place.left, inlines);
                self.paragraph(place.style, &properties, |w| w.inlines(inlines));
            }
            BlockKind::List { start, items } => self.list(*start, items, place),
            BlockKind::Quote(blocks) => self.blocks(
                blocks,
                BlockContext { style: "Quote", left: place.left.map(|l| l + 640), ..place },
            ),
            BlockKind::Code(text) => self.paragraph("Preformatted", "", |w| w.preformatted(text)),
            BlockKind::Rule => {
                let border = "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"1\" w:color=\"auto\"/></w:pBdr>";
                self.paragraph("Normal", border, |_| {});
            }
            BlockKind::Figure(image) => self.figure(image, None, block.at),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Html(_) => {}
        }
    }

    fn list(&mut self, start: Option<u32>, items: &'a [Vec<Block>], place: BlockContext) {
        let level = place.level.min(numbering::LEVELS - 1);
        self.lists.push((start, level));
        let number = self.lists.len();
        let numbered =
            format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{number}\"/></w:numPr>");
        let style = if self.in_note { NOTE.style } else { "ListParagraph" };
        let inside = BlockContext {
            style,
            level: place.level.saturating_add(1),
            left: Some(numbering::left(level)),
        };
        for item in items {
            let rest = match &item[..] {
                [Block { kind: BlockKind::Paragraph(inlines), .. }, rest @ ..] => {
                    let own = format!("{numbered}{}", properties(None, inlines));
                    self.paragraph(style, &own, |w| w.inlines(inlines));
                    rest
                }
                all => {
                    self.paragraph(style, &numbered, |_| {});
                    all
                }
            };
            self.blocks(rest, inside);
        }
    }

    fn figure(&mut self, image: &'a Image, caption: Option<&'a [Inline]>, at: At) {
        if self.picture_of(image).is_some() {
            self.paragraph("Figure", "", |w| w.picture(image, at, 521.0));
        }
        match caption {
            Some(inlines) => self.paragraph("Caption", "", |w| w.inlines(inlines)),
            None if image.alt.trim().is_empty() => {}
            None => self.paragraph("Caption", "", |w| w.run(&image.alt)),
        }
    }
}

/// Line spacing and indent of a paragraph. Lines of an exact height would cut pictures.
fn properties(left: Option<u32>, inlines: &[Inline]) -> String {
    let mut out = String::new();
    if holds_picture(inlines) {
        out.push_str("<w:spacing w:line=\"240\" w:lineRule=\"auto\"/>");
    }
    if let Some(left) = left {
        let _ = write!(out, "<w:ind w:left=\"{left}\"/>");
    }
    out
}

fn holds_picture(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match &inline.kind {
        InlineKind::Image(_) => true,
        InlineKind::Strong(inner)
        | InlineKind::Emph(inner)
        | InlineKind::Strike(inner)
        | InlineKind::Sup(inner)
        | InlineKind::Sub(inner)
        | InlineKind::Link { inlines: inner, .. } => holds_picture(inner),
        _ => false,
    })
}
