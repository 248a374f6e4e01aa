//! Tables of a page: those of data as rows of cells; old sites also lay whole pages out in tables, which are no data.

use crate::text::han::{han_count, is_cjk};

use super::lines::{is_block, is_never_shown};
use super::tree::{NodeId, Tree};

/// A cell of a table of data has at most this number of ideographs if it holds several paragraphs.
const LONGEST_CELL: usize = 400;
/// Columns and rows that a cell may span.
const MOST_SPAN: usize = 50;
/// In a row that is wider, cells span one column.
const WIDEST: usize = 200;

/// A row as a line.
#[derive(Debug, Default)]
pub(super) struct RowLine {
    /// The cells, separated by tab characters; those that a merged cell reaches over are empty.
    pub(super) text: String,
    /// Characters that stand in links.
    pub(super) linked: usize,
}

/// Whether a table holds data: no table within it, several cells in a row, no cell that is an article.
pub(super) fn is_of_data(tree: &Tree, table: NodeId) -> bool {
    let mut widest = 0;
    for row in row_nodes(tree, table) {
        let cells = cell_nodes(tree, row);
        widest = widest.max(cells.len());
        for cell in cells {
            let mut told = CellText::default();
            if !read(tree, cell, &mut told) {
                return false;
            }
            if told.paragraphs >= 3 && han_count(&told.text) > LONGEST_CELL {
                return false;
            }
        }
    }
    widest >= 2
}

/// The rows of a table of data; empty rows are left out.
pub(super) fn rows(tree: &Tree, table: NodeId) -> Vec<RowLine> {
    let mut lines = Vec::new();
    // How many more rows each column is reached over by a cell above.
    let mut reach: Vec<usize> = Vec::new();
    for row in row_nodes(tree, table) {
        let mut cells: Vec<String> = Vec::new();
        let mut line = RowLine::default();
        for cell in cell_nodes(tree, row) {
            skip_reached(&mut cells, &mut reach);
            let mut told = CellText::default();
            read(tree, cell, &mut told);
            line.linked += told.linked;
            let columns = if cells.len() < WIDEST { span(tree, cell, "colspan") } else { 1 };
            let rows = span(tree, cell, "rowspan");
            for column in 0..columns {
                let width = reach.len().max(cells.len() + 1);
                reach.resize(width, 0);
                reach[cells.len()] = rows - 1;
                cells.push(if column == 0 { told.text.trim().to_owned() } else { String::new() });
            }
        }
        skip_reached(&mut cells, &mut reach);
        line.text = cells.join("\t").trim().to_owned();
        if !line.text.is_empty() {
            lines.push(line);
        }
    }
    lines
}

/// Puts empty cells where a cell above reaches down.
fn skip_reached(cells: &mut Vec<String>, reach: &mut [usize]) {
    while let Some(more) = reach.get_mut(cells.len())
        && *more > 0
    {
        *more -= 1;
        cells.push(String::new());
    }
}

fn span(tree: &Tree, cell: NodeId, name: &str) -> usize {
    let span = tree.attribute(cell, name);
    let span = span.and_then(|value| value.trim().parse::<usize>().ok());
    span.unwrap_or(1).clamp(1, MOST_SPAN)
}

/// The rows of a table, its caption as one of them.
fn row_nodes(tree: &Tree, table: NodeId) -> Vec<NodeId> {
    let mut rows = Vec::new();
    for part in tree.children(table) {
        match tree.name(*part) {
            "tr" | "caption" => rows.push(*part),
            "tbody" | "thead" | "tfoot" => {
                let within = tree.children(*part).iter();
                rows.extend(within.filter(|row| tree.name(**row) == "tr"));
            }
            _ => {}
        }
    }
    rows
}

fn cell_nodes(tree: &Tree, row: NodeId) -> Vec<NodeId> {
    if tree.name(row) == "caption" {
        return vec![row];
    }
    let cells = tree.children(row).iter().copied();
    cells.filter(|cell| matches!(tree.name(*cell), "td" | "th")).collect()
}

/// The words of a cell.
#[derive(Default)]
struct CellText {
    text: String,
    paragraphs: usize,
    linked: usize,
}

/// Reads a cell, its paragraphs apart by a blank; false if there is a table in it.
fn read(tree: &Tree, cell: NodeId, told: &mut CellText) -> bool {
    let children = tree.children(cell).iter().rev();
    let mut steps: Vec<(NodeId, bool)> = children.map(|child| (*child, false)).collect();
    let mut is_apart = false;
    while let Some((id, is_linked)) = steps.pop() {
        if let Some(text) = tree.text(id) {
            is_apart = write(text, is_apart, is_linked, told);
            continue;
        }
        let name = tree.name(id);
        if name == "table" {
            return false;
        }
        if is_never_shown(name) {
            continue;
        }
        if name == "br" || is_block(tree, id, name) {
            told.paragraphs += 1;
            is_apart = true;
        }
        let is_linked = is_linked || name == "a";
        let children = tree.children(id).iter().rev();
        steps.extend(children.map(|child| (*child, is_linked)));
    }
    true
}

/// Writes the words of a text; whether they end in white space.
fn write(text: &str, mut is_apart: bool, is_linked: bool, told: &mut CellText) -> bool {
    let mut is_line_end = false;
    for c in text.chars() {
        if c.is_whitespace() {
            is_line_end |= matches!(c, '\n' | '\r');
            is_apart |= !matches!(c, '\n' | '\r') && !is_line_end;
            continue;
        }
        if c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}') {
            continue;
        }
        if let Some(before) = told.text.chars().next_back() {
            let is_chinese = is_cjk(before) || is_cjk(c);
            if is_apart || (is_line_end && !is_chinese) {
                told.text.push(' ');
            }
        }
        (is_apart, is_line_end) = (false, false);
        told.text.push(c);
        told.linked += usize::from(is_linked);
    }
    is_apart
}
