//! A notice on its way from a file to clean lines: nothing leaves it without a reason.

use crate::reading::document::{DroppedText, LineKind, PageHeader};
use crate::text::characters::filled;

/// A line on its way.
#[derive(Clone, Debug, Default)]
pub(super) struct DraftLine {
    /// The words.
    pub(super) text: String,
    /// What it is.
    pub(super) kind: LineKind,
    /// Whether it begins a paragraph by its look: indented, or behind an empty line.
    pub(super) opens: bool,
    /// Its place in the file, for the order of what is left out.
    pub(super) place: usize,
}

/// The lines of one file with what was left out of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// What stays.
    pub(super) lines: Vec<DraftLine>,
    /// The fields of the page's header.
    pub(super) header: PageHeader,
    /// What does not, with its place.
    left_out: Vec<(usize, DroppedText)>,
}

impl Draft {
    /// A line at the end.
    pub(super) fn push(&mut self, text: impl Into<String>, kind: LineKind) {
        let place = self.lines.len() + self.left_out.len();
        self.lines.push(DraftLine { text: text.into(), kind, opens: false, place });
    }

    /// Notes words that are no part of the notice.
    pub(super) fn leave_out(&mut self, place: usize, text: impl Into<String>, why: &str) {
        let text = text.into();
        if let Some(text) = filled(&text) {
            let dropped = DroppedText { text: text.to_owned(), why: why.to_owned() };
            self.left_out.push((place, dropped));
        }
    }

    /// What was left out, in the order of the file.
    pub(super) fn take_left_out(&mut self) -> Vec<DroppedText> {
        let mut left_out = std::mem::take(&mut self.left_out);
        left_out.sort_by_key(|(place, _)| *place);
        left_out.into_iter().map(|(_, left_out)| left_out).collect()
    }
}
