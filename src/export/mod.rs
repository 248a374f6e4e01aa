//! A plan as a file that others can edit or read: a Word document, or one page of HTML. The same bytes every time.
//!
//! Pictures come from the caller; there is no clock, no file and no network here. What cannot be taken along is told in
//! remarks, and the rest comes out nevertheless.

mod arrange;
pub mod docx;
mod escape;
pub mod html;
mod pictures;
pub mod sheet;

use crate::plan::{Plan, Table};
use crate::project::cover::Cover;
use crate::project::targets::{self, TargetRow};
use crate::text::At;

/// What is to be written.
pub struct Document<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The cover.
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
    /// What and why, in Chinese.
    pub message: String,
}

impl Document<'_> {
    /// The plan's title; the project's name where it has none.
    fn title(&self) -> String {
        let title = self.plan.title.as_ref().map(|t| t.text.trim().to_owned()).filter(|t| !t.is_empty());
        title.unwrap_or_else(|| self.cover.project.value.trim().to_owned())
    }

    /// The table of targets; `None` without rows.
    fn target_table(&self) -> Option<Table> {
        targets::table(&self.targets)
    }
}
