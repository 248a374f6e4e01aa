//! Tables: the first row repeated on every page, no row cut by the end of a page.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

use super::body::Writer;
use crate::plan::{Align, Flat, Table};

/// The width of the text, twentieths of a point.
const WIDTH: usize = 8845;
/// Columns that Word takes at the most.
const MOST_COLUMNS: usize = 63;

impl<'a> Writer<'a> {
    /// A table and a thin gap, without which two tables in a row would become one.
    pub(super) fn table(&mut self, table: &'a Table) {
        let columns = table.rows.iter().map(|r| r.cells.len()).max().unwrap_or(0);
        if columns == 0 {
            return;
        }
        if columns > MOST_COLUMNS {
            let at = table.rows[0].at;
            self.remarks.push(super::super::Remark {
                at, message: format!("表格有 {columns} 列，Word 最多 {MOST_COLUMNS} 列，请拆开")
            });
        }
        let widths = widths(table, columns);
        self.out.push_str("<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/>");
        let _ = write!(self.out, "<w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/></w:tblPr><w:tblGrid>");
        for width in &widths {
            let _ = write!(self.out, "<w:gridCol w:w=\"{width}\"/>");
        }
        self.out.push_str("</w:tblGrid>");
        for (index, row) in table.rows.iter().enumerate() {
            self.out.push_str("<w:tr><w:trPr><w:cantSplit/>");
            if index == 0 {
                self.out.push_str("<w:tblHeader/>");
            }
            self.out.push_str("</w:trPr>");
            for (column, width) in widths.iter().enumerate() {
                let _ = write!(self.out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>");
                let side = match table.align.get(column) {
                    _ if index == 0 => "",
                    Some(Align::Center) => "<w:jc w:val=\"center\"/>",
                    Some(Align::Right) => "<w:jc w:val=\"right\"/>",
                    Some(Align::Auto | Align::Left) | None => "",
                };
                let style = if index == 0 { "TableHead" } else { "TableText" };
                self.paragraph(style, side, |w| {
                    if let Some(cell) = row.cells.get(column) {
                        w.inlines(&cell.inlines);
                    }
                });
                self.out.push_str("</w:tc>");
            }
            self.out.push_str("</w:tr>");
        }
        self.out.push_str("</w:tbl>");
        self.paragraph("TableGap", "", |_| {});
    }
}

/// Widths of the columns. A column whose widest cell fits into a fair share gets what it needs; the others divide the rest
/// by what they would need.
fn widths(table: &Table, columns: usize) -> Vec<usize> {
    // 小四 is about 120 twentieths of a point for a letter, twice that for a Chinese character; fonts differ a little.
    let mut wanted = vec![680_usize; columns];
    for row in &table.rows {
        for (width, cell) in wanted.iter_mut().zip(&row.cells) {
            let text = Flat::of(&cell.inlines).text;
            let widest = text.lines().map(|l| l.width()).max().unwrap_or(0);
            *width = (*width).max(widest.min(80) * 130 + 200);
        }
    }
    let sum: usize = wanted.iter().sum();
    if sum <= WIDTH {
        return wanted.iter().map(|w| WIDTH * w / sum).collect();
    }
    let mut out = vec![0; columns];
    let (mut left, mut open): (usize, Vec<usize>) = (WIDTH, (0..columns).collect());
    loop {
        let share = left / open.len().max(1);
        let fits: Vec<usize> = open.iter().copied().filter(|i| wanted[*i] <= share).collect();
        if fits.is_empty() {
            break;
        }
        for index in fits {
            out[index] = wanted[index];
            left -= wanted[index];
        }
        open.retain(|i| out[*i] == 0);
    }
    let sum: usize = open.iter().map(|i| wanted[*i]).sum();
    for index in open {
        out[index] = (left * wanted[index] / sum.max(1)).max(1);
    }
    out
}
