//! Headers and footers: what stands on every page is judged as the text is.

use std::collections::{BTreeMap, BTreeSet};

use super::build::Builder;
use super::collect::Collector;
use super::container::{Container, Relation};
use super::docx_error::DocxError;
use super::flow::{Flow, ParagraphItem};
use super::heading;
use super::notes::DocxNotes;
use super::numbering::Numbering;
use super::styles::Styles;
use super::text_origins::DocumentPart;
use super::xml::XmlNode;
use crate::plan::model::Block;
use crate::text::source::LinePlace;

/// A header or footer.
pub(super) struct MarginPart {
    place: LinePlace,
    tree: XmlNode,
    relations: BTreeMap<String, Relation>,
}

/// Reads the headers and footers of a document, headers first.
pub(super) fn parts(
    container: &mut Container<'_>,
    relations: &BTreeMap<String, Relation>,
) -> Result<Vec<MarginPart>, DocxError> {
    let mut out = Vec::new();
    let mut seen = BTreeSet::new();
    for (kind, place) in [("header", LinePlace::Header), ("footer", LinePlace::Footer)] {
        for relation in relations.values() {
            let is_new = relation.kind == kind && seen.insert(relation.target.as_str());
            if !is_new || relation.external {
                continue;
            }
            if let Some(tree) = container.tree(&relation.target)? {
                let relations = container.relations(&relation.target)?;
                out.push(MarginPart { place, tree, relations });
            }
        }
    }
    Ok(out)
}

/// What the headers and footers say: their blocks, and their lines as texts. A line that several of
/// them have is reported once; a page's number is nothing that anybody wrote.
pub(super) fn read(
    parts: &[MarginPart],
    styles: &Styles,
    builder: &mut Builder,
    notes: &mut DocxNotes,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut told = BTreeSet::new();
    let graphics = BTreeMap::new();
    for part in parts {
        let mut numbering = Numbering::default();
        let mut own = DocxNotes::default();
        let mut flow = Vec::new();
        let collector = Collector::new(
            styles,
            &mut numbering,
            &part.relations,
            &mut own,
            DocumentPart::Margins,
            &graphics,
        );
        collector.of_margins().story(&part.tree, &mut flow);
        let mut lines = Vec::new();
        keep_new(flow, &mut told, &mut lines);
        for line in &lines {
            notes.headers_footers.push(line_of(line));
        }
        builder.enter_margin(part.place);
        blocks.extend(builder.blocks(&lines));
    }
    blocks
}

/// The paragraphs of a flow that no other header or footer has, those of tables and boxes each for
/// itself.
fn keep_new<'n>(flow: Vec<Flow<'n>>, told: &mut BTreeSet<String>, out: &mut Vec<Flow<'n>>) {
    for part in flow {
        match part {
            Flow::Para(mut para) => {
                let mut inside = Vec::new();
                for item in &mut para.items {
                    if let ParagraphItem::Box(flow) = item {
                        inside.append(flow);
                    }
                }
                let is_box = |item: &ParagraphItem<'_>| {
                    matches!(
                        item,
                        ParagraphItem::Box(_) | ParagraphItem::Picture(..) | ParagraphItem::Lost(_)
                    )
                };
                para.items.retain(|item| !is_box(item));
                let text = heading::text_of(&para);
                if text.chars().any(char::is_alphabetic) && told.insert(text) {
                    out.push(Flow::Para(para));
                }
                keep_new(inside, told, out);
            }
            Flow::Table(table) => {
                for cell in table.rows.into_iter().flatten() {
                    keep_new(cell.content, told, out);
                }
            }
        }
    }
}

fn line_of(part: &Flow<'_>) -> String {
    match part {
        Flow::Para(para) => heading::text_of(para),
        Flow::Table(_) => String::new(),
    }
}
