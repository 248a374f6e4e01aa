//! The group *project*: `pilot.toml` itself.

mod config_invalid;

use crate::rules::engine::registry::CodeFn;

pub(super) const CODE: &[(&str, CodeFn)] = &[("config-invalid", config_invalid::check)];
