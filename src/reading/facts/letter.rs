//! Finds the letter of recommendation.

use crate::reading::fact::Fact;
use crate::reading::notice_text::NoticeText;
use crate::reading::sheet::Letter;

/// Reads them.
pub fn read(_notice: &NoticeText<'_>) -> Option<Fact<Letter>> {
    None
}
