//! Finds mailboxes to which something is to be sent, the rule for the subject and the limit of size.

use crate::reading::notice_text::NoticeText;
use crate::reading::sheet::Mail;

/// Reads them.
pub fn read(_notice: &NoticeText<'_>) -> Option<Mail> {
    None
}
