//! Rows of text on the pages: what stands on one line, from left to right; where gaps are wide and rows above or below have
//! theirs at the same places, it is a row of a table.

use crate::attachment::{PageTextRun, TextPages};

/// A row of text.
#[derive(Clone, Debug)]
pub(super) struct TextRow {
    /// The page, from 0.
    pub(super) page: usize,
    /// The words; cells apart by tab characters.
    pub(super) text: String,
    /// Where it begins.
    pub(super) left: f64,
    /// Where it ends.
    pub(super) right: f64,
    /// The line that it stands on.
    pub(super) base: f64,
    /// The size of its characters.
    pub(super) size: f64,
    /// Whether it is a row of a table.
    pub(super) is_of_table: bool,
    /// Where its cells begin.
    cells: Vec<f64>,
}

/// The rows of all pages in the order of reading.
pub(super) fn rows(pages: &TextPages) -> Vec<TextRow> {
    let mut rows = Vec::new();
    let mut by_page: Vec<Vec<&PageTextRun>> = vec![Vec::new(); pages.sizes.len()];
    for run in &pages.runs {
        let is_blank = run.text.trim().is_empty();
        if let Some(page) = by_page.get_mut(run.page)
            && !is_blank
        {
            page.push(run);
        }
    }
    for runs in by_page {
        rows.extend(page_rows(runs));
    }
    mark_tables(&mut rows);
    for row in &mut rows {
        if !row.is_of_table {
            row.text = row.text.replace('\t', " ");
        }
    }
    rows
}

fn page_rows(mut runs: Vec<&PageTextRun>) -> Vec<TextRow> {
    runs.sort_by(|one, other| one.base.total_cmp(&other.base));
    let mut rows: Vec<Vec<&PageTextRun>> = Vec::new();
    for run in runs {
        match rows.last_mut() {
            // Raised and lowered characters stand on the same line.
            Some(row)
                if row.first().is_some_and(|first| {
                    (run.base - first.base).abs() < 0.5 * first.size.max(run.size)
                }) =>
            {
                row.push(run)
            }
            _ => rows.push(vec![run]),
        }
    }
    rows.into_iter().filter_map(row).collect()
}

fn row(mut runs: Vec<&PageTextRun>) -> Option<TextRow> {
    runs.sort_by(|one, other| one.left.total_cmp(&other.left));
    let first = *runs.first()?;
    let size = runs.iter().map(|run| run.size).fold(0.0, f64::max);
    let mut text = String::new();
    let mut cells = vec![first.left];
    let mut right = first.left;
    for run in &runs {
        let gap = run.left - right;
        if !text.is_empty() {
            if gap > 1.4 * size {
                text.push('\t');
                cells.push(run.left);
            } else if gap > 0.5 * size
                || (gap > 0.2 * size && text.ends_with(|c: char| c.is_ascii_alphanumeric()))
            {
                text.push(' ');
            }
        }
        text.push_str(run.text.trim());
        right = right.max(run.right);
    }
    Some(TextRow {
        page: first.page,
        text,
        left: first.left,
        right,
        base: first.base,
        size,
        is_of_table: false,
        cells,
    })
}

/// Rows with cells whose places are those of a row above or below.
fn mark_tables(rows: &mut [TextRow]) {
    let mut marked = vec![false; rows.len()];
    for (index, pair) in rows.windows(2).enumerate() {
        let [one, other] = pair else { continue };
        let are_close = one.page == other.page && other.base - one.base < 4.0 * one.size;
        let tolerance = 2.0 * one.size;
        let is_at_a_cell =
            |cell: f64| other.cells.iter().any(|place| (cell - place).abs() < tolerance);
        let shared = one.cells.iter().skip(1).filter(|cell| is_at_a_cell(**cell)).count();
        if are_close && one.cells.len() >= 2 && other.cells.len() >= 2 && shared >= 1 {
            marked[index] = true;
            marked[index + 1] = true;
        }
    }
    for (row, is_marked) in rows.iter_mut().zip(marked) {
        row.is_of_table = is_marked;
    }
}
