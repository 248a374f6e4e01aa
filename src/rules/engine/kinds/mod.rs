//! The kinds of checks that cards state as data, a file each.

pub(super) mod condition;
pub(super) mod conversion_factors;
pub(in crate::rules) mod deadline;
pub(super) mod duplicate;
pub(super) mod fault;
pub(super) mod file_fact;
pub(super) mod file_kind;
pub(super) mod file_name;
pub(super) mod limit;
pub(super) mod listed;
pub(super) mod material;
pub(super) mod measure;
pub(super) mod mention;
pub(super) mod naming;
pub(super) mod out_of_place;
pub(super) mod paragraph_length;
pub(super) mod personal_number;
pub(super) mod required;
pub(super) mod spellings;
pub(super) mod substitution;
pub(super) mod text_look;
pub(super) mod text_pattern;
pub(super) mod unconfirmed;
