//! Finds the list of annexes.

use crate::reading::notice_text::NoticeText;
use crate::reading::sheet::Facts;

/// Reads them.
pub fn read(_notice: &NoticeText<'_>) -> Facts<String> {
    Facts::new()
}
