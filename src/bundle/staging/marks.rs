//! How unfinished folders beside `dist` are named and locked.

use std::ffi::{OsStr, OsString};

/// Name of the lock in a new folder.
pub(super) const LOCK: &str = ".pilot-staging-lock";

/// How the name of a folder beside `dist` begins.
pub(super) fn prefix(name: &OsStr, word: &str) -> OsString {
    let mut out = OsString::from(".");
    out.push(name);
    out.push(format!(".{word}-"));
    out
}
