//! Names of the parts of an Office document, as different writers choose them.

/// The name of a part for comparing: names that differ in capitals name one part (ECMA-376 part 2,
/// 6.2.2.3). Some writers put backslashes, or a slash before all, or write characters as `%E5`.
pub fn comparable(name: &str) -> String {
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
            assert_eq!(comparable(name), "word/图 一.png");
        }
        assert_ne!(comparable("word/a.png"), comparable("word/b.png"));
    }
}
