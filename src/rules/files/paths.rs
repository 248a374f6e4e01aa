//! Paths by what they are called.

use unicode_normalization::UnicodeNormalization;

/// Whether two paths are one: in any normal form.
pub(super) fn same_path(left: &str, right: &str) -> bool {
    left == right || left.nfc().eq(right.nfc())
}

/// The last part of a path.
pub(super) fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// What editors and systems leave behind.
pub(super) fn is_junk(path: &str) -> bool {
    let name = last_part(path);
    let lower = name.to_lowercase();
    let known = [
        ".ds_store",
        "thumbs.db",
        "ehthumbs.db",
        "desktop.ini",
        ".localized",
        ".spotlight-v100",
        ".trashes",
    ];
    known.contains(&lower.as_str())
        || name.starts_with("~$")
        || name.starts_with("._")
        || name.starts_with(".~")
        || (lower.starts_with("~wr") && lower.ends_with(".tmp"))
        || [".tmp", ".temp", ".bak", ".swp", ".swo", ".crdownload", ".part", "~"]
            .iter()
            .any(|end| lower.ends_with(end))
        || path.split('/').any(|part| part == "__MACOSX")
}

/// Files that belong to a folder and not to an application: `.gitkeep`, a note for its readers.
pub(super) fn is_housekeeping(path: &str) -> bool {
    let name = last_part(path);
    name.starts_with('.')
        || name.eq_ignore_ascii_case("readme.md")
        || name.eq_ignore_ascii_case("readme.txt")
}
