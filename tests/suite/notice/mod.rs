//! Notices: their data, their schemas, and one that needs no code.

mod built_in;
mod falsified;
mod proof;
mod schemas;
mod second_notice;
