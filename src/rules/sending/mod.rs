//! The group *sending*: the message that carries the package.

mod cover_after_deadline;
mod mail_recipient;
mod mail_subject;

use crate::rules::engine::registry::CodeFn;

pub(super) const CODE: &[(&str, CodeFn)] = &[
    ("cover-after-deadline", cover_after_deadline::check),
    ("mail-recipient", mail_recipient::check),
    ("mail-subject", mail_subject::check),
];
