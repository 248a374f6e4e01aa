//! A Word document as a plan. Its virtual source text has one paragraph a line, so that places in
//! it are paragraphs.
//!
//! Tracked changes are read as accepted, hidden text is left out, tables of contents are skipped;
//! all of that is counted. Numbers that Word generates stand in the text as they are printed.

use serde::{Deserialize, Serialize};

mod annotate;
mod blank_line;
mod build;
mod collect;
mod comment;
mod comment_range;
mod container;
mod docx_apart;
mod docx_error;
mod drawing;
mod eq_field;
mod field;
mod flow;
mod formula;
mod frame;
mod heading;
mod looks;
mod lost;
mod margins;
mod notes;
mod numbering;
mod paragraph;
mod part_encoding;
mod pieces;
mod revision;
mod run;
mod styles;
mod text_origins;
mod tracked_changes;
mod word_table;
mod xml;
mod xml_copy;

use std::collections::{BTreeMap, BTreeSet};

use crate::text::numeral;
use crate::text::source::Lines;
use crate::text::{SourceId, SourceText, Sources};

use super::model::{Heading, Inline, InlineKind, Plan, Section};
use super::parse::close;
use super::text_run::TextRun;

pub use annotate::{Annotations, annotate};
use build::Builder;
use collect::Collector;
pub use comment::Comment;
use container::{Container, Relation};
pub use docx_apart::{WORD_TASK, answer_word, read_apart};
pub use docx_error::{Disguise, DocxError};
use flow::{Flow, NoteKey};
use heading::ParagraphRole;
pub use lost::{LostKind, LostPart};
pub use notes::{DocxNotes, Guess};
use numbering::Numbering;
pub use revision::{Revision, TextChange};
use styles::Styles;
pub use text_origins::Anchor;
use text_origins::{DocumentPart, Stretch};
use xml::XmlNode;

/// A document that was read.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct DocxPlan {
    pub plan: Plan,
    /// Its virtual text.
    pub source: SourceId,
    /// Pictures, each once, by path.
    pub pictures: Vec<DocxPicture>,
    /// What was left out, taken as accepted, or guessed.
    pub notes: DocxNotes,
    /// For each line of the virtual text, where a comment can stand.
    pub anchors: Vec<Option<Anchor>>,
    /// Lines on a cover page that the word processor knows as such, from 1.
    pub cover: BTreeSet<usize>,
    /// Where the virtual text stands in the parts, in order.
    stretches: Vec<Stretch>,
}

/// A picture of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocxPicture {
    /// As the plan names it: the document's name and the part's.
    pub path: String,
    /// Its own name, `image1.png`.
    pub name: String,
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

