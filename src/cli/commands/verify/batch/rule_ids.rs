//! The rules that only a whole run of packages can be judged by, by name.

/// Packages that are the same.
pub(super) const DUPLICATE: &str = "project-duplicate";

/// What a city may recommend.
pub(super) const QUOTA: &str = "quota-exceeded";
