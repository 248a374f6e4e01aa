//! All tests in one binary: linking is what costs.
#![allow(clippy::unwrap_used)]

mod plan;
mod props;
