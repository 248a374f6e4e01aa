//! A run and its parts: text, line ends, fields, drawings.

use std::rc::Rc;

use crate::text::characters::{self, without_space};
use crate::text::{han, symbol_font};

use super::collect::Collector;
use super::eq_field::EqResult;
use super::field::{BLANK, Computed, OpenField};
use super::flow::ParagraphItem;
use super::lost::LostKind;
use super::styles::CharacterFormat;
use super::text_origins::CharacterOrigin;
use super::xml::XmlNode;

impl<'n> Collector<'_, 'n> {
    pub(super) fn run(
        &mut self,
        node: &'n XmlNode,
        base: &CharacterFormat,
        out: &mut Vec<ParagraphItem<'n>>,
    ) {
        let mut look = base.clone();
        if let Some(properties) = node.child("rPr") {
            let style = self.styles.run(properties.child_val("rStyle"));
            look = CharacterFormat::of(properties).over(&style.over(base));
            self.notes.changes += usize::from(properties.child("rPrChange").is_some());
        }
        look.is_placeholder = self.in_placeholder > 0;
        let look = self.shared(look);
        self.run_parts(node, node, &look, out);
    }

    /// A look, kept once where one run after another has the same.
    fn shared(&mut self, look: CharacterFormat) -> Rc<CharacterFormat> {
        if *self.last_look != look {
            self.last_look = Rc::new(look);
        }
        Rc::clone(&self.last_look)
    }

    /// The parts of a run, or of one of several forms of them.
    fn run_parts(
        &mut self,
        run: &'n XmlNode,
        node: &'n XmlNode,
        look: &Rc<CharacterFormat>,
        out: &mut Vec<ParagraphItem<'n>>,
    ) {
        for child in &node.children {
            match &*child.name {
                "t" => self.text(&child.text, look, Some(self.origin(run, child)), out),
                "tab" | "ptab" => self.text("\t", look, Some(self.origin(run, child)), out),
                "noBreakHyphen" => self.text("-", look, Some(self.origin(run, child)), out),
                "sym" => self.text(&symbol(child), look, Some(self.origin(run, child)), out),
                "br" if matches!(child.attribute("type"), Some("page" | "column")) => {}
                "br" | "cr" if self.is_shown() && look.hidden != Some(true) => {
                    out.push(ParagraphItem::Break(self.origin(run, child)))
                }
                "fldChar" => self.field_mark(child, look, out),
                "instrText" => self.fields.code(&child.text),
                "footnoteReference" | "endnoteReference" if self.is_shown() => {
                    let id = child.attribute("id").unwrap_or_default().to_owned();
                    out.push(ParagraphItem::Note((&*child.name == "endnoteReference", id)));
                }
                "drawing" | "pict" | "object" => self.drawing(child, out),
                "AlternateContent" => {
                    if let Some(branch) = child.chosen() {
                        self.lock(true, |this| this.run_parts(run, branch, look, out));
                    }
                }
                "ruby" => {
                    let guide = child.child("rt");
                    let has_guide = guide.is_some_and(|guide| guide.find("t").is_some());
                    self.notes.phonetics += usize::from(has_guide);
                    if let Some(below) = child.child("rubyBase") {
                        self.lock(true, |this| this.pieces(below, look, out));
                    }
                }
                _ => {}
            }
        }
    }

    /// A mark of a field; where one ends that has no result, what Word shows in its place.
    fn field_mark(
        &mut self,
        node: &XmlNode,
        look: &Rc<CharacterFormat>,
        out: &mut Vec<ParagraphItem<'n>>,
    ) {
        let place = (self.paragraph, out.len());
        let Some(field) = self.fields.mark(node, place) else { return };
        self.notes.has_contents |= field.is_contents();
        let (paragraph, before) = field.place;
        let result = if paragraph == self.paragraph { out.get(before..) } else { None };
        let is_empty = result.is_some_and(|items| items.iter().all(is_blank));
        if !field.in_result {
            self.computed(field.computed(), look, out);
        } else if is_empty && field.is_form_text() {
            out.truncate(before);
            self.computed(Computed::Placeholder(BLANK.to_owned()), look, out);
        } else if is_empty {
            self.without_result(&field, look, out);
        }
    }

    /// A field whose result is empty: Word shows the same, unless it never writes results of it.
    fn without_result(
        &mut self,
        field: &OpenField,
        look: &Rc<CharacterFormat>,
        out: &mut Vec<ParagraphItem<'n>>,
    ) {
        match field.computed() {
            Computed::Unknown(_) | Computed::Nothing => {}
            computed => self.computed(computed, look, out),
        }
    }

    /// What Word shows for a field that has no result in the file.
    pub(super) fn computed(
        &mut self,
        computed: Computed,
        look: &Rc<CharacterFormat>,
        out: &mut Vec<ParagraphItem<'n>>,
    ) {
        match computed {
            Computed::Text(EqResult { pieces, is_formula, is_phonetic }) => {
                self.notes.formulas += usize::from(is_formula);
                self.notes.phonetics += usize::from(is_phonetic);
                for piece in pieces {
                    let mut look =
                        CharacterFormat { symbols: None, ..CharacterFormat::clone(look) };
                    if let Some(raised) = piece.raised {
                        look.raised = Some(Rc::from(raised));
                    }
                    self.text(&piece.text, &Rc::new(look), None, out);
                }
            }
            Computed::Placeholder(text) => {
                let look = CharacterFormat {
                    symbols: None,
                    is_placeholder: true,
                    ..CharacterFormat::clone(look)
                };
                self.text(&text, &Rc::new(look), None, out);
            }
            Computed::Nothing => {}
            Computed::Unknown(name) if self.is_shown() && !self.in_margins => {
                out.push(ParagraphItem::Lost(LostKind::Field(name)));
            }
            Computed::Unknown(_) => {}
        }
    }

    /// Where the characters of a text stand. Those of fields and of whatever else is left alone
    /// cannot be changed.
    fn origin(&self, run: &XmlNode, text: &XmlNode) -> CharacterOrigin {
        // Word drops white space at the ends that is not marked as kept: split, it would come back.
        let is_kept =
            text.attribute("space") == Some("preserve") || text.text.trim() == &*text.text;
        let is_free = self.locked == 0 && !self.fields.are_open() && !text.mixed && is_kept;
        let content = match text.inner() {
            Some(inner) if &*text.name == "t" => Some(inner.start),
            _ => None,
        };
        let (run, text) = (run.outer().start, content.unwrap_or(text.outer().start));
        CharacterOrigin { part: self.part, run, text, skip: 0, open: is_free && content.is_some() }
    }

    pub(super) fn text(
        &mut self,
        text: &str,
        look: &Rc<CharacterFormat>,
        origin: Option<CharacterOrigin>,
        out: &mut Vec<ParagraphItem<'n>>,
    ) {
        if text.is_empty() {
            return;
        }
        let (text, is_changed) = shown(text, look);
        if !self.is_shown() {
            self.fields.code(&text);
            return;
        }
        if look.hidden == Some(true) {
            self.notes.hidden += characters::count(&without_space(&text));
            return;
        }
        // One paragraph is one line: what would end a line or cannot be shown is a space.
        let clean = |c: char| {
            if c != '\t' && (c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
                ' '
            } else {
                c
            }
        };
        let text: String = text.chars().map(clean).collect();
        if let Some(font) = &look.font
            && text.chars().any(han::is_han)
        {
            self.notes.fonts.insert(font.trim().to_owned());
        }
        // Other characters stand in the document than are read.
        let origin =
            origin.map(|origin| CharacterOrigin { open: origin.open && !is_changed, ..origin });
        out.push(ParagraphItem::Text(text, Rc::clone(look), origin));
    }
}

/// A text as its font shows it, and whether that is another one.
fn shown(text: &str, look: &CharacterFormat) -> (String, bool) {
    let font = look.symbols.as_deref().unwrap_or_default();
    if font.is_empty() {
        return (text.to_owned(), false);
    }
    let shown = symbol_font::shown(font, text);
    let is_changed = shown != text;
    (shown, is_changed)
}

fn is_blank(item: &ParagraphItem<'_>) -> bool {
    matches!(item, ParagraphItem::Text(text, ..) if text.trim().is_empty())
}

/// A character of a symbol font as what it shows; a code that the font is not known for as it is.
fn symbol(node: &XmlNode) -> String {
    let code = node.attribute("char").unwrap_or_default();
    let code = u32::from_str_radix(code, 16).unwrap_or_default();
    let font = node.attribute("font").unwrap_or_default();
    let character = symbol_font::character(font, code).or_else(|| char::from_u32(code));
    match character {
        Some(c) if !c.is_control() => c.to_string(),
        _ => String::new(),
    }
}
