//! The parser's lines and columns as bytes: the only way from one to the other, and it clamps.

use comrak::nodes::Sourcepos;

use crate::text::{At, SourceId};

/// Places in one source.
pub(super) struct SourcePositions<'t> {
    source: SourceId,
    /// The text that is read: the source's, or that of a piece of it.
    pub(super) text: &'t str,
    /// Where the piece begins in its source.
    base: usize,
    /// Bytes before the piece in `text` that the source does not have.
    lead: usize,
    /// Starts of lines as the parser counts them: a lone `\r` ends a line too.
    starts: Vec<usize>,
}

/// A cell whose `\|` the parser took out before it measured what lies in the cell.
pub(super) struct CellColumns {
    line: usize,
    /// The parser's columns of those bars, rising.
    bars: Vec<usize>,
}

impl<'t> SourcePositions<'t> {
    pub(super) fn new(source: SourceId, text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (i, byte) in bytes.iter().enumerate() {
            if *byte == b'\n' || (*byte == b'\r' && bytes.get(i + 1) != Some(&b'\n')) {
                starts.push(i + 1);
            }
        }
        Self { source, text, base: 0, lead: 0, starts }
    }

    /// Places in a text that begins with `lead` bytes of its own and goes on with a piece of this
    /// one, from a byte on.
    pub(super) fn of_piece<'p>(
        &self,
        text: &'p str,
        lead: usize,
        start: usize,
    ) -> SourcePositions<'p> {
        let base = self.at((start, start)).span.start as usize;
        SourcePositions { base, lead, ..SourcePositions::new(self.source, text) }
    }

    /// A place of this source.
    pub(super) fn at(&self, range: (usize, usize)) -> At {
        let byte = |offset: usize| self.base + offset.saturating_sub(self.lead);
        At::new(self.source, byte(range.0), byte(range.1))
    }

    /// The text of a range; empty if it would cut a character.
    pub(super) fn slice(&self, range: (usize, usize)) -> &'t str {
        self.text.get(range.0..range.1).unwrap_or_default()
    }

    /// The text of a place of the source.
    pub(super) fn slice_at(&self, at: At) -> &'t str {
        let (start, end) = (at.span.start as usize, at.span.end as usize);
        self.slice((self.offset_of(start), self.offset_of(end)))
    }

    /// Where a byte of the source is in this text.
    pub(super) fn offset_of(&self, byte: usize) -> usize {
        byte.saturating_sub(self.base) + self.lead
    }

    /// A range and what follows it on its last line.
    pub(super) fn to_line_end(&self, range: (usize, usize)) -> (usize, usize) {
        let rest = self.text.get(range.1..).unwrap_or_default();
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        (range.0, range.1 + length)
    }

    /// The start of the line in which a range begins.
    pub(super) fn to_line_start(&self, range: (usize, usize)) -> usize {
        let index = self.starts.partition_point(|start| *start <= range.0);
        let start = self.starts.get(index.saturating_sub(1));
        start.copied().unwrap_or(0)
    }

    /// The lines of a range that hold text, without the blanks and the marks of a quotation around
    /// it.
    pub(super) fn lines(&self, range: (usize, usize)) -> Vec<(usize, usize)> {
        let mut out = Vec::new();
        let mut start = range.0;
        for line in self.slice(range).split(['\n', '\r']) {
            let body = line.trim_start_matches(|c: char| c == '>' || c.is_whitespace());
            let from = start + line.len() - body.len();
            let body = body.trim_end();
            if !body.is_empty() {
                out.push((from, from + body.len()));
            }
            start += line.len() + 1;
        }
        out
    }

    /// The bytes of a node: lines and columns from 1, both ends included, columns in bytes. Columns
    /// may be 0 (an empty item ends before its line) or past the end of the line.
    pub(super) fn range(&self, position: Sourcepos, cell: Option<&CellColumns>) -> (usize, usize) {
        let start = self.offset(
            position.start.line,
            self.column(position.start.line, position.start.column, cell).saturating_sub(1),
        );
        let end = self
            .offset(position.end.line, self.column(position.end.line, position.end.column, cell));
        let start = self.floor(start);
        (start, self.ceil(end).max(start))
    }

    /// The columns of a cell that need correction; `None` if it holds no `\|`.
    pub(super) fn cell(&self, position: Sourcepos) -> Option<CellColumns> {
        let range = self.range(position, None);
        let line = position.start.line;
        let first = range.0 - self.offset(line, 0).min(range.0);
        let mut bars: Vec<usize> = Vec::new();
        for (place, _) in self.slice(range).match_indices("\\|") {
            // Each bar before this one has already moved the parser's columns by one.
            bars.push(first + place + 1 - bars.len());
        }
        if !bars.is_empty() { Some(CellColumns { line, bars }) } else { None }
    }

    /// Undoes the parser's shift by one for each `\|` in a cell.
    fn column(&self, line: usize, column: usize, cell: Option<&CellColumns>) -> usize {
        match cell {
            Some(cell) if cell.line == line => {
                column + cell.bars.partition_point(|bar| *bar <= column)
            }
            _ => column,
        }
    }

    /// A number of bytes into a line, never past its end.
    fn offset(&self, line: usize, bytes: usize) -> usize {
        let index = line.max(1) - 1;
        let Some(start) = self.starts.get(index) else { return self.text.len() };
        let next = self.starts.get(index + 1);
        let mut end = *next.unwrap_or(&self.text.len());
        while end > *start && matches!(self.text.as_bytes()[end - 1], b'\n' | b'\r') {
            end -= 1;
        }
        start.saturating_add(bytes).min(end)
    }

    fn floor(&self, mut offset: usize) -> usize {
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    fn ceil(&self, mut offset: usize) -> usize {
        while !self.text.is_char_boundary(offset) {
            offset += 1;
        }
        offset
    }
}
