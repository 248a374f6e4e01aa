//! Source texts and places in them.
//!
//! Places are byte ranges everywhere inside the program; lines and columns exist only where
//! something is printed.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

/// A half-open byte range.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from two offsets; the end is never before the start.
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX).max(start);
        Self { start, end }
    }

    /// The span as a range that slices a string.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether nothing lies inside.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The smallest span that holds both.
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// Names one text of a [`Sources`].
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct SourceId(pub u32);

/// A span in one of several sources.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct At {
    /// The text.
    pub source: SourceId,
    /// Where in it.
    pub span: Span,
}

impl At {
    /// A place from its parts.
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        Self { source, span: Span::new(start, end) }
    }

    /// The same source, another span.
    pub fn with(self, span: Span) -> Self {
        Self { span, ..self }
    }

    /// The empty place at the start of this one.
    pub fn start(self) -> Self {
        self.with(Span { start: self.span.start, end: self.span.start })
    }
}

/// A value and where it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub at: At,
}

impl<T> Spanned<T> {
    /// A value with its place.
    pub fn new(value: T, at: At) -> Self {
        Self { value, at }
    }
}

/// Line and column, both counted from 1; columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineCol {
    pub line: usize,
    /// Column in characters.
    pub column: usize,
}

/// What one line of a source stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lines {
    /// A line of a text file.
    #[default]
    Text,
    /// A paragraph of a word processor's document, whose text is one line here.
    Paragraphs,
}

/// Where a paragraph stands that is none of the running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinePlace {
    /// A footnote or endnote.
    Note,
    /// The top of each page.
    Header,
    /// The bottom of each page.
    Footer,
}

impl LinePlace {
    /// What users call it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "脚注",
            Self::Header => "页眉",
            Self::Footer => "页脚",
        }
    }
}

/// A text with its name and line starts.
#[derive(Clone, Debug, Default)]
pub struct SourceText {
    /// Path relative to the project, with `/`; or a name such as `notice.txt`.
    pub name: String,
    /// The text, without a byte order mark.
    pub text: String,
    /// Bytes before the text in the file (3 if it began with a byte order mark).
    pub skipped: usize,
    /// What lines are.
    pub lines: Lines,
    /// Lines of a document that are no paragraphs of its running text, from 1, with their place.
    pub named_lines: BTreeMap<usize, LinePlace>,
    line_starts: Vec<u32>,
    /// How many characters begin before each block of [`BLOCK`] bytes; counted when a column of a
    /// long line is first asked for.
    blocks: OnceLock<Vec<u32>>,
}

/// Bytes of a block: what is walked at most to tell a column, however long the line is.
const BLOCK: usize = 256;

/// How many characters begin in some bytes.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| **b & 0xc0 != 0x80).count()
}

impl SourceText {
    /// Takes a text; a byte order mark is left out and remembered.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let mut text: String = text.into();
        let mut skipped = 0;
        if text.starts_with('\u{feff}') {
            text.drain(..3);
            skipped = 3;
        }
        let mut line_starts = vec![0];
        for (index, byte) in text.bytes().enumerate() {
            if byte == b'\n' {
                line_starts.push(index as u32 + 1);
            }
        }
        Self {
            name: name.into(),
            text,
            skipped,
            lines: Lines::Text,
            named_lines: BTreeMap::new(),
            line_starts,
            blocks: OnceLock::new(),
        }
    }

    /// The nearest character border at or before an offset, never past the end.
    pub fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    /// The text of a span; a span that cuts a character is widened to the left.
    pub fn slice(&self, span: Span) -> &str {
        let start = self.floor(span.start as usize);
        let end = self.floor(span.end as usize).max(start);
        &self.text[start..end]
    }

    /// Line and column of an offset.
    pub fn line_col(&self, offset: u32) -> LineCol {
        let offset = self.floor(offset as usize);
        let line = self.line(offset as u32);
        let start = self.line_starts[line - 1] as usize;
        let before = if offset - start <= BLOCK {
            begun(&self.text.as_bytes()[start..offset])
        } else {
            // A line may hold thousands of findings: walking to each from its start would take
            // hours.
            self.begun_before(offset) - self.begun_before(start)
        };
        LineCol { line, column: before + 1 }
    }

    /// How many characters begin before an offset.
    fn begun_before(&self, offset: usize) -> usize {
        let bytes = self.text.as_bytes();
        let blocks = self.blocks.get_or_init(|| {
            let counts = bytes.chunks(BLOCK).scan(0, |sum, block| {
                let before = *sum;
                *sum += begun(block) as u32;
                Some(before)
            });
            counts.collect()
        });
        let block = (offset / BLOCK).min(blocks.len().saturating_sub(1));
        blocks.get(block).map(|count| *count as usize).unwrap_or(0)
            + begun(&bytes[block * BLOCK..offset])
    }

    /// The line of an offset, counted from 1.
    pub fn line(&self, offset: u32) -> usize {
        self.line_starts.partition_point(|s| *s <= offset).max(1)
    }

    /// The span of a line (counted from 1) without its line break; the last line if there are
    /// fewer.
    pub fn line_span(&self, line: usize) -> Span {
        let index = line.clamp(1, self.line_starts.len()) - 1;
        let start = self.line_starts[index] as usize;
        let end = match self.line_starts.get(index + 1) {
            Some(next) => *next as usize - 1,
            None => self.text.len(),
        };
        let end = if end > start && self.text.as_bytes()[end - 1] == b'\r' { end - 1 } else { end };
        Span::new(start, end)
    }

    /// Where the running text ends; notes, headers and footers of a document stand behind it.
    pub fn running_end(&self) -> usize {
        match self.named_lines.keys().next() {
            Some(first) if *first > 1 => self.line_span(first - 1).end as usize,
            Some(_) => 0,
            None => self.text.len(),
        }
    }

    /// How many lines there are.
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }
}

