//! Finds where paper is to be brought or posted.

use crate::reading::fact::Fact;
use crate::reading::notice_text::NoticeText;

/// Reads them.
pub fn read(_notice: &NoticeText<'_>) -> Option<Fact<String>> {
    None
}
