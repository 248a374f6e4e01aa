//! A paragraph and its pieces: what is deleted or hidden is left out, and counted.

use super::collect::Collector;
use super::field::{is_bound, is_contents};
use super::flow::{Flow, Para, ParagraphItem};
use super::numbering::ListLabel;
use super::styles::{self, CharacterFormat};
use super::text_origins::CharacterOrigin;
use super::xml::XmlNode;
use crate::text::han;

impl<'n> Collector<'_, 'n> {
    /// A paragraph; one whose end is deleted gives its pieces to the next.
    pub(super) fn paragraph(&mut self, node: &'n XmlNode, out: &mut Vec<Flow<'n>>) {
        let empty = XmlNode::default();
        let properties = node.child("pPr").unwrap_or(&empty);
        let style_id = properties.child_val("pStyle");
        let style = self.styles.get(style_id).clone();
        let mark = properties.child("rPr");
        let mark_holds = |names: &[&str]| match mark {
            Some(mark) => names.iter().any(|name| mark.child(name).is_some()),
            None => false,
        };
        let mark_deleted = mark_holds(&["del", "moveFrom"]);
        let mark_changed = mark_holds(&["ins", "del", "moveFrom", "moveTo"]);
        self.notes.changes += usize::from(mark_changed);
        self.notes.changes += usize::from(properties.child("pPrChange").is_some());
        let base = style.look.over(self.styles.defaults());
        let mut items = std::mem::take(&mut self.carried);
        self.pieces(node, &base, &mut items);
        if self.in_contents > 0 || style.contents {
            items.retain(|i| matches!(i, ParagraphItem::Box(_)));
        }
        if mark_deleted {
            self.carried = items;
            items = Vec::new();
        }
        // An empty paragraph has its number printed and counted, too; one that joins the next has
        // none.
        let is_printed =
            !mark_deleted && self.in_contents == 0 && !style.contents && self.is_shown();
        let label = if is_printed { self.label(properties, style_id, &style) } else { None };
        let direct = properties.child_number("outlineLvl").map(styles::level_of);
        let centred = match properties.child_val("jc") {
            Some(alignment) => alignment == "center",
            None => style.centred.unwrap_or(false),
        };
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

    fn label(
        &mut self,
        properties: &XmlNode,
        style_id: Option<&str>,
        style: &styles::ResolvedStyle,
    ) -> Option<ListLabel> {
        let direct = properties.child("numPr");
        let list = direct.and_then(|n| n.child_number("numId")).or(style.list)?;
        if list == 0 {
            return None;
        }
        let mut level = direct.and_then(|n| n.child_number("ilvl"));
        if level.is_none()
            && let Some(id) = style_id
        {
            level = self.numbering.level_of_style(list, id);
        }
        let level = level.or(style.list_level).unwrap_or(0);
        self.numbering.next(list, level)
    }

    /// The pieces below a paragraph or something within one.
    fn pieces(
        &mut self,
        node: &'n XmlNode,
        base: &CharacterFormat,
        out: &mut Vec<ParagraphItem<'n>>,
    ) {
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
                "hyperlink" | "smartTag" | "customXml" | "sdtContent" => {
                    self.pieces(child, base, out)
                }
                "fldSimple"
                    if !self.ignore_fields
                        && is_contents(child.attribute("instr").unwrap_or_default()) => {}
                "AlternateContent" => {
                    if let Some(branch) = child.chosen() {
                        self.lock(true, |this| this.pieces(branch, base, out));
                    }
                }
                _ => self.lock(true, |this| this.pieces(child, base, out)),
            }
        }
    }

    fn run(&mut self, node: &'n XmlNode, base: &CharacterFormat, out: &mut Vec<ParagraphItem<'n>>) {
        let mut look = base.clone();
        if let Some(properties) = node.child("rPr") {
            let style = self.styles.run(properties.child_val("rStyle"));
            look = CharacterFormat::of(properties).over(&style.over(base));
            self.notes.changes += usize::from(properties.child("rPrChange").is_some());
        }
        self.run_parts(node, node, &look, out);
    }

    /// The parts of a run, or of one of several forms of them.
    fn run_parts(
        &mut self,
        run: &'n XmlNode,
        node: &'n XmlNode,
        look: &CharacterFormat,
        out: &mut Vec<ParagraphItem<'n>>,
    ) {
        for child in &node.children {
            match &*child.name {
                "t" => self.text(&child.text, look, self.origin(run, child), out),
                "tab" | "ptab" => self.text("\t", look, self.origin(run, child), out),
                "noBreakHyphen" => self.text("-", look, self.origin(run, child), out),
                "sym" => self.text(&symbol(child), look, self.origin(run, child), out),
                "br" if matches!(child.attribute("type"), Some("page" | "column")) => {}
                "br" | "cr" if self.is_shown() && look.hidden != Some(true) => {
                    out.push(ParagraphItem::Break(self.origin(run, child)))
                }
                "fldChar" => self.fields.mark(child),
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
                    if let Some(below) = child.child("rubyBase") {
                        self.lock(true, |this| this.pieces(below, look, out));
                    }
                }
                _ => {}
            }
        }
    }

    /// Where the characters of a text stand. Those of fields and of whatever else is left alone
    /// cannot be changed.
    fn origin(&self, run: &XmlNode, text: &XmlNode) -> CharacterOrigin {
        // Word drops white space at the ends that is not marked as kept: split, it would come back.
        let is_kept = text.attribute("space") == Some("preserve") || text.text.trim() == text.text;
        let is_free = self.locked == 0 && !self.fields.are_open() && !text.mixed && is_kept;
        let content = match &text.inner {
            Some(inner) if &*text.name == "t" => Some(inner.start),
            _ => None,
        };
        let (run, text) = (run.outer.start, content.unwrap_or(text.outer.start));
        CharacterOrigin { part: self.part, run, text, skip: 0, open: is_free && content.is_some() }
    }

    fn text(
        &mut self,
        text: &str,
        look: &CharacterFormat,
        origin: CharacterOrigin,
        out: &mut Vec<ParagraphItem<'n>>,
    ) {
        if text.is_empty() || !self.is_shown() {
            return;
        }
        if look.hidden == Some(true) {
            self.notes.hidden += text.chars().filter(|c| !c.is_whitespace()).count();
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
        if let Some(font) = look.font.as_ref().filter(|_| text.chars().any(han::is_han)) {
            self.notes.fonts.insert(font.trim().to_owned());
        }
        out.push(ParagraphItem::Text(text, look.clone(), origin));
    }
}

/// A character of a symbol font: boxes and ticks as what they show, others as they are.
fn symbol(node: &XmlNode) -> String {
    let code = node.attribute("char").unwrap_or_default();
    let code = u32::from_str_radix(code, 16).unwrap_or_default();
    let font = node.attribute("font").unwrap_or_default().to_lowercase();
    let wingdings = font.starts_with("wingdings");
    match (wingdings, code | 0xf000) {
        (true, 0xf0fe | 0xf052) => "☑".to_owned(),
        (true, 0xf0a8 | 0xf06f | 0xf0a3) => "□".to_owned(),
        (true, 0xf0fc | 0xf050) => "✓".to_owned(),
        (true, 0xf06c) => "●".to_owned(),
        (true, 0xf06e) => "■".to_owned(),
        _ => match char::from_u32(code) {
            Some(c) if !c.is_control() => c.to_string(),
            _ => String::new(),
        },
    }
}
