//! The receiving desk: many packages in one run, what they have in common, a table of them, and
//! where a run stopped.

pub(super) mod cities;
pub(super) mod inbox;
pub(super) mod rows;
mod rules;
pub(super) mod state;
pub(super) mod twins;
pub(super) mod verdict;
pub(super) mod xlsx;