/// Reads a document; its virtual text joins the sources under `name`.
///
/// # Errors
/// If it is no document that can be read; nothing is added then.
pub fn read(bytes: &[u8], name: &str, sources: &mut Sources) -> Result<DocxPlan, DocxError> {
    let mut container = Container::open(bytes)?;
    let main = container.main.clone();
    let relations = container.relations(&main)?;
    let mut tree = |kind: &str| -> Result<Option<(String, XmlNode)>, DocxError> {
        let Some(name) = container::part_of_kind(&relations, kind) else { return Ok(None) };
        let tree = container.tree(&name)?;
        Ok(tree.map(|tree| (name, tree)))
    };
    let (style_tree, number_tree) = (tree("styles")?, tree("numbering")?);
    let note_trees = [tree("footnotes")?, tree("endnotes")?];
    let comments = tree("comments")?.map(|(_, t)| t.count("comment")).unwrap_or(0);
    let document = container.tree(&main)?.ok_or(DocxError::NotDocx)?;
    if &*document.name != "document" {
        return Err(DocxError::NotDocx);
    }
    let body = document.child("body").ok_or(DocxError::NotDocx)?;
    if document.count("altChunk") > 0 {
        return Err(DocxError::ForeignDocument);
    }
    let styles = Styles::read(style_tree.as_ref().map(|(_, t)| t));
    let graphics = graphics(&mut container, &relations)?;
    let numbers = || Numbering::read(number_tree.as_ref().map(|(_, t)| t));
    // A field that never ends would hide the rest of the document: then fields hide nothing.
    let read_main = |ignore_fields: bool| {
        let (mut notes, mut numbering, mut flow) =
            (DocxNotes { comments, ..DocxNotes::default() }, numbers(), Vec::new());
        let part = DocumentPart::Main;
        let collector =
            Collector::new(&styles, &mut numbering, &relations, &mut notes, part, &graphics);
        let mut collector = if ignore_fields { collector.ignoring_fields() } else { collector };
        collector.story(body, &mut flow);
        let is_open = collector.is_open();
        (flow, notes, is_open)
    };
    let (mut flow, mut notes, is_open) = read_main(false);
    if is_open {
        (flow, notes, _) = read_main(true);
    }
    let flow = frame::open(flow, &mut notes);
    let note_parts = NoteParts { trees: &note_trees, styles: &styles, graphics: &graphics };
    let note_flows = note_parts.flows(&mut container, &mut notes)?;
    let keys: Vec<NoteKey> = note_flows.keys().cloned().collect();
    let source = SourceId(u32::try_from(sources.iter().count()).unwrap_or(u32::MAX));
    let mut builder = Builder::new(source, name, keys);
    let mut plan = assemble(&flow, &mut builder, &mut notes);
    drop(flow);
    let mut index = 0;
    // A note may refer to another one: the list grows while it is walked.
    while let Some((key, host)) = builder.notes.get(index).cloned() {
        index += 1;
        if let Some(flow) = note_flows.get(&key) {
            builder.enter_note(host);
            let blocks = builder.blocks(flow);
            plan.footnotes.push((index.to_string(), blocks));
        }
    }
    let margin_parts = margins::parts(&mut container, &relations)?;
    plan.margins = margins::read(&margin_parts, &styles, &mut builder, &mut notes);
    plan.placeholders = builder.placeholders;
    plan.looks = builder.looks.finish();
    plan.sources = vec![source];
    notes.lost = builder.lost;
    notes.nested_tables = builder.nested_tables;
    let pictures = pictures(&mut container, &builder.pictures)?;
    let mut text = SourceText::new(name, builder.text);
    text.lines = Lines::Paragraphs;
    text.named_lines = builder.named_lines;
    let source = sources.add(text);
    Ok(DocxPlan {
        plan,
        source,
        pictures,
        notes,
        anchors: builder.anchors,
        cover: builder.cover,
        stretches: builder.stretches,
    })
}

/// The parts of charts and diagrams, by path.
fn graphics(
    container: &mut Container<'_>,
    relations: &BTreeMap<String, Relation>,
) -> Result<BTreeMap<String, XmlNode>, DocxError> {
    let mut out = BTreeMap::new();
    for relation in relations.values() {
        let is_graphic = matches!(relation.kind.as_str(), "chart" | "chartEx" | "diagramData");
        if !is_graphic || relation.external {
            continue;
        }
        if let Some(tree) = container.tree(&relation.target)? {
            out.insert(relation.target.clone(), tree);
        }
    }
    Ok(out)
}

type NoteFlows<'n> = BTreeMap<NoteKey, Vec<Flow<'n>>>;

/// The parts that hold footnotes and endnotes.
struct NoteParts<'n> {
    trees: &'n [Option<(String, XmlNode)>; 2],
    styles: &'n Styles,
    graphics: &'n BTreeMap<String, XmlNode>,
}

