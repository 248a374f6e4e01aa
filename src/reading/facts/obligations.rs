//! Finds every other sentence that demands something.

use crate::reading::notice_text::NoticeText;
use crate::reading::sheet::{Facts, NoticeSheet, Obligation};

/// Reads them; everything else is in the sheet already.
pub fn read(_notice: &NoticeText<'_>, _sheet: &NoticeSheet) -> Facts<Obligation> {
    Facts::new()
}
