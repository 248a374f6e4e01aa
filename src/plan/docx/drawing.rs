//! Pictures, text boxes, shapes, charts: what a drawing holds, in whichever of its forms.

use std::rc::Rc;

use super::collect::Collector;
use super::container::Relation;
use super::flow::{Flow, Para, ParagraphItem};
use super::lost::LostKind;
use super::styles::CharacterFormat;
use super::xml::XmlNode;

/// Shapes of both drawing languages, and lines of both.
const SHAPES: [&str; 10] =
    ["wsp", "sp", "shape", "rect", "oval", "roundrect", "polyline", "arc", "curve", "contentPart"];
const LINES: [&str; 2] = ["line", "cxnSp"];

/// What a drawing is made of.
#[derive(Default)]
struct Shapes {
    /// Shapes without text and pictures.
    bare: usize,
    /// Shapes with text.
    written: usize,
    lines: usize,
}

impl Shapes {
    fn of(node: &XmlNode) -> Self {
        let mut out = Self::default();
        out.count(node);
        out
    }

    fn count(&mut self, node: &XmlNode) {
        for child in &node.children {
            let name = &*child.name;
            if name == "AlternateContent" {
                if let Some(branch) = child.chosen() {
                    self.count(branch);
                }
                continue;
            }
            let preset = child.find("prstGeom").and_then(|shape| shape.attribute("prst"));
            let is_line = LINES.contains(&name)
                || preset.is_some_and(|name| name == "line" || name.contains("onnector"));
            let has = |name: &&str| child.find(name).is_some();
            let holds = |names: &[&str]| names.iter().any(has);
            if SHAPES.contains(&name) && holds(&["txbxContent", "textpath"]) {
                self.written += 1;
            } else if SHAPES.contains(&name) && holds(&["imagedata", "blip"]) {
                // A picture in the frame of a shape.
            } else if SHAPES.contains(&name) || LINES.contains(&name) {
                let count = if is_line { &mut self.lines } else { &mut self.bare };
                *count += 1;
            }
            self.count(child);
        }
    }

    /// What is lost with them; a single text box is not.
    fn lost(&self) -> Option<LostKind> {
        if self.bare > 0 || self.written + self.lines > 1 && self.written > 0 {
            Some(LostKind::Shapes)
        } else if self.lines > 0 {
            Some(LostKind::Lines)
        } else {
            None
        }
    }
}

