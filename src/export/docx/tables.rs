//! Tables: the first row repeated on every page, no row cut by the end of a page, the type as small
//! as the columns need.

use super::super::{NotExported, Remark};
use super::body::BodyWriter;
use super::page_sections::Orientation;
use super::styles::{SMALLER, cell_margins};
use super::xml_writer::XmlWriter;
use crate::plan::columns::{ColumnLayout, Side, TableRoom};
use crate::plan::{Row, Table};

/// The width of the text on a portrait page, 156 mm, and on a landscape one, 225 mm; points. Sizes
/// as in the typeset pages.
const ROOM: TableRoom<'_> =
    TableRoom { portrait: (442.2, &[12.0, 10.5, 9.0]), landscape: (637.8, &[10.5, 9.0, 7.5]) };
/// The most columns that Word takes.
const MOST_COLUMNS: usize = 63;

/// Whether a table needs a landscape page.
pub(super) fn is_wide(table: &Table) -> bool {
    !table.rows.is_empty() && ColumnLayout::new(table, ROOM).landscape
}

impl<'a> BodyWriter<'a> {
    /// A table and a thin gap, without which two tables in a row would become one.
    pub(super) fn table(&mut self, table: &'a Table) {
        let columns = table.columns();
        if columns == 0 {
            return;
        }
        if columns > MOST_COLUMNS {
            let what = NotExported::WideTable { columns, most: MOST_COLUMNS };
            self.remarks.push(Remark { at: table.rows[0].at, what });
        }
        // Within lists and quotations the orientation of the page cannot change.
        let room = match self.orientation {
            Orientation::Landscape => ROOM,
            Orientation::Portrait => TableRoom { landscape: ROOM.portrait, ..ROOM },
        };
        let layout = ColumnLayout::new(table, room);
        let widths: Vec<u32> = layout.widths.iter().map(|width| twentieths(*width)).collect();
        self.xml.open("w:tbl", &[]);
        table_properties(&mut self.xml, &layout, &widths);
        for (index, row) in table.rows.iter().enumerate() {
            self.row(row, index == 0, &layout, &widths);
        }
        self.xml.close("w:tbl");
        self.plain_paragraph("TableGap", |_| {});
    }

    fn row(&mut self, row: &'a Row, is_head: bool, layout: &ColumnLayout, widths: &[u32]) {
        let style = text_style(layout.size, if is_head { "TableHead" } else { "TableText" });
        self.xml.open("w:tr", &[]);
        self.xml.element("w:trPr", &[], |xml| {
            xml.empty("w:cantSplit", &[]);
            if is_head {
                xml.empty("w:tblHeader", &[]);
            }
        });
        for (column, width) in widths.iter().enumerate() {
            self.xml.open("w:tc", &[]);
            self.xml.element("w:tcPr", &[], |xml| {
                xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
                xml.val("w:vAlign", "center");
            });
            let side = match layout.align.get(column) {
                Some(Side::Center) if !is_head => Some("center"),
                Some(Side::Right) if !is_head => Some("right"),
                _ => None,
            };
            let align = |xml: &mut XmlWriter| {
                if let Some(side) = side {
                    xml.val("w:jc", side);
                }
            };
            self.paragraph(&style, align, |w| {
                if let Some(cell) = row.cells.get(column) {
                    w.inlines(&cell.inlines);
                }
            });
            self.xml.close("w:tc");
        }
        self.xml.close("w:tr");
    }
}

/// Points in twentieths of a point, at least one.
fn twentieths(points: f64) -> u32 {
    ((points * 20.0) as u32).max(1)
}

/// The style of text of a size.
fn text_style(size: f64, base: &str) -> String {
    let smaller = SMALLER.into_iter().find(|half| (f64::from(*half) / 2.0 - size).abs() < 0.1);
    match smaller {
        Some(half) => format!("{base}{half}"),
        None => base.to_owned(),
    }
}

fn table_properties(xml: &mut XmlWriter, layout: &ColumnLayout, widths: &[u32]) {
    let width: u32 = widths.iter().sum();
    xml.element("w:tblPr", &[], |xml| {
        xml.val("w:tblStyle", "TableGrid");
        xml.empty("w:tblW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        xml.val("w:jc", "center");
        xml.empty("w:tblLayout", &[("w:type", "fixed")]);
        cell_margins(xml, (layout.inset * 20.0) as u32);
    });
    xml.element("w:tblGrid", &[], |xml| {
        for width in widths {
            xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
        }
    });
}
