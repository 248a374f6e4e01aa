//! The group *content*: whether what is asked for is there, and whether its numbers, names and places
//! agree.

mod addends;
mod additive;
mod captions;
mod cells;
mod decimal;
mod name_differs;
mod number_without_source;
pub(super) mod placeholder_left;
mod places;
pub(super) mod schedule_vague;
mod table_change;
mod table_sum;
pub(super) mod target_differs;

use crate::rules::engine::registry::CodeFn;

pub(super) const CODE: &[(&str, CodeFn)] = &[
    ("applicant-name-differs", name_differs::applicant_name_differs),
    ("caption-missing", captions::missing),
    ("caption-unreferenced", captions::unreferenced),
    ("foreign-place", places::foreign),
    ("number-without-source", number_without_source::without_source),
    ("placeholder-left", placeholder_left::check),
    ("plan-empty", crate::rules::outline::plan_empty),
    ("project-name-differs", name_differs::project_name_differs),
    ("stale-place-name", places::stale),
    ("table-sum", table_sum::check),
];
