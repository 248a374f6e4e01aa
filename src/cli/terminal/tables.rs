//! Tables for a terminal: columns that fit Chinese text.

use unicode_width::UnicodeWidthStr;

use crate::text::han;

fn printable_row(row: &[String]) -> Vec<String> {
    row.iter().map(|cell| han::printable(cell)).collect()
}

/// Rows as aligned lines; the last column is not padded.
pub(crate) fn lines(head: &[&str], rows: &[Vec<String>]) -> String {
    let rows: Vec<Vec<String>> = rows.iter().map(|row| printable_row(row)).collect();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        let widest_cell = cells.map(|cell| cell.width()).max();
        let title = head.get(column).map(|title| title.width());
        widest_cell.max(title).unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let mut out = String::new();
    let mut push = |cells: &[String]| {
        for (column, cell) in cells.iter().enumerate() {
            out.push_str(cell);
            if column + 1 < cells.len() {
                let width = widths.get(column).copied().unwrap_or(0);
                let gap = width.saturating_sub(cell.width()) + 2;
                out.push_str(&" ".repeat(gap));
            }
        }
        out.truncate(out.trim_end_matches(' ').len());
        out.push('\n');
    };
    let head: Vec<String> = head.iter().map(ToString::to_string).collect();
    push(&head);
    for row in &rows {
        push(row);
    }
    out
}
