//! A plan as a file that others can edit or read: a Word document, or one page of HTML. The same
//! bytes every time.
//!
//! Pictures come from the caller; there is no clock, no file and no network here. What cannot be
//! taken along is reported in remarks, and the rest comes out nevertheless.

mod arrange;
pub mod docx;
pub mod html;
mod pictures;
pub mod sheet;

pub use pictures::{PictureFormat, PictureRefusal};

use crate::plan::{Inline, InlineKind, Plan, Table};
use crate::project::cover::Cover;
use crate::project::targets::{self, TargetRow};
use crate::text::At;
use crate::text::characters::filled;

/// What is to be written.
pub struct ExportInput<'a> {
    pub plan: &'a Plan,
    pub cover: Cover,
    /// The rows of `{{targets}}`.
    pub targets: Vec<TargetRow>,
    /// Gives a picture by its path relative to the project; `None` if it is not there.
    pub pictures: &'a dyn Fn(&str) -> Option<Vec<u8>>,
}

/// A written file.
#[derive(Clone, Debug, Default)]
pub struct Exported {
    /// The file.
    pub bytes: Vec<u8>,
    /// What could not be taken along.
    pub remarks: Vec<Remark>,
}

/// Something that could not be taken along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Where it stands.
    pub at: At,
    /// What and why.
    pub what: NotExported,
}

/// What is not in the file, or not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotExported {
    /// A picture.
    Picture {
        /// Its path, or its address on the web.
        path: String,
        /// Why.
        refusal: PictureRefusal,
    },
    /// A note to which a note refers: Word has no notes in notes.
    NoteInNote,
    /// A picture in a note.
    PictureInNote,
    /// A table with more columns than Word can show.
    WideTable {
        /// How many it has.
        columns: usize,
        /// How many there may be.
        most: usize,
    },
}

impl ExportInput<'_> {
    /// The plan's title; the project's name where it has none.
    fn title(&self) -> String {
        let title = self.plan.title.as_ref().and_then(|title| filled(&title.text));
        title.unwrap_or(self.cover.project.value.trim()).to_owned()
    }

    /// The table of targets; `None` without rows.
    fn target_table(&self) -> Option<Table> {
        targets::table(&self.targets)
    }
}

/// The first character that some inline text shows.
fn first_char(inlines: &[Inline]) -> Option<char> {
    inlines.iter().find_map(|inline| match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => text.chars().next(),
        InlineKind::Strong(inner)
        | InlineKind::Emph(inner)
        | InlineKind::Strike(inner)
        | InlineKind::Sup(inner)
        | InlineKind::Sub(inner)
        | InlineKind::Link { inlines: inner, .. } => first_char(inner),
        _ => None,
    })
}
