//! Cells beyond the columns of a table's head, which CommonMark's tables drop.

use crate::plan::model::{Cell, MarkupFaultKind};

use super::MarkdownReader;

impl MarkdownReader<'_> {
    /// Adds the cells that stand in a row's line behind the last one; returns the row with them.
    pub(super) fn add_extra_cells(
        &mut self,
        row: (usize, usize),
        cells: &mut Vec<Cell>,
    ) -> (usize, usize) {
        let line = self.places.to_line_end(row);
        let Some(last) = cells.last() else { return row };
        let from = self.places.offset_of(last.at.span.end as usize).max(row.0);
        let rest = self.places.slice((from, line.1));
        // What follows the last cell begins with its bar.
        let Some(bar) = rest.find('|') else { return row };
        if !rest[..bar].trim().is_empty() {
            return row;
        }
        let mut start = from + bar + 1;
        let mut end = start;
        let mut extra = Vec::new();
        for piece in split(&rest[bar + 1..]) {
            let lead = piece.len() - piece.trim_start().len();
            let body = piece.trim();
            if !body.is_empty() {
                end = start + lead + body.len();
            }
            extra.push((start + lead, start + lead + body.len()));
            start += piece.len() + 1;
        }
        while extra.last().is_some_and(|(start, end)| start >= end) {
            extra.pop();
        }
        let Some((first, _)) = extra.first().copied() else { return row };
        for range in extra {
            let inlines = self.line(range);
            cells.push(Cell { inlines, at: self.places.at(range) });
        }
        self.fault(MarkupFaultKind::ExtraCells, (first.min(end), end));
        line
    }
}

/// A text at its bars, those behind a backslash left out.
fn split(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut from = 0;
    for (index, _) in text.match_indices('|') {
        if !text[..index].ends_with('\\') {
            out.push(&text[from..index]);
            from = index + 1;
        }
    }
    out.push(&text[from..]);
    out
}
