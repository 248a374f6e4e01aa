//! Verification in batches: many packages in one run, what they have in common, a table of them, and
//! where a run stopped.

pub(super) mod city_counts;
pub(super) mod context;
pub(super) mod duplicates;
pub(crate) mod inbox;
pub(super) mod progress;
pub(crate) mod table_rows;
pub(crate) mod verdict;
pub(super) mod xlsx;
