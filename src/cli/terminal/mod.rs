//! The edge to the person at the terminal: arguments, help, messages, exit status.

pub(crate) mod args;
pub(crate) mod chinese_help;
#[cfg_attr(target_family = "wasm", path = "no_console.rs")]
pub(crate) mod console;
pub(crate) mod env;
pub(crate) mod exit;
pub(crate) mod failure;
pub(crate) mod given_file;
pub(crate) mod interrupt;
pub(crate) mod long_help;
pub(crate) mod new_files;
pub(crate) mod questions;
pub(crate) mod shell;
pub(crate) mod start_menu;
pub(crate) mod tables;
pub(crate) mod wording;
