//! What a part of a document holds, in order: paragraphs with their pieces, and tables.

use std::rc::Rc;

use super::lost::LostKind;
use super::numbering::ListLabel;
use super::styles::CharacterFormat;
use super::text_origins::CharacterOrigin;
use super::xml::XmlNode;

/// A note: whether it is an endnote, and its id.
pub(super) type NoteKey = (bool, String);

/// A piece of a paragraph.
#[derive(Clone, Debug)]
pub(super) enum ParagraphItem<'n> {
    /// Characters, and where they stand; `None` for those that Word works out.
    Text(String, Rc<CharacterFormat>, Option<CharacterOrigin>),
    /// A line end within the paragraph, and where it stands.
    Break(CharacterOrigin),
    /// A picture: the path of its part, or an address outside; and what it shows.
    Picture(String, String),
    /// A reference to a note.
    Note(NoteKey),
    /// What stands in a text box.
    Box(Vec<Flow<'n>>),
    /// Something that cannot be read.
    Lost(LostKind),
}

/// A paragraph.
#[derive(Clone, Debug)]
pub(super) struct Para<'n> {
    /// Its pieces.
    pub(super) items: Vec<ParagraphItem<'n>>,
    /// Outline level from 1; 0 for running text; `None` if nothing is said.
    pub(super) level: Option<u8>,
    /// Whether its style is the title's.
    pub(super) title: bool,
    /// Whether its style is that of captions.
    pub(super) is_caption: bool,
    /// Whether it is centred.
    pub(super) centred: bool,
    /// Its automatic number or mark.
    pub(super) label: Option<ListLabel>,
    /// Whether it stands on a cover page that the word processor knows as such.
    pub(super) on_cover: bool,
    /// Where it stands in its part.
    pub(super) node: &'n XmlNode,
}

/// A paragraph or table in the flow of the text.
#[derive(Clone, Debug)]
pub(super) enum Flow<'n> {
    /// A paragraph.
    Para(Para<'n>),
    Table(RawTable<'n>),
}

/// A table as it is written.
#[derive(Clone, Debug, Default)]
pub(super) struct RawTable<'n> {
    pub(super) columns: usize,
    /// Rows; each has a cell for every column.
    pub(super) rows: Vec<Vec<RawCell<'n>>>,
}

/// A cell; one that belongs to a merged cell before or above it has no content.
#[derive(Clone, Debug, Default)]
pub(super) struct RawCell<'n> {
    /// What stands in it.
    pub(super) content: Vec<Flow<'n>>,
}