/// All texts of one run.
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<SourceText>);

impl Sources {
    /// Adds a text and names it.
    pub fn add(&mut self, source: SourceText) -> SourceId {
        self.0.push(source);
        SourceId(self.0.len() as u32 - 1)
    }

    /// The text of an id that this collection gave out.
    pub fn get(&self, id: SourceId) -> &SourceText {
        &self.0[id.0 as usize]
    }

    /// The id of a text by its name.
    pub fn find(&self, name: &str) -> Option<SourceId> {
        self.0.iter().position(|s| s.name == name).map(|i| SourceId(i as u32))
    }

    /// The text at a place.
    pub fn slice(&self, at: At) -> &str {
        self.get(at.source).slice(at.span)
    }

    /// Gives texts up and keeps their names, where no place in them will be asked for any more.
    pub fn forget_texts(&mut self, is_needed: impl Fn(SourceId) -> bool) {
        for (_, source) in
            self.0.iter_mut().enumerate().filter(|(index, _)| !is_needed(SourceId(*index as u32)))
        {
            *source = SourceText {
                skipped: source.skipped,
                lines: source.lines,
                named_lines: std::mem::take(&mut source.named_lines),
                ..SourceText::new(std::mem::take(&mut source.name), "")
            };
        }
    }

    /// All texts with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &SourceText)> {
        self.0.iter().enumerate().map(|(i, s)| (SourceId(i as u32), s))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_byte_order_marks_are_left_out() {
        let source = SourceText::new("a", "\u{feff}一二\r\n三四五");
        assert_eq!(source.skipped, 3);
        let at = source.text.find('五').unwrap_or_default() as u32;
        assert_eq!(source.line_col(at), LineCol { line: 2, column: 3 });
        assert_eq!(source.slice(source.line_span(1)), "一二");
        assert_eq!(source.line_col(9999), LineCol { line: 2, column: 4 });
    }

    #[test]
    fn columns_of_long_lines_are_those_that_a_walk_gives() {
        for line in
            ["a".repeat(1000), "一".repeat(700), "a一é𬒗".repeat(300), "\u{301}".repeat(600)]
        {
            let source = SourceText::new("a", format!("{line}\r\n\n{line}"));
            let mut start = 0;
            for (index, line) in source.text.split('\n').enumerate() {
                for (column, (at, c)) in line.char_indices().chain([(line.len(), '\n')]).enumerate()
                {
                    let place = LineCol { line: index + 1, column: column + 1 };
                    assert_eq!(source.line_col((start + at) as u32), place);
                    // An offset within a character is the character's.
                    assert_eq!(source.line_col((start + at + c.len_utf8() - 1) as u32), place);
                }
                start += line.len() + 1;
            }
        }
    }

    #[test]
    fn a_cut_character_is_never_split() {
        let source = SourceText::new("a", "一二");
        assert_eq!(source.slice(Span::new(1, 5)), "一");
    }
}
