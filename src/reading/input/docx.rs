//! A Word document: its paragraphs in order, automatic numbers as printed, tables as rows, text boxes behind their paragraphs.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::docx::{self, Disguise, DocxError};
use crate::plan::model::{Block, BlockKind, Inline, InlineKind};
use crate::reading::document::LineKind;
use crate::text::Sources;
use crate::text::source::LinePlace;

use super::draft::Draft;
use super::input_fault::InputFault;

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<Draft, InputFault> {
    let mut sources = Sources::default();
    let document = docx::read(bytes, "通知.docx", &mut sources).map_err(fault)?;
    let source = sources.get(document.source);
    let text = source.text.as_str();
    let mut layout = Layout::default();
    for heading in document.plan.headings() {
        layout.headings.insert(heading.at.span.start as usize);
        layout.breaks_of(&heading.inlines);
    }
    for block in document.plan.blocks() {
        layout.block(block);
    }
    let mut draft = Draft::default();
    let mut start = 0;
    let mut row_end = 0;
    for (number, line) in (1..).zip(text.split('\n')) {
        let here = start;
        start += line.len() + 1;
        // What stands on every page is no part of the notice.
        let is_margin =
            matches!(source.named_lines.get(&number), Some(LinePlace::Header | LinePlace::Footer));
        if here < row_end || is_margin {
            continue;
        }
        if let Some((end, row)) = layout.rows.get(&here) {
            row_end = *end + 1;
            draft.push(row_text(text, row), LineKind::TableRow);
            continue;
        }
        let kind =
            if layout.headings.contains(&here) { LineKind::Heading } else { LineKind::Paragraph };
        for part in parts(line, here, &layout.breaks) {
            draft.push(part, kind);
        }
    }
    for running in &document.notes.headers_footers {
        draft.leave_out(usize::MAX, running.clone(), "页眉页脚");
    }
    Ok(draft)
}

/// What is where in the text of a document.
#[derive(Default)]
struct Layout {
    /// Where headings begin.
    headings: BTreeSet<usize>,
    /// Line ends within paragraphs.
    breaks: BTreeSet<usize>,
    /// Where rows begin, where they end, and their cells.
    rows: BTreeMap<usize, (usize, Vec<(usize, usize)>)>,
}

impl Layout {
    fn block(&mut self, block: &Block) {
        let mut open = vec![block];
        while let Some(block) = open.pop() {
            match &block.kind {
                BlockKind::Paragraph(inlines) => self.breaks_of(inlines),
                BlockKind::List { items, .. } => open.extend(items.iter().flatten()),
                BlockKind::Quote(blocks) => open.extend(blocks),
                BlockKind::Table(table) => {
                    for row in &table.rows {
                        let cells: Vec<(usize, usize)> = row
                            .cells
                            .iter()
                            .map(|cell| ends(cell.at.span.start, cell.at.span.end))
                            .collect();
                        let (start, end) = ends(row.at.span.start, row.at.span.end);
                        if end > start {
                            self.rows.insert(start, (end, cells));
                        }
                    }
                }
                BlockKind::Figure(_)
                | BlockKind::Code(_)
                | BlockKind::Rule
                | BlockKind::Html(_) => {}
            }
        }
    }

    fn breaks_of(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            if matches!(inline.kind, InlineKind::LineBreak | InlineKind::SoftBreak) {
                self.breaks.insert(inline.at.span.start as usize);
            }
        }
    }
}

fn ends(start: u32, end: u32) -> (usize, usize) {
    (start as usize, end as usize)
}

/// The cells of a row, apart by tab characters; paragraphs within a cell apart by a blank.
fn row_text(text: &str, cells: &[(usize, usize)]) -> String {
    let mut row = Vec::new();
    for (start, end) in cells {
        let cell = text.get(*start..*end).unwrap_or_default();
        let cell = cell.replace(['\n', '\t'], " ");
        row.push(cell.trim().to_owned());
    }
    row.join("\t")
}

/// A paragraph in the lines that its writer gave it.
fn parts<'t>(line: &'t str, start: usize, breaks: &BTreeSet<usize>) -> Vec<&'t str> {
    let mut parts = Vec::new();
    let mut begin = 0;
    for at in breaks.range(start..start + line.len()) {
        let cut = at - start;
        if cut >= begin && line.is_char_boundary(cut) {
            parts.push(&line[begin..cut]);
            begin = cut;
        }
    }
    parts.push(&line[begin..]);
    parts
}

fn fault(fault: DocxError) -> InputFault {
    match fault {
        DocxError::Unread(end) => InputFault::Unread(end),
        DocxError::OldBinary => InputFault::OldWord,
        DocxError::Encrypted => InputFault::Encrypted,
        DocxError::Macros => InputFault::Macros,
        DocxError::TooLarge => InputFault::TooDeep,
        DocxError::NotDocx
        | DocxError::Damaged
        | DocxError::OtherEncoding
        | DocxError::ForeignDocument
        | DocxError::Declarations
        | DocxError::Unusual => InputFault::Damaged,
        DocxError::Disguised(disguise) => match disguise {
            Disguise::Empty => InputFault::Empty,
            Disguise::Rtf => InputFault::Rtf,
            Disguise::Xml => InputFault::WordXml,
            Disguise::OpenDocument => InputFault::OpenDocument,
            Disguise::Office => InputFault::OtherOffice,
            Disguise::Web | Disguise::Pdf => InputFault::Damaged,
        },
    }
}