impl<'n> Collector<'_, 'n> {
    /// Pictures and text boxes of a drawing, and what cannot be read in it.
    pub(super) fn drawing(&mut self, node: &'n XmlNode, out: &mut Vec<ParagraphItem<'n>>) {
        let described = node.find("docPr");
        let alt = described.and_then(|properties| properties.attribute("descr"));
        let alt = alt.or_else(|| node.find("shape")?.attribute("alt"));
        let mut alt = alt.unwrap_or_default().trim();
        if alt.contains("已自动生成") {
            alt = "";
            self.notes.made_up_descriptions += 1;
        }
        let printable = |c: char| if c.is_control() { ' ' } else { c };
        let alt: String = alt.chars().map(printable).collect();
        self.drawn(node, &alt, out);
        let mut lost = |kind: LostKind| out.push(ParagraphItem::Lost(kind));
        if &*node.name == "object" {
            lost(LostKind::Embedded);
        } else if node.find("chart").is_some() {
            lost(LostKind::Chart);
        } else if node.find("relIds").is_some() {
            lost(LostKind::Diagram);
        } else if let Some(kind) = Shapes::of(node).lost() {
            lost(kind);
        }
    }

    fn drawn(&mut self, node: &'n XmlNode, alt: &str, out: &mut Vec<ParagraphItem<'n>>) {
        for child in &node.children {
            match &*child.name {
                "blip" | "imagedata" => self.picture(child, alt, out),
                "txbxContent" => {
                    let mut inside = Vec::new();
                    self.apart(|this| this.story(child, &mut inside));
                    self.notes.boxes += 1;
                    out.push(ParagraphItem::Box(inside));
                }
                // Letters that are a drawing: watermarks above all.
                "textpath" => {
                    let text = child.attribute("string").unwrap_or_default();
                    self.written(child, text, out);
                }
                "chart" | "relIds" => self.graphic(child, out),
                "AlternateContent" => {
                    if let Some(branch) = child.chosen() {
                        self.drawn(branch, alt, out);
                    }
                }
                _ => self.drawn(child, alt, out),
            }
        }
    }

    fn picture(&mut self, node: &XmlNode, alt: &str, out: &mut Vec<ParagraphItem<'n>>) {
        if !self.is_shown() {
            return;
        }
        let ids = ["embed", "link", "id", "pict", "href"];
        let mut named = ids.iter().filter_map(|name| node.attribute(name));
        let Some(id) = named.next() else { return };
        let item = match self.relations.get(id) {
            Some(relation) => ParagraphItem::Picture(address(relation), alt.to_owned()),
            None => ParagraphItem::Lost(LostKind::Picture),
        };
        out.push(item);
    }

    /// The words of a chart or diagram, which stand in a part of their own.
    fn graphic(&mut self, node: &XmlNode, out: &mut Vec<ParagraphItem<'n>>) {
        let id = node.attribute("dm").or(node.attribute("id"));
        let Some(relation) = id.and_then(|id| self.relations.get(id)) else { return };
        let graphics = self.graphics;
        let Some(tree) = graphics.get(&relation.target) else { return };
        let mut inside = Vec::new();
        self.apart(|this| this.graphic_words(tree, &mut inside));
        if !inside.is_empty() {
            out.push(ParagraphItem::Box(inside));
        }
    }

    /// Paragraphs of a graphic, and the names of its series and categories.
    fn graphic_words(&mut self, node: &'n XmlNode, out: &mut Vec<Flow<'n>>) {
        for child in &node.children {
            match &*child.name {
                "p" => {
                    let before = out.len();
                    self.paragraph(child, out);
                    let is_empty = |flow: &Flow<'_>| match flow {
                        Flow::Para(para) => para.items.is_empty(),
                        Flow::Table(_) => false,
                    };
                    if out.get(before).is_some_and(is_empty) {
                        out.truncate(before);
                    }
                }
                "strCache" => {
                    for point in &child.children {
                        if let Some(value) = point.child("v") {
                            out.push(self.line_of(point, &value.text));
                        }
                    }
                }
                _ => self.graphic_words(child, out),
            }
        }
    }

    /// A text as a box of one line.
    fn written(&mut self, node: &'n XmlNode, text: &str, out: &mut Vec<ParagraphItem<'n>>) {
        if !text.trim().is_empty() && self.is_shown() {
            let line = self.line_of(node, text);
            out.push(ParagraphItem::Box(vec![line]));
        }
    }

    fn line_of(&mut self, node: &'n XmlNode, text: &str) -> Flow<'n> {
        let mut items = Vec::new();
        self.text(text, &Rc::new(CharacterFormat::default()), None, &mut items);
        Flow::Para(Para {
            items,
            level: None,
            title: false,
            is_caption: false,
            centred: false,
            label: None,
            on_cover: false,
            node,
        })
    }

    /// Walks what stands apart from the paragraph around it.
    fn apart(&mut self, walk: impl FnOnce(&mut Self)) {
        let (fields, carried) =
            (std::mem::take(&mut self.fields), std::mem::take(&mut self.carried));
        let paragraph = self.paragraph;
        self.lock(true, walk);
        self.paragraph = paragraph;
        (self.fields, self.carried) = (fields, carried);
    }
}

/// Where a picture lies: its part, or an address outside with its scheme.
fn address(relation: &Relation) -> String {
    let has_scheme = relation.target.contains("://") || relation.target.starts_with("file:");
    if relation.external && !has_scheme {
        format!("file:{}", relation.target)
    } else {
        relation.target.clone()
    }
}
