//! The main part into paragraphs and tables: what is deleted, hidden or a table of contents is left out, and counted.

use std::collections::BTreeMap;

use super::Notes;
use super::container::Relation;
use super::drawing::{chosen, symbol};
use super::numbering::{Label, Numbering};
use super::styles::{self, Look, Styles};
use super::table::{self, RawTable};
use super::track::{Origin, Part};
use super::xml::Node;

/// A piece of a paragraph.
#[derive(Clone, Debug)]
pub(super) enum Item<'n> {
    /// Characters, and where they can be changed.
    Text(String, Look, Option<Origin>),
    /// A line end within the paragraph.
    Break,
    /// A picture: the path of its part, or an address outside; and what it shows.
    Picture(String, String),
    /// A note: whether it is an endnote, and its id.
    Note(bool, String),
    /// What stands in a text box.
    Box(Vec<Flow<'n>>),
}

/// A paragraph.
#[derive(Clone, Debug)]
pub(super) struct Para<'n> {
    /// Its pieces.
    pub(super) items: Vec<Item<'n>>,
    /// Outline level from 1; 0 for running text; `None` if nothing is said.
    pub(super) level: Option<u8>,
    /// Whether its style is the title's.
    pub(super) title: bool,
    /// Whether its style is that of captions.
    pub(super) is_caption: bool,
    /// Whether it is centred.
    pub(super) centred: bool,
    /// Its automatic number or mark.
    pub(super) label: Option<Label>,
    /// Whether it stands on a cover page that the word processor knows as such.
    pub(super) on_cover: bool,
    /// Where it stands in its part.
    pub(super) node: &'n Node,
}

