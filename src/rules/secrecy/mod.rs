//! The group *secrecy*: what must not be sent.

mod secret_mark;

use crate::rules::engine::registry::CodeFn;

pub(super) const CODE: &[(&str, CodeFn)] = &[("secret-mark", secret_mark::check)];
