//! Markdown into a plan. Never fails: whatever is not understood stays as text.
//!
//! CommonMark with tables, notes, `~~`, `^` and `~`; emphasis next to Chinese punctuation works as
//! people expect. The first heading `# …` that has no ordinal `一、` is the title, wherever it
//! stands; every other heading is a section that holds what follows up to the next heading of its
//! level or above, so that a plan written with `# 一、…` throughout has sections too.
//! Several sources are read as one text: a section goes on into the next source.
//!
//! Where CommonMark would drop words or change them, the words are kept as they were meant: tags of
//! HTML are taken off and their text stays, names in angle brackets are text, marks between digits
//! are signs of multiplication, cells beyond the head stay in their row, indented Chinese is prose,
//! lines that begin with `（1）` stay lines. What cannot be kept as meant is a `MarkupFault`.

mod backslashes;
mod block_parser;
mod definitions;
mod extra_cells;
mod front_matter;
mod html_block;
mod html_tag;
mod inline_parser;
mod inline_text;
mod line_reader;
mod lines;
mod open_marks;
mod picture_text;
mod product_marks;
mod source_positions;

use std::collections::{BTreeMap, BTreeSet};

use comrak::{Arena, Options, parse_document};

use crate::text::numeral::OrdinalKind;
use crate::text::{At, SourceId, Sources};

use super::model::{Block, Heading, MarkupFault, MarkupFaultKind, Plan, Section};
use block_parser::TopLevelPart;
use source_positions::SourcePositions;

/// How deep blocks, and within them inline text, may nest; what lies deeper is kept as plain
/// paragraphs and text. Thousands of `>` must not exhaust the stack, here or wherever a plan is
/// walked.
const MAX_DEPTH: usize = 24;

/// Reads the sources, in order, as one plan.
pub fn parse(ids: &[SourceId], sources: &Sources) -> Plan {
    let mut plan = Plan { sources: ids.to_vec(), ..Plan::default() };
    let mut open: Vec<Section> = Vec::new();
    for id in ids {
        let (text, front_matter) = front_matter::without(*id, &sources.get(*id).text);
        let (text, faults) = open_marks::without(*id, &text);
        let arena = Arena::new();
        let root = parse_document(&arena, &text, &options());
        let mut reader = MarkdownReader::new(SourcePositions::new(*id, &text));
        reader.faults = faults;
        reader.faults.extend(front_matter);
        reader.rename_notes(root, &plan);
        reader.find_definitions(root);
        for part in reader.parts(root) {
            match part {
                TopLevelPart::Heading(heading) if plan.title.is_none() && is_title(&heading) => {
                    plan.title = Some(heading)
                }
                TopLevelPart::Heading(heading) => {
                    close(&mut open, heading.level, &mut plan.sections);
                    let at = heading.line;
                    open.push(Section { heading, blocks: Vec::new(), children: Vec::new(), at });
                }
                TopLevelPart::Block(block) => match open.last_mut() {
                    Some(section) => section.blocks.push(block),
                    None => plan.preamble.push(block),
                },
            }
        }
        reader.find_unused_notes();
        reader.faults.sort_by_key(|fault| fault.at.span.start);
        plan.comments.append(&mut reader.comments);
        plan.footnotes.append(&mut reader.notes);
        plan.markup_faults.append(&mut reader.faults);
    }
    close(&mut open, 0, &mut plan.sections);
    plan
}

/// What one source is read with.
struct MarkdownReader<'t> {
    places: SourcePositions<'t>,
    comments: Vec<At>,
    notes: Vec<(String, Vec<Block>)>,
    /// Notes of this source whose name an earlier source has taken.
    renamed: BTreeMap<String, String>,
    /// Where the notes of this source are.
    note_places: Vec<NotePlace>,
    /// Notes that something outside of notes refers to.
    used_notes: BTreeSet<String>,
    faults: Vec<MarkupFault>,
    /// Lines of definitions at the head of the paragraph that is read: the parser measures what
    /// follows them as if they were not there.
    definition_lines: usize,
}

/// A note of a source.
struct NotePlace {
    name: String,
    at: At,
    /// Notes that it refers to.
    refers_to: BTreeSet<String>,
}

impl<'t> MarkdownReader<'t> {
    fn new(places: SourcePositions<'t>) -> Self {
        Self {
            places,
            comments: Vec::new(),
            notes: Vec::new(),
            renamed: BTreeMap::new(),
            note_places: Vec::new(),
            definition_lines: 0,
            used_notes: BTreeSet::new(),
            faults: Vec::new(),
        }
    }

    fn fault(&mut self, kind: MarkupFaultKind, range: (usize, usize)) {
        let at = self.places.at(range);
        self.faults.push(MarkupFault { kind, at });
    }

    /// Notes are printed where something refers to them; others and second ones of a name are not.
    fn find_unused_notes(&mut self) {
        let mut notes: BTreeMap<&str, &NotePlace> = BTreeMap::new();
        for note in self.note_places.iter().rev() {
            notes.insert(&note.name, note);
        }
        let mut printed: BTreeSet<&str> = BTreeSet::new();
        let mut waiting: Vec<&str> = self.used_notes.iter().map(String::as_str).collect();
        while let Some(name) = waiting.pop() {
            let Some(note) = notes.get(name) else { continue };
            if printed.insert(name) {
                waiting.extend(note.refers_to.iter().map(String::as_str));
            }
        }
        let mut seen = BTreeSet::new();
        for NotePlace { name, at, .. } in &self.note_places {
            if !seen.insert(name) || !printed.contains(name.as_str()) {
                self.faults.push(MarkupFault { kind: MarkupFaultKind::UnusedNote, at: *at });
            }
        }
    }
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    options.extension.strikethrough = true;
    options.extension.superscript = true;
    options.extension.subscript = true;
    options.extension.cjk_friendly_emphasis = true;
    options.parse.leave_footnote_definitions = true;
    options
}

/// A `# …` is the title unless it is a section in disguise.
fn is_title(heading: &Heading) -> bool {
    heading.level == 1 && heading.ordinal.as_ref().is_none_or(|o| o.kind != OrdinalKind::Chinese)
}

/// Closes all open sections of a level or below it, each into the one above it.
pub(super) fn close(open: &mut Vec<Section>, level: u8, sections: &mut Vec<Section>) {
    while open.last().is_some_and(|s| s.heading.level >= level) {
        let Some(mut section) = open.pop() else { return };
        let blocks = section.blocks.iter().map(|block| block.at);
        let children = section.children.iter().map(|child| child.at);
        let source = section.at.source;
        let mut span = section.at.span;
        for part in blocks.chain(children) {
            if part.source == source {
                span = span.join(part.span);
            }
        }
        section.at = section.at.with(span);
        match open.last_mut() {
            Some(above) => above.children.push(section),
            None => sections.push(section),
        }
    }
}
