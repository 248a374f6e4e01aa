//! The group *sending*: the message that carries the package.

mod mail_recipient;
mod mail_subject;

use crate::rules::engine::registry::CodeFn;

pub(super) const CODE: &[(&str, CodeFn)] =
    &[("mail-recipient", mail_recipient::check), ("mail-subject", mail_subject::check)];
