//! The group *sending*: deadlines, the message and its size.

mod deadline;
mod mail;
mod package_size;

use crate::rules::engine::registry::CodeFn;

pub(super) const CODE: &[(&str, CodeFn)] = &[
    ("deadline-near", deadline::deadline_near),
    ("deadline-passed", deadline::deadline_passed),
    ("mail-may-bounce", package_size::mail_may_bounce),
    ("mail-recipient", mail::mail_recipient),
    ("mail-subject", mail::mail_subject),
    ("package-too-large", package_size::package_too_large),
];
