//! The group *category*: what is applied for, and for whom.

mod category_object;
mod category_topics;
mod simplified_mandatory;

use crate::rules::engine::registry::CodeFn;

pub(super) const CODE: &[(&str, CodeFn)] = &[
    ("category-object", category_object::check),
    ("category-topics", category_topics::check),
    ("simplified-mandatory", simplified_mandatory::check),
];
