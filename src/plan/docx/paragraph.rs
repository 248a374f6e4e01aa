//! A paragraph and its pieces: what is deleted or hidden is left out, and counted.

use std::rc::Rc;

use super::collect::Collector;
use super::field::{self, is_bound, is_contents, is_unfilled};
use super::flow::{Flow, Para, ParagraphItem};
use super::numbering::ListLabel;
use super::styles::{self, CharacterFormat};
use super::xml::XmlNode;
use super::{blank_line, formula};

impl<'n> Collector<'_, 'n> {
    /// A paragraph; one whose end is deleted gives its pieces to the next.
    pub(super) fn paragraph(&mut self, node: &'n XmlNode, out: &mut Vec<Flow<'n>>) {
        let empty = XmlNode::default();
        let properties = node.child("pPr").unwrap_or(&empty);
        let style_id = properties.child_val("pStyle");
        let style = self.styles.get(style_id).clone();
        let mark = properties.child("rPr");
        let mark_holds = |names: &[&str]| match mark {
            Some(mark) => names.iter().any(|name| mark.has_child(name)),
            None => false,
        };
        let mark_deleted = mark_holds(&["del", "moveFrom"]);
        let mark_changed = mark_holds(&["ins", "del", "moveFrom", "moveTo"]);
        self.notes.changes += usize::from(mark_changed);
        self.notes.changes += usize::from(properties.child("pPrChange").is_some());
        let base = style.look.over(self.styles.defaults());
        let mut items = std::mem::take(&mut self.carried);
        self.begin_paragraph();
        self.pieces(node, &base, &mut items);
        blank_line::write_out(&mut items);
        let is_contents = self.in_contents > 0 || style.contents;
        if is_contents && !items.is_empty() {
            self.notes.has_contents = true;
        }
        if is_contents {
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
        // There may be many paragraphs with a piece or two.
        items.shrink_to_fit();
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
    pub(super) fn pieces(
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
                    self.lock(true, |this| formula::pieces(this, child, base, out));
                }
                "sdt" => {
                    let unfilled = usize::from(is_unfilled(child));
                    self.in_placeholder += unfilled;
                    self.lock(is_bound(child), |this| this.pieces(child, base, out));
                    self.in_placeholder -= unfilled;
                }
                "hyperlink" | "smartTag" | "customXml" | "sdtContent" => {
                    self.pieces(child, base, out)
                }
                "fldSimple"
                    if !self.ignore_fields
                        && is_contents(child.attribute("instr").unwrap_or_default()) =>
                {
                    self.notes.has_contents = true;
                }
                "fldSimple" if child.find("r").is_none() => {
                    let code = child.attribute("instr").unwrap_or_default();
                    let form = child.find("ffData").and_then(field::form_value);
                    let look = Rc::new(base.clone());
                    self.computed(field::computed(code, form.as_deref()), &look, out);
                }
                "AlternateContent" => {
                    if let Some(branch) = child.chosen() {
                        self.lock(true, |this| this.pieces(branch, base, out));
                    }
                }
                _ => self.lock(true, |this| this.pieces(child, base, out)),
            }
        }
    }
}
