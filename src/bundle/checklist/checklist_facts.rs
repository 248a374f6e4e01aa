//! What the texts that go with a package speak of.

use crate::bundle::volume::VolumeSummary;
use crate::diag::Report;
use crate::notice::{Calendar, Notice};
use crate::project::Project;
use crate::text::Moment;

/// What the texts speak of, beside the files.
#[derive(Clone, Debug)]
pub struct ChecklistFacts<'a> {
    pub project: &'a Project,
    pub notice: &'a Notice,
    /// Working days, with those that `pilot.toml` adds.
    pub calendar: &'a Calendar,
    /// The report the package rests on.
    pub report: &'a Report,
    /// Subject of the message.
    pub subject: &'a str,
    /// Stem of the files in `dist/`.
    pub folder: &'a str,
    /// Recipients.
    pub to: &'a [String],
    /// Copies.
    pub cc: &'a [String],
    /// The code printed on paper and in the mail.
    pub content_code: &'a str,
    /// The moment of judging.
    pub as_of: Moment,
    /// Whether the pages of the plan bear the code: a finished PDF does not.
    pub is_printed: bool,
    /// The print volume, if one was made.
    pub volume: Option<&'a VolumeSummary>,
}

impl ChecklistFacts<'_> {
    /// The key of the project's category, if the notice knows it.
    pub(super) fn category(&self) -> Option<&str> {
        let category = self.project.config.category(&self.notice.profile)?;
        Some(category.id.as_str())
    }
}
