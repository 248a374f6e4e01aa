//! Tables that are nothing but a frame around text: a plan, or a part of one, in a single cell.

use super::flow::{Flow, Para, RawTable};
use super::heading;
use super::notes::DocxNotes;
use crate::text::numeral::{self, OrdinalKind};

/// Takes text out of tables that only frame it, so that its headings are found.
pub(super) fn open<'n>(flow: Vec<Flow<'n>>, notes: &mut DocxNotes) -> Vec<Flow<'n>> {
    let mut out = Vec::with_capacity(flow.len());
    for part in flow {
        match part {
            Flow::Table(table) if is_frame(&table) => {
                notes.frames += 1;
                for cell in table.rows.into_iter().flatten() {
                    out.extend(open(cell.content, notes));
                }
            }
            part => out.push(part),
        }
    }
    out
}

/// Whether a table has one column, and a cell with several paragraphs that are headings and text,
/// or with a table.
fn is_frame(table: &RawTable<'_>) -> bool {
    let is_single = table.rows.len() == 1;
    table.columns == 1 && table.rows.iter().flatten().any(|cell| is_text(&cell.content, is_single))
}

fn is_text(content: &[Flow<'_>], is_single: bool) -> bool {
    let paragraphs: Vec<&Para<'_>> = content.iter().filter_map(written).collect();
    let has_table = content.iter().any(|part| matches!(part, Flow::Table(_)));
    let has_heading = paragraphs.iter().any(|para| is_heading(para));
    let parts = paragraphs.len() + usize::from(has_table);
    parts > 1 && (is_single || has_table || has_heading)
}

/// A paragraph with something in it.
fn written<'f, 'n>(part: &'f Flow<'n>) -> Option<&'f Para<'n>> {
    match part {
        Flow::Para(para) if !heading::text_of(para).is_empty() => Some(para),
        Flow::Para(_) | Flow::Table(_) => None,
    }
}

fn is_heading(para: &Para<'_>) -> bool {
    let has_level = para.level.is_some_and(|level| level > 0);
    let ordinal = numeral::ordinal(&heading::text_of(para));
    has_level || para.title || ordinal.is_some_and(|found| found.kind == OrdinalKind::Chinese)
}
