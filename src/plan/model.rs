//! The types of a plan.

use crate::text::numeral::Ordinal;
use crate::text::{At, SourceId};
use serde::{Deserialize, Serialize};

/// A plan, from one or several sources.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Plan {
    /// The document's title, `# …`.
    pub title: Option<Heading>,
    /// What stands before the first section.
    pub preamble: Vec<Block>,
    /// First-level sections, as a rule `## …`; `# …` where a second one follows the title or bears
    /// an ordinal.
    pub sections: Vec<Section>,
    /// Notes by name, in order of appearance.
    pub footnotes: Vec<(String, Vec<Block>)>,
    /// What stands in the headers and footers of a document, each line once; never rendered.
    pub margins: Vec<Block>,
    /// Places that a word processor shows as still to be filled in.
    pub placeholders: Vec<At>,
    /// Text that a word processor shows otherwise than the text around it.
    #[serde(default)]
    pub looks: Vec<TextLook>,
    /// Comments, never rendered.
    pub comments: Vec<At>,
    /// Marks of the sources that do something else than their author meant.
    pub markup_faults: Vec<MarkupFault>,
    /// The sources, in order.
    pub sources: Vec<SourceId>,
}

/// Text that looks otherwise than the text around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextLook {
    pub kind: TextLookKind,
    pub at: At,
}

/// How text looks otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TextLookKind {
    /// On a bright background.
    Highlighted,
    /// In a bright colour.
    Coloured,
    /// A few words in another font than nearly all running text.
    OtherFont {
        /// Their font.
        font: String,
        /// The font of the running text.
        usual: String,
    },
}

/// A mark in a source that does something else than its author meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkupFault {
    /// What it does.
    pub kind: MarkupFaultKind,
    /// The mark.
    pub at: At,
}

/// What a mark does that its author did not mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MarkupFaultKind {
    /// `<!--` without `-->`; it was read as if it were not there.
    OpenComment,
    /// Three backticks or tildes without their like; read as if they were not there.
    OpenFence,
    /// Cells beyond the columns of a table's head.
    ExtraCells,
    /// A table in HTML, whose cells are printed as lines.
    HtmlTable,
    /// HTML whose words are not printed, as those of a script.
    HiddenHtml,
    /// A note that nothing refers to.
    UnusedNote,
    /// `[名]: 去处`, which is never printed.
    Definition,
    /// A link to no address, whose target is never printed.
    LinkTarget,
    /// A link without words, of which nothing is printed.
    EmptyLink,
    /// The title in quotation marks behind the address of a picture or link.
    Title,
    /// The caption of a picture that stands within text, where none is printed.
    InlineCaption,
    /// Backslashes that were meant as they stand.
    Backslash,
    /// Front matter, which is none of the text.
    FrontMatter,
    /// A list that prints another number than the one written.
    ListNumber { written: u32, printed: u32 },
    /// Asterisks that may be signs of multiplication and were read as emphasis.
    Product,
}

/// A heading.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Heading {
    /// 1 for the title, 2 for `一、` and so on, as written.
    pub level: u8,
    /// Its content, ordinal included.
    pub inlines: Vec<Inline>,
    /// Its text, ordinal included.
    pub text: String,
    /// The ordinal at its start.
    pub ordinal: Option<Ordinal>,
    /// Its text's place, without the `#`.
    pub at: At,
    /// The place of the marks and the text.
    pub line: At,
}

/// A heading and all up to the next one of its level.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Section {
    pub heading: Heading,
    /// Its own blocks, before the first heading below it.
    pub blocks: Vec<Block>,
    /// Sections below it.
    pub children: Vec<Section>,
    /// From the heading to the end of the last part.
    pub at: At,
}

/// A block.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its place.
    pub at: At,
}

/// What a block is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum BlockKind {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A list; `start` is how an ordered one is numbered.
    List {
        /// First number and mark; `None` for bullets.
        start: Option<ListStart>,
        items: Vec<Vec<Block>>,
    },
    Table(Table),
    /// A paragraph that holds one picture and nothing else.
    Figure(Image),
    /// A quotation.
    Quote(Vec<Block>),
    /// Preformatted text.
    Code(String),
    /// A horizontal line.
    Rule,
    /// Raw HTML other than a comment; not rendered.
    Html(String),
}

/// How an ordered list is numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListStart {
    pub first: u32,
    pub mark: NumberMark,
}

/// What stands behind the numbers of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NumberMark {
    /// `1.`
    Point,
    /// `1)`
    Bracket,
}

impl NumberMark {
    /// The character.
    pub fn character(self) -> char {
        match self {
            Self::Point => '.',
            Self::Bracket => ')',
        }
    }
}

