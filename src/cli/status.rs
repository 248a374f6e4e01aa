//! `pilot status`
