//! Tables: the first row repeated on every page, no row cut by the end of a page, the type as small
//! as the columns need.

use std::fmt::Write as _;

use super::body::BodyWriter;
use super::styles::SMALLER;
use crate::plan::Table;
use crate::plan::columns::{ColumnLayout, Side, TableRoom};

/// The text on an upright page, 156 mm, and on one that lies on its side, 225 mm; points. Sizes as
/// in the typeset pages.
const ROOM: TableRoom<'_> =
    TableRoom { portrait: (442.2, &[12.0, 10.5, 9.0]), landscape: (637.8, &[10.5, 9.0, 7.5]) };
/// Columns that Word takes at the most.
const MOST_COLUMNS: usize = 63;

/// Whether a table needs a page on its side.
pub(super) fn is_wide(table: &Table) -> bool {
    !table.rows.is_empty() && ColumnLayout::new(table, ROOM).landscape
}

impl<'a> BodyWriter<'a> {
    /// A table and a thin gap, without which two tables in a row would become one.
    pub(super) fn table(&mut self, table: &'a Table) {
        let columns = table.rows.iter().map(|r| r.cells.len()).max().unwrap_or(0);
        if columns == 0 {
            return;
        }
        if columns > MOST_COLUMNS {
            let at = table.rows[0].at;
            self.remarks.push(super::super::Remark {
                at,
                message: format!("表格有 {columns} 列，Word 最多 {MOST_COLUMNS} 列，请拆开"),
            });
        }
        // Within lists and quotations no page can turn.
        let look = ColumnLayout::new(
            table,
            if self.landscape { ROOM } else { TableRoom { landscape: ROOM.portrait, ..ROOM } },
        );
        // Twentieths of a point.
        let widths: Vec<u32> = look.widths.iter().map(|w| ((w * 20.0) as u32).max(1)).collect();
        let width: u32 = widths.iter().sum();
        let inset = (look.inset * 20.0) as u32;
        let smaller = SMALLER.into_iter().find(|s| (f64::from(*s) / 2.0 - look.size).abs() < 0.1);
        let style =
            |name: &str| smaller.map_or_else(|| name.to_owned(), |size| format!("{name}{size}"));
        let (text, head) = (style("TableText"), style("TableHead"));
        self.out.push_str("<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/>");
        let _ = write!(
            self.out,
            "<w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblLayout w:type=\"fixed\"/>"
        );
        let _ = write!(
            self.out,
            "<w:tblCellMar><w:left w:w=\"{inset}\" w:type=\"dxa\"/><w:right w:w=\"{inset}\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>"
        );
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
                let _ = write!(
                    self.out,
                    "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>"
                );
                let side = match look.align.get(column) {
                    _ if index == 0 => "",
                    Some(Side::Center) => "<w:jc w:val=\"center\"/>",
                    Some(Side::Right) => "<w:jc w:val=\"right\"/>",
                    Some(Side::Left) | None => "",
                };
                let style = if index == 0 { &head } else { &text };
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
