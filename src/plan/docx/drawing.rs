//! Pictures and text boxes: what a drawing holds, in whichever of its forms.

use super::collect::Collector;
use super::flow::ParagraphItem;
use super::xml::XmlNode;

impl<'n> Collector<'_, 'n> {
    /// Pictures and text boxes of a drawing.
    pub(super) fn drawing(&mut self, node: &'n XmlNode, out: &mut Vec<ParagraphItem<'n>>) {
        let described = node.find("docPr");
        let alt = described.and_then(|properties| properties.attribute("descr"));
        let mut alt = alt.unwrap_or_default().trim();
        if alt.contains("已自动生成") {
            alt = "";
        }
        let printable = |c: char| if c.is_control() { ' ' } else { c };
        let alt: String = alt.chars().map(printable).collect();
        let before = out.len();
        self.drawn(node, &alt, out);
        if out.len() == before && &*node.name != "object" {
            let is_diagram = node.find("chart").is_some() || node.find("relIds").is_some();
            self.notes.lost_parts += usize::from(is_diagram);
        }
        self.notes.lost_parts += usize::from(&*node.name == "object");
    }

    fn drawn(&mut self, node: &'n XmlNode, alt: &str, out: &mut Vec<ParagraphItem<'n>>) {
        for child in &node.children {
            match &*child.name {
                "blip" | "imagedata" => {
                    let id = child
                        .attribute("embed")
                        .or(child.attribute("link"))
                        .or(child.attribute("id"));
                    if let Some(relation) = id.and_then(|id| self.relations.get(id))
                        && self.is_shown()
                    {
                        out.push(ParagraphItem::Picture(relation.target.clone(), alt.to_owned()));
                    }
                }
                "txbxContent" => {
                    let mut inside = Vec::new();
                    let (fields, carried) =
                        (std::mem::take(&mut self.fields), std::mem::take(&mut self.carried));
                    self.lock(true, |this| this.story(child, &mut inside));
                    (self.fields, self.carried) = (fields, carried);
                    self.notes.boxes += 1;
                    out.push(ParagraphItem::Box(inside));
                }
                "AlternateContent" => {
                    if let Some(branch) = child.chosen() {
                        self.drawn(branch, alt, out);
                    }
                }
                _ => self.drawn(child, alt, out),
            }
        }
    }
}
