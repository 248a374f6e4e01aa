//! Finds the days of signing and of posting.

use crate::reading::fact::Fact;
use crate::reading::notice_text::NoticeText;

/// The days that a notice states about itself.
#[derive(Clone, Debug, Default)]
pub struct NoticeDates {
    /// The day of the signature.
    pub signed_on: Option<Fact<String>>,
    /// The day of posting.
    pub posted_on: Option<Fact<String>>,
    /// Where the page has it from.
    pub source: Option<Fact<String>>,
}

/// Reads them.
pub fn read(_notice: &NoticeText<'_>) -> NoticeDates {
    NoticeDates::default()
}
