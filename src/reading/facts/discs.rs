//! Finds discs and memory sticks that are to be handed in.

use crate::reading::fact::Fact;
use crate::reading::notice_text::NoticeText;
use crate::reading::sheet::Discs;

/// Reads them.
pub fn read(_notice: &NoticeText<'_>) -> Option<Fact<Discs>> {
    None
}
