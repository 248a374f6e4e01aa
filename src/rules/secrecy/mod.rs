//! The group *secrecy*: what must not leave the house.

mod personal_numbers;
mod secret_mark;

use crate::rules::engine::registry::CodeFn;

pub(super) const CODE: &[(&str, CodeFn)] = &[
    ("bank-account", personal_numbers::bank_account),
    ("mobile-number", personal_numbers::mobile_number),
    ("resident-id", personal_numbers::resident_id),
    ("secret-mark", secret_mark::check),
];
