//! Finds the conditions for applicants and projects.

use crate::reading::fact::Fact;
use crate::reading::notice_text::NoticeText;
use crate::reading::sheet::{Condition, Facts, Period};

/// Reads them.
pub fn read(_notice: &NoticeText<'_>) -> Facts<Condition> {
    Facts::new()
}

/// How long a project may last.
pub fn period(_notice: &NoticeText<'_>) -> Option<Fact<Period>> {
    None
}
