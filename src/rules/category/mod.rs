//! The group *category*: what is applied for, and for whom.

mod category_choice;
mod category_topics;
mod industry;

use crate::rules::engine::registry::CodeFn;

pub(super) const CODE: &[(&str, CodeFn)] = &[
    ("basin-not-listed", industry::basin_not_listed),
    ("category-missing", category_choice::category_missing),
    ("category-object", category_choice::category_object),
    ("category-topics", category_topics::check),
    ("industry-not-listed", industry::industry_not_listed),
    ("simplified-key-industry", industry::simplified_key_industry),
    ("simplified-mandatory", industry::simplified_mandatory),
];