/// A paragraph or table in the flow of the text.
#[derive(Clone, Debug)]
pub(super) enum Flow<'n> {
    /// A paragraph.
    Para(Para<'n>),
    /// A table.
    Table(RawTable<'n>),
}

/// A field that is open.
pub(super) struct Field {
    code: String,
    in_result: bool,
}

/// Walks parts of one document.
pub(super) struct Collector<'d, 'n> {
    pub(super) styles: &'d Styles,
    pub(super) numbering: &'d mut Numbering,
    pub(super) relations: &'d BTreeMap<String, Relation>,
    pub(super) notes: &'d mut Notes,
    pub(super) fields: Vec<Field>,
    /// Which part is walked, for places that can be changed.
    part: Part,
    /// Above 0 within what is never changed: text boxes, formulas, controls, changes of others.
    pub(super) locked: usize,
    /// Set where a document never ends its fields: then they hide nothing.
    ignore_fields: bool,
    in_contents: usize,
    in_cover: usize,
    /// Pieces of a paragraph whose end is deleted: they belong to the next one.
    pub(super) carried: Vec<Item<'n>>,
}

impl<'d, 'n> Collector<'d, 'n> {
    /// Ready to walk.
    pub(super) fn new(
        styles: &'d Styles,
        numbering: &'d mut Numbering,
        relations: &'d BTreeMap<String, Relation>,
        notes: &'d mut Notes,
        part: Part,
    ) -> Self {
        let (fields, carried) = (Vec::new(), Vec::new());
        Self { styles, numbering, relations, notes, fields, part, locked: 0, ignore_fields: false, in_contents: 0, in_cover: 0, carried }
    }

    /// For a document that never ends its fields.
    pub(super) fn ignoring_fields(self) -> Self {
        Self { ignore_fields: true, ..self }
    }

    /// Whether a field was begun and never ended.
    pub(super) fn is_open(&self) -> bool {
        !self.fields.is_empty()
    }

    /// The paragraphs and tables of a whole: a body, a cell, a text box, a note.
    pub(super) fn story(&mut self, node: &'n Node, out: &mut Vec<Flow<'n>>) {
        self.flow(node, out);
        let rest = std::mem::take(&mut self.carried);
        let last = out.iter_mut().rev().find_map(|f| if let Flow::Para(para) = f { Some(para) } else { None });
        if let Some(para) = last {
            para.items.extend(rest);
        }
    }

    /// The paragraphs and tables below a node.
    fn flow(&mut self, node: &'n Node, out: &mut Vec<Flow<'n>>) {
        for child in &node.children {
            match &*child.name {
                "p" => self.paragraph(child, out),
                "tbl" => {
                    let table = table::read(self, child);
                    out.push(Flow::Table(table));
                }
                "sdt" => {
                    let gallery = child.child("sdtPr").and_then(|p| p.find("docPartGallery")).and_then(Node::val);
                    let is = |name: &str| usize::from(gallery.is_some_and(|g| g.eq_ignore_ascii_case(name)));
                    let (contents, cover) = (is("table of contents"), is("cover pages"));
                    self.in_contents += contents;
                    self.in_cover += cover;
                    self.lock(is_bound(child), |this| {
                        if let Some(content) = child.child("sdtContent") {
                            this.flow(content, out);
                        }
                    });
                    self.in_contents -= contents;
                    self.in_cover -= cover;
                }
                "AlternateContent" => self.lock(true, |this| {
                    if let Some(branch) = chosen(child) {
                        this.flow(branch, out);
                    }
                }),
                "del" | "moveFrom" => self.notes.changes += 1,
                "altChunk" => self.notes.lost_parts += 1,
                "ins" | "moveTo" => {
                    self.notes.changes += 1;
                    self.lock(true, |this| this.flow(child, out));
                }
                "sectPr" | "sdtPr" | "tblPr" | "tblGrid" => {}
                _ => self.flow(child, out),
            }
        }
    }

    fn paragraph(&mut self, node: &'n Node, out: &mut Vec<Flow<'n>>) {
        let empty = Node::default();
        let properties = node.child("pPr").unwrap_or(&empty);
        let style_id = properties.child_val("pStyle");
        let style = self.styles.get(style_id).clone();
        let mark = properties.child("rPr");
        let mark_deleted = mark.is_some_and(|m| m.child("del").is_some() || m.child("moveFrom").is_some());
        self.notes.changes += usize::from(mark.is_some_and(|m| ["ins", "del", "moveFrom", "moveTo"].iter().any(|n| m.child(n).is_some())));
        self.notes.changes += usize::from(properties.child("pPrChange").is_some());
        let base = style.look.over(self.styles.defaults());
        let mut items = std::mem::take(&mut self.carried);
        self.pieces(node, &base, &mut items);
        if self.in_contents > 0 || style.contents {
            items.retain(|i| matches!(i, Item::Box(_)));
        }
        if mark_deleted {
            self.carried = items;
            items = Vec::new();
        }
        // An empty paragraph has its number printed and counted, too; one that joins the next has none.
        let is_printed = !mark_deleted && self.in_contents == 0 && !style.contents && self.is_shown();
        let label = if is_printed { self.label(properties, style_id, &style) } else { None };
        let direct = properties.child_number("outlineLvl").map(styles::level_of);
        let centred = properties.child_val("jc").map(|v| v == "center").or(style.centred).unwrap_or(false);
        out.push(Flow::Para(Para {
            items,
            level: direct.or(style.level),
            title: style.title,
            is_caption: style.caption,
            centred,
            label,
            on_cover: self.in_cover > 0,
            node,
        }));
    }

    fn label(&mut self, properties: &Node, style_id: Option<&str>, style: &styles::Style) -> Option<Label> {
        let direct = properties.child("numPr");
        let list = direct.and_then(|n| n.child_number("numId")).or(style.list).filter(|id| *id != 0)?;
        let said = direct.and_then(|n| n.child_number("ilvl"));
        let by_style = || style_id.and_then(|id| self.numbering.level_of_style(list, id));
        let level = said.or_else(by_style).or(style.list_level).unwrap_or(0);
        self.numbering.next(list, level)
    }

    /// The pieces below a paragraph or something within one.
    fn pieces(&mut self, node: &'n Node, base: &Look, out: &mut Vec<Item<'n>>) {
        for child in &node.children {
            match &*child.name {
                "r" => self.run(child, base, out),
                "pPr" | "rPr" | "sdtPr" | "sdtEndPr" | "rt" => {}
                "del" | "moveFrom" => self.notes.changes += 1,
                "ins" | "moveTo" => {
                    self.notes.changes += 1;
                    self.lock(true, |this| this.pieces(child, base, out));
                }
                "oMath" => {
                    self.notes.formulas += 1;
                    self.lock(true, |this| this.pieces(child, base, out));
                }
                "sdt" => self.lock(is_bound(child), |this| this.pieces(child, base, out)),
                "hyperlink" | "smartTag" | "customXml" | "sdtContent" => self.pieces(child, base, out),
                "fldSimple" if !self.ignore_fields && is_contents(child.attribute("instr").unwrap_or_default()) => {}
                "AlternateContent" => {
                    if let Some(branch) = chosen(child) {
                        self.lock(true, |this| this.pieces(branch, base, out));
                    }
                }
                _ => self.lock(true, |this| this.pieces(child, base, out)),
            }
        }
    }

    fn run(&mut self, node: &'n Node, base: &Look, out: &mut Vec<Item<'n>>) {
        let mut look = base.clone();
        if let Some(properties) = node.child("rPr") {
            look = Look::of(properties).over(&self.styles.run(properties.child_val("rStyle")).over(base));
            self.notes.changes += usize::from(properties.child("rPrChange").is_some());
        }
        self.run_parts(node, node, &look, out);
    }

    /// The parts of a run, or of one of several forms of them.
    fn run_parts(&mut self, run: &'n Node, node: &'n Node, look: &Look, out: &mut Vec<Item<'n>>) {
        for child in &node.children {
            match &*child.name {
                "t" => self.text(&child.text, look, self.origin(run, child), out),
                "tab" | "ptab" => self.text("\t", look, None, out),
                "noBreakHyphen" => self.text("-", look, None, out),
                "sym" => self.text(&symbol(child), look, None, out),
                "br" if matches!(child.attribute("type"), Some("page" | "column")) => {}
                "br" | "cr" if self.is_shown() && look.hidden != Some(true) => out.push(Item::Break),
                "fldChar" => self.field(child),
                "instrText" => {
                    if let Some(field) = self.fields.last_mut().filter(|f| !f.in_result) {
                        field.code.push_str(&child.text);
                    }
                }
                "footnoteReference" | "endnoteReference" if self.is_shown() => {
                    let id = child.attribute("id").unwrap_or_default().to_owned();
                    out.push(Item::Note(&*child.name == "endnoteReference", id));
                }
                "drawing" | "pict" | "object" => self.drawing(child, out),
                "AlternateContent" => {
                    if let Some(branch) = chosen(child) {
                        self.lock(true, |this| this.run_parts(run, branch, look, out));
                    }
                }
                "ruby" => {
                    if let Some(below) = child.child("rubyBase") {
                        self.lock(true, |this| this.pieces(below, look, out));
                    }
                }
                _ => {}
            }
        }
    }

    /// Where the characters of a text can be changed; `None` within fields and whatever else is left alone.
    fn origin(&self, run: &Node, text: &Node) -> Option<Origin> {
        let inner = text.inner.as_ref()?;
        // Word drops white space at the ends that is not marked as kept: split, it would come back.
        let is_kept = text.attribute("space") == Some("preserve") || text.text.trim() == text.text;
        let is_free = self.locked == 0 && self.fields.is_empty() && !text.mixed && is_kept;
        is_free.then_some(Origin { part: self.part, run: run.outer.start, text: inner.start, skip: 0 })
    }

    /// Does something within what is never changed, if it is.
    pub(super) fn lock(&mut self, locked: bool, walk: impl FnOnce(&mut Self)) {
        self.locked += usize::from(locked);
        walk(self);
        self.locked -= usize::from(locked);
    }

    pub(super) fn is_shown(&self) -> bool {
        self.ignore_fields || self.fields.iter().all(|f| f.in_result && !is_contents(&f.code))
    }

    fn text(&mut self, text: &str, look: &Look, origin: Option<Origin>, out: &mut Vec<Item<'n>>) {
        if text.is_empty() || !self.is_shown() {
            return;
        }
        if look.hidden == Some(true) {
            self.notes.hidden += text.chars().filter(|c| !c.is_whitespace()).count();
            return;
        }
        // One paragraph is one line: what would end a line or cannot be shown is a space.
        let clean = |c: char| if c != '\t' && (c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) { ' ' } else { c };
        let text: String = text.chars().map(clean).collect();
        out.push(Item::Text(text, look.clone(), origin));
    }

    fn field(&mut self, node: &Node) {
        match node.attribute("fldCharType") {
            Some("begin") => self.fields.push(Field { code: String::new(), in_result: false }),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.in_result = true;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }
}

/// Whether a field is a table of contents, of figures or of authorities.
fn is_contents(code: &str) -> bool {
    code.split_whitespace().next().is_some_and(|word| matches!(word.to_ascii_uppercase().as_str(), "TOC" | "TOA"))
}

/// Whether the content of a control comes from elsewhere, or may not be typed over.
fn is_bound(control: &Node) -> bool {
    const KINDS: [&str; 7] = ["dataBinding", "lock", "checkbox", "comboBox", "dropDownList", "date", "picture"];
    control.child("sdtPr").is_some_and(|p| p.children.iter().any(|c| KINDS.contains(&&*c.name)))
}
