//! What is inside files.

mod inspect;
