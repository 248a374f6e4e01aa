//! A plan as passages to look for in a PDF: sentences, and rows of tables.

use crate::plan::{Block, BlockKind, Inline, InlineKind, Plan, Table};

use super::printed_text::words;

/// What stands together.
pub(super) struct Passage {
    /// Its words in pieces: letters, formulas and raised characters lie between them.
    pub(super) pieces: Vec<Piece>,
    /// As it was written.
    pub(super) shown: String,
    /// Whether it is a row of a table, and of which.
    pub(super) table: Option<usize>,
    /// The paragraph, item or table that it belongs to.
    pub(super) block: usize,
    /// Whether something stands before it that a PDF shows in words of its own: a picture, a
    /// drawing, text of a table that is made by the typesetter.
    pub(super) behind_unknown: bool,
}

/// Words without anything between them.
pub(super) struct Piece {
    /// The words.
    pub(super) words: String,
    /// Whether it begins a cell.
    pub(super) begins_cell: bool,
    /// Whether letters or raised characters stand at one of its ends.
    pub(super) is_loose: bool,
}

/// All passages in order.
pub(super) fn passages(plan: &Plan) -> Vec<Passage> {
    let mut walk = Walk::default();
    for block in &plan.preamble {
        walk.block(block);
    }
    for (_, section) in plan.walk() {
        for block in &section.blocks {
            walk.block(block);
        }
    }
    walk.out
}

#[derive(Default)]
struct Walk {
    out: Vec<Passage>,
    blocks: usize,
    tables: usize,
    is_unknown: bool,
}

impl Walk {
    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.text(inlines),
            BlockKind::List { items, .. } => {
                for inner in items.iter().flatten() {
                    self.block(inner);
                }
            }
            BlockKind::Quote(blocks) => {
                for inner in blocks {
                    self.block(inner);
                }
            }
            BlockKind::Table(table) => self.table(table),
            BlockKind::Figure(_) | BlockKind::Code(_) | BlockKind::Html(_) => {
                self.is_unknown = true;
            }
            BlockKind::Rule => {}
        }
    }

    fn text(&mut self, inlines: &[Inline]) {
        self.blocks += 1;
        let text = spaced(inlines);
        // What is filled in by the typesetter has words of its own.
        if text.contains("{{") {
            self.is_unknown = true;
            return;
        }
        self.is_unknown |= has_picture(inlines);
        for sentence in text.split(['。', '；', '？', '！', '\n']) {
            let pieces = pieces(sentence, false);
            if !pieces.is_empty() {
                self.push(pieces, sentence, None);
            }
        }
    }

    fn table(&mut self, table: &Table) {
        self.blocks += 1;
        self.tables += 1;
        for row in &table.rows {
            let cells: Vec<String> = row.cells.iter().map(|cell| spaced(&cell.inlines)).collect();
            self.is_unknown |= row.cells.iter().any(|cell| has_picture(&cell.inlines));
            let pieces: Vec<Piece> = cells.iter().flat_map(|cell| pieces(cell, true)).collect();
            if !pieces.is_empty() {
                let cells = cells.iter().map(|cell| cell.trim());
                let shown: Vec<&str> = cells.collect();
                self.push(pieces, &shown.join("｜"), Some(self.tables));
            }
        }
    }

    fn push(&mut self, pieces: Vec<Piece>, shown: &str, table: Option<usize>) {
        let shown: String = shown.chars().filter(|c| *c != APART).collect();
        self.out.push(Passage {
            pieces,
            shown: shown.trim().to_owned(),
            table,
            block: self.blocks,
            behind_unknown: std::mem::take(&mut self.is_unknown),
        });
    }
}

/// Stands where something is printed that is not compared.
const APART: char = '\u{fffc}';

/// The text of inlines; what comes out of PDFs in many ways is [`APART`].
fn spaced(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) => out.push_str(text),
            InlineKind::Strong(inner) | InlineKind::Emph(inner) => out.push_str(&spaced(inner)),
            InlineKind::Link { inlines, .. } => out.push_str(&spaced(inlines)),
            InlineKind::LineBreak => out.push('\n'),
            InlineKind::SoftBreak => out.push(' '),
            InlineKind::Strike(_)
            | InlineKind::Sup(_)
            | InlineKind::Sub(_)
            | InlineKind::Code(_)
            | InlineKind::Image(_)
            | InlineKind::Note(_)
            | InlineKind::Html(_) => out.push(APART),
        }
    }
    out
}

fn has_picture(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| matches!(inline.kind, InlineKind::Image(_)))
}

/// Whether a character comes out of PDFs in many ways.
fn is_apart(c: char) -> bool {
    c == APART
        || matches!(c, '⁰'..='₟' | '²' | '³' | '¹' | '\u{2150}'..='\u{218f}' | '\u{2460}'..='\u{24ff}' | '\u{3300}'..='\u{33ff}' | '$' | '\\' | '\u{e000}'..='\u{f8ff}')
        || (c.is_alphabetic() && !crate::text::han::is_han(c))
}

fn pieces(text: &str, is_cell: bool) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let parts: Vec<&str> = text.split(is_apart).collect();
    let last = parts.len() - 1;
    for (index, part) in parts.iter().enumerate() {
        let words = words(part);
        if !words.is_empty() {
            let begins_cell = is_cell && out.is_empty();
            let is_loose = index > 0 || index < last;
            out.push(Piece { words, begins_cell, is_loose });
        }
    }
    out
}
