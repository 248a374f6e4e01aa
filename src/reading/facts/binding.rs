//! Finds how paper is to be bound.

use crate::reading::fact::Fact;
use crate::reading::notice_text::NoticeText;

/// Reads them.
pub fn read(_notice: &NoticeText<'_>) -> Option<Fact<String>> {
    None
}
