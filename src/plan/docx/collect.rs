//! The main part into paragraphs and tables: what is deleted, hidden or a table of contents is left
//! out, and counted.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::container::Relation;
use super::field::{Fields, is_bound, is_unfilled};
use super::flow::{Flow, ParagraphItem};
use super::notes::DocxNotes;
use super::numbering::Numbering;
use super::styles::{CharacterFormat, Styles};
use super::text_origins::DocumentPart;
use super::xml::XmlNode;

/// Walks parts of one document.
pub(super) struct Collector<'d, 'n> {
    pub(super) styles: &'d Styles,
    pub(super) numbering: &'d mut Numbering,
    pub(super) relations: &'d BTreeMap<String, Relation>,
    pub(super) notes: &'d mut DocxNotes,
    pub(super) fields: Fields,
    /// Which part is walked, for places that can be changed.
    pub(super) part: DocumentPart,
    /// Above 0 within what is never changed: text boxes, formulas, controls, changes of others.
    pub(super) locked: usize,
    /// Set where a document never ends its fields: then they hide nothing.
    pub(super) ignore_fields: bool,
    pub(super) in_contents: usize,
    pub(super) in_cover: usize,
    /// Above 0 within a control that shows its hint.
    pub(super) in_placeholder: usize,
    /// Whether a header or footer is walked, whose numbers of pages nobody misses.
    pub(super) in_margins: bool,
    /// The parts of charts and diagrams, by path.
    pub(super) graphics: &'n BTreeMap<String, XmlNode>,
    /// The number of the paragraph that is walked, and how many have been begun.
    pub(super) paragraph: usize,
    paragraphs: usize,
    /// The look of the run before.
    pub(super) last_look: Rc<CharacterFormat>,
    /// Pieces of a paragraph whose end is deleted: they belong to the next one.
    pub(super) carried: Vec<ParagraphItem<'n>>,
}

impl<'d, 'n> Collector<'d, 'n> {
    /// Ready to walk.
    pub(super) fn new(
        styles: &'d Styles,
        numbering: &'d mut Numbering,
        relations: &'d BTreeMap<String, Relation>,
        notes: &'d mut DocxNotes,
        part: DocumentPart,
        graphics: &'n BTreeMap<String, XmlNode>,
    ) -> Self {
        let (fields, carried) = (Fields::default(), Vec::new());
        Self {
            styles,
            numbering,
            relations,
            notes,
            fields,
            part,
            locked: 0,
            ignore_fields: false,
            in_contents: 0,
            in_cover: 0,
            in_placeholder: 0,
            in_margins: false,
            graphics,
            paragraph: 0,
            paragraphs: 0,
            last_look: Rc::new(CharacterFormat::default()),
            carried,
        }
    }

    /// For a document that never ends its fields.
    pub(super) fn ignoring_fields(self) -> Self {
        Self { ignore_fields: true, ..self }
    }

    /// For headers and footers, whose text is read and never changed.
    pub(super) fn of_margins(self) -> Self {
        Self { in_margins: true, locked: 1, ..self }
    }

    /// Counts a paragraph.
    pub(super) fn begin_paragraph(&mut self) {
        self.paragraphs += 1;
        self.paragraph = self.paragraphs;
    }

    /// Whether a field was begun and never ended.
    pub(super) fn is_open(&self) -> bool {
        self.fields.are_open()
    }

    /// The paragraphs and tables of a whole: a body, a cell, a text box, a note.
    pub(super) fn story(&mut self, node: &'n XmlNode, out: &mut Vec<Flow<'n>>) {
        self.flow(node, out);
        let rest = std::mem::take(&mut self.carried);
        let last = out
            .iter_mut()
            .rev()
            .find_map(|f| if let Flow::Para(para) = f { Some(para) } else { None });
        if let Some(para) = last {
            para.items.extend(rest);
        }
    }

    /// The paragraphs and tables below a node.
    fn flow(&mut self, node: &'n XmlNode, out: &mut Vec<Flow<'n>>) {
        for child in &node.children {
            match &*child.name {
                "p" => self.paragraph(child, out),
                "tbl" => {
                    let table = self.table(child);
                    out.push(Flow::Table(table));
                }
                "sdt" => {
                    let gallery = child
                        .child("sdtPr")
                        .and_then(|p| p.find("docPartGallery"))
                        .and_then(XmlNode::val);
                    let is = |name: &str| {
                        usize::from(gallery.is_some_and(|g| g.eq_ignore_ascii_case(name)))
                    };
                    let (contents, cover) = (is("table of contents"), is("cover pages"));
                    let unfilled = usize::from(is_unfilled(child));
                    self.in_contents += contents;
                    self.in_cover += cover;
                    self.in_placeholder += unfilled;
                    self.lock(is_bound(child), |this| {
                        if let Some(content) = child.child("sdtContent") {
                            this.flow(content, out);
                        }
                    });
                    self.in_contents -= contents;
                    self.in_cover -= cover;
                    self.in_placeholder -= unfilled;
                }
                "AlternateContent" => self.lock(true, |this| {
                    if let Some(branch) = child.chosen() {
                        this.flow(branch, out);
                    }
                }),
                "del" | "moveFrom" => self.notes.changes += 1,
                "ins" | "moveTo" => {
                    self.notes.changes += 1;
                    self.lock(true, |this| this.flow(child, out));
                }
                "sectPr" | "sdtPr" | "tblPr" | "tblGrid" => {}
                _ => self.flow(child, out),
            }
        }
    }

    /// Does something within what is never changed, if it is.
    pub(super) fn lock(&mut self, locked: bool, walk: impl FnOnce(&mut Self)) {
        self.locked += usize::from(locked);
        walk(self);
        self.locked -= usize::from(locked);
    }

    /// Whether text is shown here: codes of fields and tables of contents are not.
    pub(super) fn is_shown(&self) -> bool {
        self.ignore_fields || self.fields.are_shown()
    }
}
