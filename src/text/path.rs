//! Paths as texts, with `/` between their parts: of files, of entries of archives, of parts of Office
//! documents.

use unicode_normalization::UnicodeNormalization;

/// The last part of a path.
pub fn last_part(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some((_, last)) => last,
        None => path,
    }
}

/// Whether two paths are one: in any normal form.
pub fn same_path(left: &str, right: &str) -> bool {
    left == right || left.nfc().eq(right.nfc())
}

/// Whether a file belongs to a folder and not to an application: `.gitkeep`, a note for its readers.
pub fn is_housekeeping(path: &str) -> bool {
    let name = last_part(path);
    name.starts_with('.')
        || name.eq_ignore_ascii_case("readme.md")
        || name.eq_ignore_ascii_case("readme.txt")
}

/// The name of a part of an Office document for comparing: names that differ in capitals name one part (ECMA-376 part 2,
/// 6.2.2.3). Some writers put backslashes, or a slash before all, or write characters as `%E5`.
pub fn comparable_part(name: &str) -> String {
    let decoded = percent_encoding::percent_decode_str(name).decode_utf8_lossy();
    let slashes = decoded.replace('\\', "/");
    slashes.trim_start_matches('/').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_part_has_one_name() {
        for name in ["word/图 一.png", "Word\\图 一.PNG", "/word/%E5%9B%BE%20%E4%B8%80.png"] {
            assert_eq!(comparable_part(name), "word/图 一.png");
        }
        assert_ne!(comparable_part("word/a.png"), comparable_part("word/b.png"));
    }
}
