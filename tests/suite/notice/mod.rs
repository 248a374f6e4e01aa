//! Notices: their data, their schemas, and one that needs no code.

mod built_in;
mod falsified;
mod hand_written;
mod proof;
mod schemas;
mod second_notice;
