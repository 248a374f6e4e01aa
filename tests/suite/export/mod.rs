//! Plans as documents of other programs.

mod documents;
