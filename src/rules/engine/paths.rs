//! Paths by what they are called.

use unicode_normalization::UnicodeNormalization;

/// Whether two paths are one: in any normal form.
pub(in crate::rules) fn same_path(left: &str, right: &str) -> bool {
    left == right || left.nfc().eq(right.nfc())
}

pub(in crate::rules) use crate::text::path::last_part;

/// Files that belong to a folder and not to an application: `.gitkeep`, a note for its readers.
pub(in crate::rules) fn is_housekeeping(path: &str) -> bool {
    let name = last_part(path);
    name.starts_with('.')
        || name.eq_ignore_ascii_case("readme.md")
        || name.eq_ignore_ascii_case("readme.txt")
}
