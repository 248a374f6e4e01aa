//! Finds how many copies of what are to be handed in.

use crate::reading::notice_text::NoticeText;
use crate::reading::sheet::{Copies, Facts};

/// Reads them.
pub fn read(_notice: &NoticeText<'_>) -> Facts<Copies> {
    Facts::new()
}
