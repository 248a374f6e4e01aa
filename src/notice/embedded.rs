//! The data files that are built into the program.

include!(concat!(env!("OUT_DIR"), "/outline.rs"));

/// The built-in files below one folder of `outline/`, as (path relative to it, text).
pub(super) fn folder(name: &str) -> impl Iterator<Item = (&'static str, &'static str)> + '_ {
    FILES
        .iter()
        .filter_map(move |(path, text)| Some((path.strip_prefix(name)?.strip_prefix('/')?, *text)))
}

/// The names of the built-in folders that hold a profile.
pub(super) fn folders() -> impl Iterator<Item = &'static str> {
    FILES.iter().filter_map(|(path, _)| path.strip_suffix("/profile.toml"))
}
