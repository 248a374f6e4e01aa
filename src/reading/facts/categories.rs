//! Finds the kinds of projects or entries that a notice calls for.

use crate::reading::notice_text::NoticeText;
use crate::reading::sheet::{Category, Facts};

/// Reads them.
pub fn read(_notice: &NoticeText<'_>) -> Facts<Category> {
    Facts::new()
}
