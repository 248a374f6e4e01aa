//! The word lists of `outline/common/words/`: words of places, units, sources and names of files
//! that several parts of the program look for. Read once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::path::last_part;

/// The files that hold lists.
const FILES: [&str; 2] = [
    include_str!("../../outline/common/words/files.toml"),
    include_str!("../../outline/common/words/places.toml"),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListFile {
    #[serde(rename = "format")]
    _format: u32,
    lists: BTreeMap<String, Vec<String>>,
}

static LISTS: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut lists = BTreeMap::new();
    for text in FILES {
        let file: ListFile = toml::from_str(text).expect("built-in word lists");
        lists.extend(file.lists);
    }
    lists
});

/// The words of a list.
///
/// # Panics
/// If no list has the name; a test looks up every name that stands in the code.
pub fn words(name: &str) -> &'static [String] {
    find(name).expect("a list of outline/common/words")
}

/// The words of a list, if there is one of that name.
pub fn find(name: &str) -> Option<&'static [String]> {
    LISTS.get(name).map(Vec::as_slice)
}

/// Whether the last part of a path has one of a list's endings behind its last point.
pub fn has_ending(path: &str, list: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let Some((_, ending)) = name.rsplit_once('.') else { return false };
    let ending = ending.to_ascii_lowercase();
    words(list).contains(&ending)
}

/// Whether a path is that of a file that a system or an editor leaves behind.
pub fn is_junk(path: &str) -> bool {
    let lower = path.to_lowercase();
    let name = last_part(&lower);
    let mut folders = lower.split('/');
    words("junk-names").iter().any(|junk| name == junk)
        || words("junk-beginnings").iter().any(|start| name.starts_with(start))
        || words("junk-endings").iter().any(|end| name.ends_with(end))
        || folders.any(|part| words("junk-folders").iter().any(|junk| part == junk))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_hold_every_word_once() {
        let mut count = 0;
        for text in FILES {
            let file: ListFile = toml::from_str(text).expect("TOML");
            count += file.lists.len();
            for (name, list) in &file.lists {
                let mut sorted = list.clone();
                sorted.sort();
                sorted.dedup();
                assert_eq!(sorted.len(), list.len(), "{name} holds a word twice");
                assert!(!list.is_empty() && list.iter().all(|w| !w.is_empty()), "{name}");
            }
        }
        assert_eq!(count, LISTS.len(), "two files have a list of one name");
        let files = std::fs::read_dir("outline/common/words").expect("the folder").count();
        assert_eq!(files, FILES.len(), "a file of lists is not read");
    }

    #[test]
    fn what_systems_leave_behind() {
        for junk in ["a/.DS_Store", "~$函.docx", "__MACOSX/a.pdf", "方案.docx.bak", "a/~WRL1.tmp"]
        {
            assert!(is_junk(junk), "{junk}");
        }
        for kept in ["attachments/.gitkeep", "~说明.docx", "附件.pdf"] {
            assert!(!is_junk(kept), "{kept}");
        }
    }
}
