//! The group *receiving*: packages that came in.

mod project_duplicate;

use crate::rules::engine::registry::CodeFn;

pub(super) const CODE: &[(&str, CodeFn)] = &[("project-duplicate", project_duplicate::check)];
