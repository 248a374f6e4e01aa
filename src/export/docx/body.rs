//! Sections and blocks as paragraphs.

use super::super::arrange::{BlockGroup, arrange};
use super::super::pictures::ExportPictures;
use super::super::{ExportInput, Remark};
use super::numbering::{self, WordList};
use super::page_sections::{Orientation, PageNumbering};
use super::runs::{RunProperties, note_style};
use super::styles::DEEPEST;
use super::xml_writer::XmlWriter;
use crate::plan::{Block, BlockKind, Image, Inline, InlineKind, ListStart, Section, Table};
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
    pub(super) xml: XmlWriter,
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
    /// How the pages stand here.
    pub(super) orientation: Orientation,
    /// Headings that wait for what follows: index in the plan, depth, section.
    pub(super) headings: Vec<(usize, usize, &'a Section)>,
    /// Whether nothing was written since the orientation changed.
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
            xml: XmlWriter::default(),
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
            orientation: Orientation::Portrait,
            headings: Vec::new(),
            fresh: true,
            numbers: PageNumbering::Arabic,
        }
    }

    /// What was written, leaving nothing.
    pub(super) fn take(&mut self) -> XmlWriter {
        std::mem::take(&mut self.xml)
    }

    /// An id that nothing else has.
    pub(super) fn id(&mut self) -> u32 {
        self.ids += 1;
        self.ids
    }

    /// The texts of the notes, in order.
    pub(super) fn notes(&mut self) -> Vec<XmlWriter> {
        self.in_note = true;
        let mut out = Vec::new();
        for name in self.note_names.clone() {
            self.note_text(name);
            out.push(self.take());
        }
        self.in_note = false;
        out
    }

    /// The text of a note; its first paragraph begins with its number.
    fn note_text(&mut self, name: &str) {
        let footnotes = &self.document.plan.footnotes;
        let blocks = match footnotes.iter().find(|(n, _)| n == name) {
            Some((_, blocks)) => blocks.as_slice(),
            None => &[],
        };
        match blocks {
            [Block { kind: BlockKind::Paragraph(inlines), .. }, rest @ ..] => {
                self.plain_paragraph(NOTE.style, |w| {
                    note_number(&mut w.xml);
                    w.run(" ");
                    w.inlines(inlines);
                });
                self.blocks(rest, NOTE);
            }
            all => {
                self.plain_paragraph(NOTE.style, |w| note_number(&mut w.xml));
                self.blocks(all, NOTE);
            }
        }
    }

    pub(super) fn heading(&mut self, index: usize, depth: usize, section: &'a Section) {
        let style = format!("Heading{}", (depth + 1).min(DEEPEST));
        let id = self.id().to_string();
        let name = bookmark(index);
        self.plain_paragraph(&style, |w| {
            w.xml.empty("w:bookmarkStart", &[("w:id", &id), ("w:name", &name)]);
            w.inlines(&section.heading.inlines);
            w.xml.empty("w:bookmarkEnd", &[("w:id", &id)]);
        });
    }

    /// A paragraph with nothing but its style.
    pub(super) fn plain_paragraph(&mut self, style: &str, content: impl FnOnce(&mut Self)) {
        self.paragraph(style, |_| {}, content);
    }

    /// A paragraph; `properties` follow the style, in the order of the schema.
    pub(super) fn paragraph(
        &mut self,
        style: &str,
        properties: impl FnOnce(&mut XmlWriter),
        content: impl FnOnce(&mut Self),
    ) {
        self.xml.open("w:p", &[]);
        self.xml.element("w:pPr", &[], |xml| {
            xml.val("w:pStyle", style);
            properties(xml);
        });
        self.last = None;
        content(self);
        self.xml.close("w:p");
    }

    fn blocks(&mut self, blocks: &'a [Block], place: BlockContext) {
        for group in arrange(blocks, self.targets) {
            self.group(&group, place);
        }
    }

    pub(super) fn group(&mut self, group: &BlockGroup<'a>, place: BlockContext) {
        match *group {
            BlockGroup::Block(block) => self.block(block, place),
            BlockGroup::Table(caption, table) => {
                if let Some(caption) = caption {
                    let keep = |xml: &mut XmlWriter| xml.empty("w:keepNext", &[]);
                    self.paragraph("Caption", keep, |w| w.inlines(caption));
                }
                self.table(table);
            }
            BlockGroup::Remark(inlines) => {
                self.plain_paragraph("TableNote", |w| w.inlines(inlines))
            }
            BlockGroup::Figure(image, caption, at) => self.figure(image, caption, at),
        }
    }

    pub(super) fn block(&mut self, block: &'a Block, place: BlockContext) {
        match &block.kind {
            BlockKind::Paragraph(inlines) => {
                let properties = |xml: &mut XmlWriter| spacing_and_indent(xml, place.left, inlines);
                self.paragraph(place.style, properties, |w| w.inlines(inlines));
            }
            BlockKind::List { start, items } => self.list(*start, items, place),
            BlockKind::Quote(blocks) => self.blocks(
                blocks,
                BlockContext { style: "Quote", left: place.left.map(|l| l + 640), ..place },
            ),
            BlockKind::Code(text) => self.plain_paragraph("Preformatted", |w| w.preformatted(text)),
            BlockKind::Rule => {
                self.paragraph("Normal", line_below, |_| {});
            }
            BlockKind::Figure(image) => self.figure(image, None, block.at),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Html(_) => {}
        }
    }

    fn list(&mut self, start: Option<ListStart>, items: &'a [Vec<Block>], place: BlockContext) {
        let level = place.level.min(numbering::LEVELS - 1);
        self.lists.push(WordList { start, level });
        let number = self.lists.len();
        let style = if self.in_note { NOTE.style } else { "ListParagraph" };
        let inside = BlockContext {
            style,
            level: place.level.saturating_add(1),
            left: Some(numbering::left(level)),
        };
        let numbered = |xml: &mut XmlWriter| {
            xml.element("w:numPr", &[], |xml| {
                xml.val("w:ilvl", &level.to_string());
                xml.val("w:numId", &number.to_string());
            });
        };
        for item in items {
            match &item[..] {
                [Block { kind: BlockKind::Paragraph(inlines), .. }, rest @ ..] => {
                    let properties = |xml: &mut XmlWriter| {
                        numbered(xml);
                        spacing_and_indent(xml, None, inlines);
                    };
                    self.paragraph(style, properties, |w| w.inlines(inlines));
                    self.blocks(rest, inside);
                }
                all => {
                    self.paragraph(style, numbered, |_| {});
                    self.blocks(all, inside);
                }
            }
        }
    }

    fn figure(&mut self, image: &'a Image, caption: Option<&'a [Inline]>, at: At) {
        if self.picture_of(image).is_some() {
            self.plain_paragraph("Figure", |w| w.picture(image, at, 521.0));
        }
        match caption {
            Some(inlines) => self.plain_paragraph("Caption", |w| w.inlines(inlines)),
            None if image.alt.trim().is_empty() => {}
            None => self.plain_paragraph("Caption", |w| w.run(&image.alt)),
        }
    }
}

/// The name of the bookmark at a heading, by its index in the plan.
pub(super) fn bookmark(index: usize) -> String {
    format!("_Toc{:08}", index + 1)
}

/// The number of a note before its text.
fn note_number(xml: &mut XmlWriter) {
    xml.element("w:r", &[], |xml| {
        note_style(xml);
        xml.empty("w:footnoteRef", &[]);
    });
}

/// A line below a paragraph.
fn line_below(xml: &mut XmlWriter) {
    let line = [("w:val", "single"), ("w:sz", "4"), ("w:space", "1"), ("w:color", "auto")];
    xml.element("w:pBdr", &[], |xml| xml.empty("w:bottom", &line));
}

/// Line spacing and indent of a paragraph. Lines of an exact height would cut pictures.
fn spacing_and_indent(xml: &mut XmlWriter, left: Option<u32>, inlines: &[Inline]) {
    if holds_picture(inlines) {
        xml.empty("w:spacing", &[("w:line", "240"), ("w:lineRule", "auto")]);
    }
    if let Some(left) = left {
        xml.empty("w:ind", &[("w:left", &left.to_string())]);
    }
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
