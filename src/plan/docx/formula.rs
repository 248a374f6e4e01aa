//! Formulas of Word as characters: fractions with a stroke, indices raised and lowered, roots with
//! their sign (ECMA-376 part 1, 22.1). What is left is to be compared with the document.

use std::rc::Rc;

use super::collect::Collector;
use super::flow::ParagraphItem;
use super::styles::CharacterFormat;
use super::xml::XmlNode;

/// The pieces of a formula, or of a part of one.
pub(super) fn pieces<'n>(
    collector: &mut Collector<'_, 'n>,
    node: &'n XmlNode,
    base: &CharacterFormat,
    out: &mut Vec<ParagraphItem<'n>>,
) {
    let mut writer = FormulaWriter { collector, base, out };
    writer.below(node);
}

struct FormulaWriter<'w, 'd, 'n> {
    collector: &'w mut Collector<'d, 'n>,
    base: &'w CharacterFormat,
    out: &'w mut Vec<ParagraphItem<'n>>,
}

impl<'n> FormulaWriter<'_, '_, 'n> {
    fn below(&mut self, node: &'n XmlNode) {
        for child in &node.children {
            self.part(child);
        }
    }

    fn part(&mut self, node: &'n XmlNode) {
        match &*node.name {
            "r" => self.collector.run(node, self.base, self.out),
            "f" => {
                self.grouped(node.child("num"));
                self.sign("/");
                self.grouped(node.child("den"));
            }
            "rad" => {
                self.raised(node.child("deg"), "superscript");
                self.sign("√");
                self.grouped(node.child("e"));
            }
            "sSup" | "sSub" | "sSubSup" | "limLow" | "limUpp" => {
                self.child(node.child("e"));
                let below = node.child("sub").or(node.child("lim"));
                self.raised(below, "subscript");
                self.raised(node.child("sup"), "superscript");
            }
            "sPre" => {
                self.raised(node.child("sub"), "subscript");
                self.raised(node.child("sup"), "superscript");
                self.child(node.child("e"));
            }
            "nary" => {
                let properties = node.child("naryPr");
                let sign = properties.and_then(|properties| properties.child_val("chr"));
                self.sign(sign.unwrap_or("∫"));
                self.raised(node.child("sub"), "subscript");
                self.raised(node.child("sup"), "superscript");
                self.child(node.child("e"));
            }
            "d" => self.delimited(node),
            "eqArr" | "m" | "mr" => self.listed(node, " "),
            "oMath" | "oMathPara" => self.below(node),
            name if name.ends_with("Pr") => {}
            // Text of the document itself stands in a formula, too: inserted runs, controls.
            "ins" | "del" | "sdt" | "hyperlink" => self.collector.pieces(node, self.base, self.out),
            _ => self.below(node),
        }
    }

    fn child(&mut self, node: Option<&'n XmlNode>) {
        if let Some(node) = node {
            self.below(node);
        }
    }

    /// A part with its own brackets: `(a+b)`.
    fn delimited(&mut self, node: &'n XmlNode) {
        let properties = node.child("dPr");
        let mark = |name: &str, usual: &'static str| match properties {
            Some(properties) => properties.child_val(name).unwrap_or(usual).to_owned(),
            None => usual.to_owned(),
        };
        self.sign(&mark("begChr", "("));
        self.listed(node, &mark("sepChr", "|"));
        self.sign(&mark("endChr", ")"));
    }

    /// Elements with something between them.
    fn listed(&mut self, node: &'n XmlNode, between: &str) {
        let elements = node.children.iter().filter(|child| matches!(&*child.name, "e" | "mr"));
        for (index, element) in elements.enumerate() {
            if index > 0 {
                self.sign(between);
            }
            self.part(element);
        }
    }

    fn sign(&mut self, text: &str) {
        let look = Rc::new(self.base.clone());
        self.collector.text(text, &look, None, self.out);
    }

    /// A part in brackets, unless it is one number or word.
    fn grouped(&mut self, node: Option<&'n XmlNode>) {
        let Some(node) = node else { return };
        let from = self.out.len();
        self.below(node);
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '.' | '%');
        let items = self.out.get(from..).unwrap_or_default();
        let is_one = items.iter().all(
            |item| matches!(item, ParagraphItem::Text(text, ..) if text.trim().chars().all(is_word)),
        );
        if is_one {
            return;
        }
        let inside = self.out.split_off(from);
        self.sign("(");
        self.out.extend(inside);
        self.sign(")");
    }

    fn raised(&mut self, node: Option<&'n XmlNode>, height: &str) {
        let Some(node) = node else { return };
        let from = self.out.len();
        self.below(node);
        for item in self.out.get_mut(from..).unwrap_or_default() {
            if let ParagraphItem::Text(_, look, _) = item {
                Rc::make_mut(look).raised = Some(Rc::from(height));
            }
        }
    }
}
