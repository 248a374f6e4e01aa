//! What a run works on: the opened project, its options, and what narrows a report.

pub(crate) mod baseline;
pub mod file_watch;
pub(crate) mod git;
pub(crate) mod open;
pub(crate) mod received;
pub(crate) mod since;
