//! Tables: merged cells become rectangles, their text in the first cell.

use super::collect::Collector;
use super::flow::{RawCell, RawTable};
use super::xml::XmlNode;

/// Columns at most: Word allows 63.
const MOST_COLUMNS: usize = 200;

impl<'n> Collector<'_, 'n> {
    /// Reads a table.
    pub(super) fn table(&mut self, node: &'n XmlNode) -> RawTable<'n> {
        let mut table = RawTable::default();
        rows(self, node, &mut table);
        let widest = table.rows.iter().map(Vec::len).max();
        table.columns = widest.unwrap_or(0);
        for row in &mut table.rows {
            row.resize_with(table.columns, RawCell::default);
        }
        table
    }
}

fn rows<'n>(collector: &mut Collector<'_, 'n>, node: &'n XmlNode, table: &mut RawTable<'n>) {
    for child in &node.children {
        match &*child.name {
            "tr" => {
                let properties = child.child("trPr");
                let is_deleted = properties.is_some_and(|p| p.child("del").is_some());
                let is_inserted = properties.is_some_and(|p| p.child("ins").is_some());
                collector.notes.changes += usize::from(is_inserted || is_deleted);
                if is_deleted {
                    continue;
                }
                let skipped = |name: &str| {
                    properties.and_then(|p| p.child_number(name)).unwrap_or(0) as usize
                };
                let mut row = Vec::new();
                row.resize_with(skipped("gridBefore").min(MOST_COLUMNS), RawCell::default);
                cells(collector, child, &mut row);
                table.rows.push(row);
            }
            "tblPr" | "tblGrid" => {}
            "tbl" | "p" => {}
            _ => rows(collector, child, table),
        }
    }
}

fn cells<'n>(collector: &mut Collector<'_, 'n>, node: &'n XmlNode, row: &mut Vec<RawCell<'n>>) {
    for child in &node.children {
        match &*child.name {
            "tc" => {
                let properties = child.child("tcPr");
                let span = properties.and_then(|p| p.child_number("gridSpan")).unwrap_or(1);
                let span = span.max(1) as usize;
                // `w:vMerge` and `w:hMerge` without a value go on (ECMA-376 part 1, 17.4.84 and
                // 17.4.22).
                let goes_on = |name: &str| {
                    properties
                        .and_then(|p| p.child(name))
                        .is_some_and(|m| m.val() != Some("restart"))
                };
                collector.notes.merged += usize::from(span > 1)
                    + usize::from(goes_on("vMerge"))
                    + usize::from(goes_on("hMerge"));
                let mut cell = RawCell::default();
                collector.story(child, &mut cell.content);
                if row.len() < MOST_COLUMNS {
                    row.push(cell);
                    row.resize_with((row.len() + span - 1).min(MOST_COLUMNS), RawCell::default);
                } else if let Some(last) = row.last_mut() {
                    // Beyond what any word processor writes, nothing is left unread.
                    last.content.append(&mut cell.content);
                }
            }
            "trPr" | "tblPrEx" => {}
            _ => cells(collector, child, row),
        }
    }
}