impl<'n> NoteParts<'n> {
    fn flows(
        &self,
        container: &mut Container<'_>,
        notes: &mut DocxNotes,
    ) -> Result<NoteFlows<'n>, DocxError> {
        let mut out = BTreeMap::new();
        for (index, tree) in self.trees.iter().enumerate() {
            let Some((name, tree)) = tree else { continue };
            let is_end = index == 1;
            let part = if is_end { DocumentPart::Endnotes } else { DocumentPart::Footnotes };
            let (relations, mut numbering) = (container.relations(name)?, Numbering::default());
            for node in &tree.children {
                let is_note = matches!(&*node.name, "footnote" | "endnote");
                if !is_note || node.attribute("type").is_some_and(|t| t != "normal") {
                    continue;
                }
                let mut flow = Vec::new();
                Collector::new(self.styles, &mut numbering, &relations, notes, part, self.graphics)
                    .story(node, &mut flow);
                let id = node.attribute("id").unwrap_or_default();
                out.insert((is_end, id.to_owned()), flow);
            }
        }
        Ok(out)
    }
}

/// Sections, title and preamble from the flow of the main part.
fn assemble(flow: &[Flow<'_>], builder: &mut Builder, notes: &mut DocxNotes) -> Plan {
    let mut plan = Plan::default();
    let mut open: Vec<Section> = Vec::new();
    for (part, role) in flow.iter().zip(heading::roles(flow)) {
        let mut blocks = Vec::new();
        match (part, role) {
            (Flow::Para(para), ParagraphRole::Title(_)) => {
                let (inlines, at) = builder.line(para, true);
                join_title(&mut plan.title, inlines, at);
                builder.boxes(para, &mut blocks);
            }
            (Flow::Para(para), ParagraphRole::Heading(level, is_guessed)) => {
                let (inlines, at) = builder.line(para, true);
                let heading = heading_of(level, inlines, at);
                if is_guessed {
                    notes.guessed.push(Guess {
                        paragraph: builder.anchors.len(),
                        level,
                        text: heading.text.clone(),
                    });
                }
                close(&mut open, level, &mut plan.sections);
                open.push(Section { heading, blocks: Vec::new(), children: Vec::new(), at });
                builder.boxes(para, &mut blocks);
            }
            (Flow::Para(para), ParagraphRole::Body) => {
                let into = open.last_mut().map(|s| &mut s.blocks).unwrap_or(&mut plan.preamble);
                builder.paragraph(para, into);
            }
            (Flow::Table(table), _) => builder.table(table, &mut blocks),
        }
        let into = match open.last_mut() {
            Some(section) => &mut section.blocks,
            None => &mut plan.preamble,
        };
        into.append(&mut blocks);
    }
    close(&mut open, 0, &mut plan.sections);
    plan
}

fn heading_of(level: u8, inlines: Vec<Inline>, at: crate::text::At) -> Heading {
    let text = TextRun::of(&inlines).text;
    Heading { level, ordinal: numeral::ordinal(&text), text, inlines, at, line: at }
}

/// A title over several paragraphs is one title.
fn join_title(title: &mut Option<Heading>, mut inlines: Vec<Inline>, at: crate::text::At) {
    *title = Some(match title.take() {
        None => heading_of(1, inlines, at),
        Some(before) => {
            let mut all = before.inlines;
            let end = at.span.start as usize;
            all.push(Inline {
                kind: InlineKind::SoftBreak,
                at: crate::text::At::new(at.source, end.saturating_sub(1), end),
            });
            all.append(&mut inlines);
            heading_of(1, all, at.with(before.at.span.join(at.span)))
        }
    });
}

fn pictures(
    container: &mut Container<'_>,
    parts: &BTreeMap<String, String>,
) -> Result<Vec<DocxPicture>, DocxError> {
    let mut out = Vec::new();
    for (path, part) in parts {
        let name = part.rsplit('/').next().unwrap_or(part);
        if let Some(bytes) = container.bytes(part)? {
            out.push(DocxPicture { path: path.clone(), name: name.to_owned(), bytes });
        }
    }
    Ok(out)
}
