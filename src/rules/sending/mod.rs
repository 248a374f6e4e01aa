//! The group *sending*: the message that carries the package.

mod mail;

use crate::rules::engine::registry::CodeFn;

pub(super) const CODE: &[(&str, CodeFn)] =
    &[("mail-recipient", mail::mail_recipient), ("mail-subject", mail::mail_subject)];
