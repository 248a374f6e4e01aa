//! Running text without its marks, and the way back to where it was written.

use crate::text::{At, Span};

use super::model::{Block, BlockKind, Inline, InlineKind, Plan, Section};

/// The text of a paragraph, heading or cell; bold, links and the like are left out of the text but
/// not of the map.
#[derive(Clone, Debug, Default)]
pub struct TextRun {
    pub text: String,
    /// From here on in `text`, the source continues there; `exact` if byte for byte.
    pieces: Vec<SourcePiece>,
}

#[derive(Clone, Copy, Debug)]
struct SourcePiece {
    start: usize,
    at: At,
    exact: bool,
}

impl TextRun {
    /// Flattens inline text. A line end between two Chinese characters is nothing, elsewhere a
    /// space.
    pub fn of(inlines: &[Inline]) -> Self {
        let mut flat = Self::default();
        flat.add(inlines, false);
        flat
    }

    /// Flattens inline text as a reader sees it, for judging how it is written: code and pictures
    /// are the one character U+FFFC, raised and lowered digits are `³` and `₂`.
    pub fn prose(inlines: &[Inline]) -> Self {
        let mut flat = Self::default();
        flat.add(inlines, true);
        flat
    }

    /// A text that stands at a place as a whole.
    pub fn plain(text: &str, at: At) -> Self {
        let exact = text.len() == at.span.range().len();
        Self { text: text.to_owned(), pieces: vec![SourcePiece { start: 0, at, exact }] }
    }

    fn add(&mut self, inlines: &[Inline], prose: bool) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Code(_) | InlineKind::Image(_) if prose => {
                    self.push("\u{fffc}", inline.at)
                }
                InlineKind::Sup(inner) if prose => self.push_script(inner, "⁰¹²³⁴⁵⁶⁷⁸⁹"),
                InlineKind::Sub(inner) if prose => self.push_script(inner, "₀₁₂₃₄₅₆₇₈₉"),
                InlineKind::Text(text) | InlineKind::Code(text) => self.push(text, inline.at),
                InlineKind::Strong(inner)
                | InlineKind::Emph(inner)
                | InlineKind::Strike(inner)
                | InlineKind::Sup(inner)
                | InlineKind::Sub(inner)
                | InlineKind::Link { inlines: inner, .. } => self.add(inner, prose),
                InlineKind::Image(image) => self.push(&image.alt, inline.at),
                InlineKind::SoftBreak if self.text.ends_with(|c: char| !c.is_ascii()) => {}
                InlineKind::SoftBreak => self.push(" ", inline.at),
                InlineKind::LineBreak => self.push("\n", inline.at),
                InlineKind::Note(_) | InlineKind::Html(_) => {}
            }
        }
    }

    /// Raised or lowered text with the digits' own characters.
    fn push_script(&mut self, inner: &[Inline], digits: &str) {
        let from = self.text.len();
        self.add(inner, true);
        let script = |c: char| match c.to_digit(10) {
            Some(digit) => digits.chars().nth(digit as usize).unwrap_or(c),
            None => c,
        };
        let raised: String = self.text[from..].chars().map(script).collect();
        self.text.truncate(from);
        let (Some(first), Some(last)) = (inner.first(), inner.last()) else { return };
        let whole = first.at.with(first.at.span.join(last.at.span));
        self.pieces.retain(|p| p.start < from);
        self.push(&raised, whole);
    }

    fn push(&mut self, text: &str, at: At) {
        let exact = text.len() == at.span.range().len();
        self.pieces.push(SourcePiece { start: self.text.len(), at, exact });
        self.text.push_str(text);
    }

    /// Where a range of the text was written; `None` only for a text without pieces.
    pub fn at(&self, start: usize, end: usize) -> Option<At> {
        let piece = |offset: usize| {
            let index = self.pieces.partition_point(|p| p.start <= offset);
            self.pieces.get(index.saturating_sub(1))
        };
        let first = piece(start)?;
        let last = piece(end.saturating_sub(1).max(start))?;
        let from = if first.exact {
            first.at.span.start as usize + (start - first.start)
        } else {
            first.at.span.start as usize
        };
        let to = if last.exact {
            last.at.span.start as usize + (end - last.start)
        } else {
            last.at.span.end as usize
        };
        Some(At {
            source: first.at.source,
            span: Span::new(from, to.min(last.at.span.end as usize).max(from)),
        })
    }

    /// The place of the whole text.
    pub fn whole(&self) -> Option<At> {
        self.at(0, self.text.len())
    }
}

impl Plan {
    /// All running text in order: headings, paragraphs, items, cells, captions of pictures;
    /// comments and HTML left out.
    pub fn text_runs(&self) -> Vec<TextRun> {
        let mut out: Vec<TextRun> = self.title.iter().map(|h| TextRun::of(&h.inlines)).collect();
        out.extend(self.preamble.iter().flat_map(Block::text_runs));
        for (_, section) in self.walk() {
            out.push(TextRun::of(&section.heading.inlines));
            out.extend(section.blocks.iter().flat_map(Block::text_runs));
        }
        for (_, blocks) in &self.footnotes {
            out.extend(blocks.iter().flat_map(Block::text_runs));
        }
        out
    }
}

impl Section {
    /// The text of this section and those below it, headings left out.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for flat in self.blocks_below().flat_map(Block::text_runs) {
            out.push_str(&flat.text);
            out.push('\n');
        }
        out
    }
}

impl Block {
    /// The running texts of this block, one a paragraph or cell.
    pub fn text_runs(&self) -> Vec<TextRun> {
        match &self.kind {
            BlockKind::Paragraph(inlines) => vec![TextRun::of(inlines)],
            BlockKind::List { items, .. } => {
                let blocks = items.iter().flatten();
                blocks.flat_map(Self::text_runs).collect()
            }
            BlockKind::Quote(blocks) => blocks.iter().flat_map(Self::text_runs).collect(),
            BlockKind::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.map(|cell| TextRun::of(&cell.inlines)).collect()
            }
            BlockKind::Figure(image) => vec![TextRun::plain(&image.alt, image.at)],
            BlockKind::Code(text) => vec![TextRun::plain(text, self.at)],
            BlockKind::Rule | BlockKind::Html(_) => Vec::new(),
        }
    }
}
