//! What a plan says: whether what is asked for is there, and whether its numbers, names and places
//! agree.

mod addends;
mod additive;
mod captions;
mod cells;
mod decimal;
pub(super) mod mention;
mod places;
pub(super) mod schedule;
mod statistics;
mod table_change;
mod table_sum;
pub(super) mod targets;

use super::code::CodeFn;

pub(super) const CODE: &[(&str, CodeFn)] = &[
    ("caption-missing", captions::missing),
    ("caption-unreferenced", captions::unreferenced),
    ("foreign-place", places::foreign),
    ("number-without-source", statistics::without_source),
    ("stale-place-name", places::stale),
    ("table-sum", table_sum::check),
];
