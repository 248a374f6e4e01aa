//! Finds the number of the document: 桂环函〔2023〕12号.

use crate::reading::fact::Fact;
use crate::reading::notice_text::NoticeText;

/// Reads them.
pub fn read(_notice: &NoticeText<'_>) -> Option<Fact<String>> {
    None
}
