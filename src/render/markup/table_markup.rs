//! Tables as Typst code, and the paragraphs that belong to tables and pictures.

use std::fmt::Write as _;

use super::writer::CodeWriter;
use crate::plan::columns::{ColumnLayout, Side, TableRoom};
use crate::plan::{Block, BlockKind, Table, TextRun};

/// Whether a paragraph asks for the table of targets.
pub(super) fn asks_for_targets(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Paragraph(inlines) if TextRun::of(inlines).text.trim() == "{{targets}}")
}

impl CodeWriter<'_> {
    /// A table, its first row repeated on every page.
    pub(super) fn rows(&mut self, table: &Table) {
        if table.rows.is_empty() {
            return;
        }
        let room = self.style.room();
        // In a list, a quotation or a note no page can turn.
        let room =
            if self.landscape { room } else { TableRoom { landscape: room.portrait, ..room } };
        let columns = ColumnLayout::new(table, room);
        let count = columns.widths.len();
        let widths: String = columns.widths.iter().map(|w| format!("{w:.2}fr, ")).collect();
        let side = |side: &Side| match side {
            Side::Left => "left, ",
            Side::Center => "center, ",
            Side::Right => "right, ",
        };
        let align: String = columns.align.iter().map(side).collect();
        let begin = self.code.len();
        let _ = write!(
            self.code,
            "#grid-table(style, {}pt, {}pt, ({widths}), ({align})",
            columns.size, columns.inset
        );
        let widest_run = self.widest_run;
        for (index, row) in table.rows.iter().enumerate() {
            let start = self.code.len();
            self.code.push_str(if index == 0 { ",\n  table.header(" } else { ",\n  " });
            for column in 0..count {
                self.widest_run = columns.room(column);
                let head = if index == 0 { "table.cell(align: center + horizon)" } else { "" };
                let tall = if index > 0 && columns.tall.get(index) == Some(&true) {
                    "table.cell(breakable: true)"
                } else {
                    ""
                };
                let _ = write!(self.code, "{}{head}{tall}[", if column > 0 { ", " } else { "" });
                if let Some(cell) = row.cells.get(column) {
                    let start = self.code.len();
                    self.inlines(&cell.inlines);
                    self.mark(start, cell.at, false);
                }
                self.code.push(']');
            }
            if index == 0 {
                self.code.push(')');
            }
            self.mark(start, row.at, false);
        }
        self.widest_run = widest_run;
        self.code.push_str(")\n");
        if columns.is_crowded() {
            self.crowded.push(begin..self.code.len());
        }
    }
}
