//! The texts of a plan in order, each with its section, its block and, in a table, its cell.

use crate::plan::{Block, BlockKind, Plan, Section, Table, TextRun};
use crate::text::At;

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactTextKind {
    /// The title of the plan.
    Title,
    Heading,
    Paragraph,
    /// A paragraph of an item of a list.
    Item,
    /// A cell of a table.
    Cell,
    /// The words of a picture.
    Figure,
    /// A line of a header or footer.
    Margin,
    /// A note.
    Note,
}

/// Which cell of which table a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellPosition {
    /// Index into [`super::PlanFacts::tables`].
    pub table: usize,
    /// The head is row 0.
    pub row: usize,
    pub column: usize,
}

/// A heading, paragraph, item or cell.
#[derive(Clone, Debug)]
pub struct FactText {
    pub run: TextRun,
    pub kind: FactTextKind,
    /// The index of the text of the nearest heading above it, or of itself.
    pub heading: Option<usize>,
    /// The index of the text of the first-level heading above it, or of itself.
    pub part: Option<usize>,
    /// The running number of the block that it stands in; a list or table is one block.
    pub block: usize,
    pub cell: Option<CellPosition>,
}

impl FactText {
    /// A paragraph that stands alone.
    pub(super) fn paragraph(run: TextRun) -> Self {
        let kind = FactTextKind::Paragraph;
        Self { run, kind, heading: None, part: None, block: 0, cell: None }
    }

    /// Its words.
    pub fn text(&self) -> &str {
        &self.run.text
    }
}

/// A place in a text of a plan, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FactSpot {
    /// Index into [`super::PlanFacts::texts`].
    pub text: usize,
    pub start: usize,
    pub end: usize,
}

/// A table as texts.
#[derive(Clone, Debug)]
pub struct FactTable {
    /// For each row the texts of its cells; the head is row 0.
    pub rows: Vec<Vec<usize>>,
    /// The text of its caption: a short paragraph before it that begins with 表.
    pub caption: Option<usize>,
    /// The text that holds `单位：` for the whole table: the caption, or a short paragraph between
    /// the caption and the table.
    pub unit_line: Option<usize>,
    /// The index of the text of the nearest heading above it.
    pub heading: Option<usize>,
    pub block: usize,
    pub at: At,
}

/// Characters that a caption or a line with the unit of a table has at most.
const LONGEST_CAPTION: usize = 60;

/// All texts and tables of a plan, in order; what stands on every page comes last.
pub(super) fn read(plan: &Plan) -> (Vec<FactText>, Vec<FactTable>) {
    let mut reader = TextReader::default();
    if let Some(title) = &plan.title {
        reader.push(TextRun::prose(&title.inlines), FactTextKind::Title, None);
    }
    reader.blocks(&plan.preamble, FactTextKind::Paragraph);
    for section in &plan.sections {
        reader.section(section);
    }
    (reader.heading, reader.part) = (None, None);
    for (_, blocks) in &plan.footnotes {
        reader.blocks(blocks, FactTextKind::Note);
    }
    reader.blocks(&plan.margins, FactTextKind::Margin);
    (reader.texts, reader.tables)
}

#[derive(Default)]
struct TextReader {
    texts: Vec<FactText>,
    tables: Vec<FactTable>,
    heading: Option<usize>,
    part: Option<usize>,
    block: usize,
}

impl TextReader {
    fn push(&mut self, run: TextRun, kind: FactTextKind, cell: Option<CellPosition>) {
        let (heading, part, block) = (self.heading, self.part, self.block);
        self.texts.push(FactText { run, kind, heading, part, block, cell });
    }

    fn section(&mut self, section: &Section) {
        self.part = Some(self.texts.len());
        for (_, section) in section.walk() {
            self.block += 1;
            self.heading = Some(self.texts.len());
            self.push(TextRun::prose(&section.heading.inlines), FactTextKind::Heading, None);
            self.blocks(&section.blocks, FactTextKind::Paragraph);
        }
    }

    fn blocks(&mut self, blocks: &[Block], kind: FactTextKind) {
        for block in blocks {
            self.block += 1;
            self.read_block(block, kind);
        }
    }

    /// Reads a block; those within a list or quotation share its number.
    fn read_block(&mut self, block: &Block, kind: FactTextKind) {
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.push(TextRun::prose(inlines), kind, None),
            BlockKind::List { items, .. } => {
                for inner in items.iter().flatten() {
                    self.read_block(inner, FactTextKind::Item);
                }
            }
            BlockKind::Quote(blocks) => {
                for inner in blocks {
                    self.read_block(inner, kind);
                }
            }
            BlockKind::Table(table) => self.table(table, block.at),
            BlockKind::Figure(image) => {
                self.push(TextRun::plain(&image.alt, image.at), FactTextKind::Figure, None);
            }
            BlockKind::Code(_) | BlockKind::Rule | BlockKind::Html(_) => {}
        }
    }

    fn table(&mut self, table: &Table, at: At) {
        let (caption, unit_line) = self.words_above();
        let number = self.tables.len();
        let mut rows = Vec::with_capacity(table.rows.len());
        for (row, cells) in table.rows.iter().enumerate() {
            let first = self.texts.len();
            for (column, cell) in cells.cells.iter().enumerate() {
                let position = CellPosition { table: number, row, column };
                self.push(TextRun::prose(&cell.inlines), FactTextKind::Cell, Some(position));
            }
            rows.push((first..self.texts.len()).collect());
        }
        let (heading, block) = (self.heading, self.block);
        self.tables.push(FactTable { rows, caption, unit_line, heading, block, at });
    }

    /// The caption above the table that comes next, and the line with its unit.
    fn words_above(&self) -> (Option<usize>, Option<usize>) {
        let mut unit_line = None;
        for back in 1..=2 {
            let Some(index) = self.texts.len().checked_sub(back) else { break };
            let text = &self.texts[index];
            let words = text.text().trim();
            let is_near = text.block + back == self.block && text.cell.is_none();
            if !is_near || words.chars().count() > LONGEST_CAPTION {
                break;
            }
            let has_unit = words.contains("单位：") || words.contains("单位:");
            if has_unit {
                unit_line = Some(index);
            }
            let is_caption = words.starts_with(['表', '附', '续']);
            if is_caption {
                return (Some(index), unit_line);
            }
            if !has_unit {
                break;
            }
        }
        (None, unit_line)
    }
}
