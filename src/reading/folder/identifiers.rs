//! Ids for what a notice lists: they are typed into `pilot.toml`, so they are short and plain.

/// Returns `material-1`, `material-2` …, in the order of the notice.
pub(super) fn numbered(kind: &str, index: usize) -> String {
    format!("{kind}-{}", index + 1)
}
