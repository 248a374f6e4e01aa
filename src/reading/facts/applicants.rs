//! Finds who may apply.

use crate::reading::fact::Fact;
use crate::reading::notice_text::NoticeText;
use crate::reading::sheet::Facts;

/// Reads them.
pub fn read(_notice: &NoticeText<'_>) -> Facts<String> {
    Facts::new()
}

/// Whether applicant and implementer must be one body.
pub fn same_body(_notice: &NoticeText<'_>) -> Option<Fact<bool>> {
    None
}
