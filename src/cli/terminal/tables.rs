//! Tables for a terminal: columns that fit Chinese text.

use unicode_width::UnicodeWidthStr;

use crate::text::han;

/// Rows as aligned lines; the last column is not padded.
pub(crate) fn lines(head: &[&str], rows: &[Vec<String>]) -> String {
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|c| han::printable(c)).collect()).collect();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|r| r.get(column)).map(|c| c.width());
        cells.chain(head.get(column).map(|h| h.width())).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let mut out = String::new();
    let mut push = |cells: &[String]| {
        for (column, cell) in cells.iter().enumerate() {
            out.push_str(cell);
            if column + 1 < cells.len() {
                let gap = widths.get(column).copied().unwrap_or(0).saturating_sub(cell.width()) + 2;
                out.push_str(&" ".repeat(gap));
            }
        }
        out.truncate(out.trim_end_matches(' ').len());
        out.push('\n');
    };
    push(&head.iter().map(|h| (*h).to_owned()).collect::<Vec<_>>());
    rows.iter().for_each(|row| push(row));
    out
}
