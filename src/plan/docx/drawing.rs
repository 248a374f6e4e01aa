//! Pictures, text boxes and symbols: what a drawing holds, in whichever of its forms.

use super::collect::{Collector, Item};
use super::xml::Node;

impl<'n> Collector<'_, 'n> {
    /// Pictures and text boxes of a drawing.
    pub(super) fn drawing(&mut self, node: &'n Node, out: &mut Vec<Item<'n>>) {
        let described = node.find("docPr");
        let alt = described.and_then(|d| d.attribute("descr")).map(str::trim).filter(|t| !t.is_empty() && !t.contains("已自动生成"));
        let alt: String = alt.unwrap_or_default().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let before = out.len();
        self.drawn(node, &alt, out);
        if out.len() == before && &*node.name != "object" {
            self.notes.lost_parts += usize::from(node.find("chart").is_some() || node.find("relIds").is_some());
        }
        self.notes.lost_parts += usize::from(&*node.name == "object");
    }

    fn drawn(&mut self, node: &'n Node, alt: &str, out: &mut Vec<Item<'n>>) {
        for child in &node.children {
            match &*child.name {
                "blip" | "imagedata" => {
                    let id = child.attribute("embed").or(child.attribute("link")).or(child.attribute("id"));
                    if let Some(relation) = id.and_then(|id| self.relations.get(id)).filter(|_| self.is_shown()) {
                        out.push(Item::Picture(relation.target.clone(), alt.to_owned()));
                    }
                }
                "txbxContent" => {
                    let mut inside = Vec::new();
                    let (fields, carried) = (std::mem::take(&mut self.fields), std::mem::take(&mut self.carried));
                    self.lock(true, |this| this.story(child, &mut inside));
                    (self.fields, self.carried) = (fields, carried);
                    self.notes.boxes += 1;
                    out.push(Item::Box(inside));
                }
                "AlternateContent" => {
                    if let Some(branch) = chosen(child) {
                        self.drawn(branch, alt, out);
                    }
                }
                _ => self.drawn(child, alt, out),
            }
        }
    }
}

/// Of several forms of one thing: the first that has something in it. `mc:Fallback` repeats what `mc:Choice` says.
pub(super) fn chosen(node: &Node) -> Option<&Node> {
    let branches = || node.children.iter().filter(|c| matches!(&*c.name, "Choice" | "Fallback"));
    branches().find(|c| !c.children.is_empty())
}

/// A character of a symbol font: boxes and ticks as what they show, others as they are.
pub(super) fn symbol(node: &Node) -> String {
    let code = node.attribute("char").and_then(|c| u32::from_str_radix(c, 16).ok()).unwrap_or_default();
    let wingdings = node.attribute("font").is_some_and(|f| f.to_lowercase().starts_with("wingdings"));
    match (wingdings, code | 0xf000) {
        (true, 0xf0fe | 0xf052) => "☑".to_owned(),
        (true, 0xf0a8 | 0xf06f | 0xf0a3) => "□".to_owned(),
        (true, 0xf0fc | 0xf050) => "✓".to_owned(),
        (true, 0xf06c) => "●".to_owned(),
        (true, 0xf06e) => "■".to_owned(),
        _ => char::from_u32(code).filter(|c| !c.is_control()).map_or_else(String::new, String::from),
    }
}
