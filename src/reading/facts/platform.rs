//! Finds the site through which one applies.

use crate::reading::fact::Fact;
use crate::reading::notice_text::NoticeText;
use crate::reading::sheet::Platform;

/// Reads them.
pub fn read(_notice: &NoticeText<'_>) -> Option<Fact<Platform>> {
    None
}