/// A table; the first row is its head.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Table {
    /// Alignment of the columns.
    pub align: Vec<Align>,
    pub rows: Vec<Row>,
}

impl Table {
    /// How many columns it has: cells of its longest row.
    pub fn columns(&self) -> usize {
        let lengths = self.rows.iter().map(|row| row.cells.len());
        lengths.max().unwrap_or(0)
    }
}

/// Alignment of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Align {
    /// Not said.
    #[default]
    Auto,
    Left,
    /// Centre.
    Center,
    Right,
}

/// A row of a table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Row {
    pub cells: Vec<Cell>,
    /// Its place.
    pub at: At,
}

/// A cell of a table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Cell {
    /// Its content.
    pub inlines: Vec<Inline>,
    /// Its place, without the bars.
    pub at: At,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Where it lies, relative to the project, as written.
    pub path: String,
    /// What it shows.
    pub alt: String,
    /// Its place.
    pub at: At,
}

/// A piece of running text.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// Its place.
    pub at: At,
}

/// What a piece of running text is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum InlineKind {
    Text(String),
    /// Bold.
    Strong(Vec<Inline>),
    /// Italic; in Chinese print, emphasis.
    Emph(Vec<Inline>),
    /// Struck out.
    Strike(Vec<Inline>),
    /// Superscript.
    Sup(Vec<Inline>),
    /// Subscript.
    Sub(Vec<Inline>),
    Code(String),
    Link {
        /// Target.
        url: String,
        /// Text.
        inlines: Vec<Inline>,
    },
    /// A picture within text.
    Image(Image),
    /// A line end that means nothing.
    SoftBreak,
    /// A line end that is meant.
    LineBreak,
    /// A reference to a note.
    Note(String),
    /// Raw HTML; not rendered.
    Html(String),
}

impl Section {
    /// This section and all below it, in order, with their depth from 0.
    pub fn walk(&self) -> Vec<(usize, &Self)> {
        fn go<'a>(section: &'a Section, depth: usize, out: &mut Vec<(usize, &'a Section)>) {
            out.push((depth, section));
            for child in &section.children {
                go(child, depth + 1, out);
            }
        }
        let mut out = Vec::new();
        go(self, 0, &mut out);
        out
    }

    /// All blocks of this section and those below it.
    pub fn blocks_below(&self) -> impl Iterator<Item = &Block> {
        self.walk().into_iter().flat_map(|(_, section)| &section.blocks)
    }
}

impl Plan {
    /// All sections in order, with their depth from 0.
    pub fn walk(&self) -> Vec<(usize, &Section)> {
        self.sections.iter().flat_map(Section::walk).collect()
    }

    /// All headings in order, the title first.
    pub fn headings(&self) -> impl Iterator<Item = &Heading> {
        let below = self.walk().into_iter().map(|(_, section)| &section.heading);
        self.title.iter().chain(below)
    }

    /// All blocks in order, notes last.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        let sections = self.walk().into_iter().flat_map(|(_, section)| &section.blocks);
        let notes = self.footnotes.iter().flat_map(|(_, blocks)| blocks);
        self.preamble.iter().chain(sections).chain(notes)
    }

    /// All pictures in order.
    pub fn images(&self) -> Vec<&Image> {
        let mut out = Vec::new();
        for block in self.blocks() {
            block.images(&mut out);
        }
        out
    }
}

impl Block {
    fn images<'a>(&'a self, out: &mut Vec<&'a Image>) {
        match &self.kind {
            BlockKind::Figure(image) => out.push(image),
            BlockKind::Paragraph(inlines) => inline_images(inlines, out),
            BlockKind::List { items, .. } => {
                for block in items.iter().flatten() {
                    block.images(out);
                }
            }
            BlockKind::Quote(blocks) => {
                for block in blocks {
                    block.images(out);
                }
            }
            BlockKind::Table(table) => {
                for c in table.rows.iter().flat_map(|r| &r.cells) {
                    inline_images(&c.inlines, out);
                }
            }
            BlockKind::Code(_) | BlockKind::Rule | BlockKind::Html(_) => {}
        }
    }
}

fn inline_images<'a>(inlines: &'a [Inline], out: &mut Vec<&'a Image>) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Image(image) => out.push(image),
            InlineKind::Strong(inner)
            | InlineKind::Emph(inner)
            | InlineKind::Strike(inner)
            | InlineKind::Sup(inner)
            | InlineKind::Sub(inner) => {
                inline_images(inner, out);
            }
            InlineKind::Link { inlines, .. } => inline_images(inlines, out),
            _ => {}
        }
    }
}
