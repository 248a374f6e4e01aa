//! Paths by what they are called.

use unicode_normalization::UnicodeNormalization;

/// Whether two paths are one: in any normal form.
pub(in crate::rules) fn same_path(left: &str, right: &str) -> bool {
    left == right || left.nfc().eq(right.nfc())
}

/// The last part of a path.
pub(in crate::rules) fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Files that belong to a folder and not to an application: `.gitkeep`, a note for its readers.
pub(in crate::rules) fn is_housekeeping(path: &str) -> bool {
    let name = last_part(path);
    name.starts_with('.')
        || name.eq_ignore_ascii_case("readme.md")
        || name.eq_ignore_ascii_case("readme.txt")
}
