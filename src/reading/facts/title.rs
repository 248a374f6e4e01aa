//! Finds the title of a notice, also where it is broken over lines.

use crate::reading::fact::Fact;
use crate::reading::notice_text::NoticeText;

/// Reads them.
pub fn read(_notice: &NoticeText<'_>) -> Option<Fact<String>> {
    None
}
