//! The word lists of `outline/common/words/`: words of places, bodies, numbers, tables, plans
//! and names of files that the program looks for, and common characters. Read once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::path::last_part;

/// The files that hold lists.
const FILES: [&str; 10] = [
    include_str!("../../outline/common/words/bodies.toml"),
    include_str!("../../outline/common/words/characters.toml"),
    include_str!("../../outline/common/words/fields.toml"),
    include_str!("../../outline/common/words/files.toml"),
    include_str!("../../outline/common/words/mail.toml"),
    include_str!("../../outline/common/words/notices.toml"),
    include_str!("../../outline/common/words/numbers.toml"),
    include_str!("../../outline/common/words/places.toml"),
    include_str!("../../outline/common/words/plans.toml"),
    include_str!("../../outline/common/words/tables.toml"),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListFile {
    #[serde(rename = "format")]
    _format: u32,
    /// Words that are looked for.
    lists: BTreeMap<String, Vec<String>>,
    /// Words with what stands for them.
    #[serde(default)]
    pairs: BTreeMap<String, Vec<(String, String)>>,
    /// Words with a number.
    #[serde(default)]
    numbered: BTreeMap<String, Vec<(String, u32)>>,
}

static LISTS: LazyLock<ListFile> = LazyLock::new(|| {
    let mut all = ListFile {
        _format: 1,
        lists: BTreeMap::new(),
        pairs: BTreeMap::new(),
        numbered: BTreeMap::new(),
    };
    for text in FILES {
        let file: ListFile = toml::from_str(text).expect("built-in word lists");
        all.lists.extend(file.lists);
        all.pairs.extend(file.pairs);
        all.numbered.extend(file.numbered);
    }
    all
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
    LISTS.lists.get(name).map(Vec::as_slice)
}

/// The words of a list, each with the word that stands for it.
///
/// # Panics
/// If no list of pairs has the name.
pub fn pairs(name: &str) -> &'static [(String, String)] {
    LISTS.pairs.get(name).expect("a list of pairs of outline/common/words")
}

/// The words of a list, each with its number.
///
/// # Panics
/// If no list with numbers has the name.
pub fn numbered(name: &str) -> &'static [(String, u32)] {
    LISTS.numbered.get(name).expect("a list with numbers of outline/common/words")
}

/// Whether a text is a word of a list.
pub fn is_word(text: &str, list: &str) -> bool {
    words(list).iter().any(|word| word == text)
}

/// Whether one of some words stands in a text.
pub fn contains_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Whether a text begins with one of some words.
pub fn starts_with_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.starts_with(word))
}

/// Whether a text ends with one of some words.
pub fn ends_with_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.ends_with(word))
}

/// What stands behind the first of some words that a text begins with.
pub fn strip_start<'t>(text: &'t str, words: &[String]) -> Option<&'t str> {
    words.iter().find_map(|word| text.strip_prefix(word))
}

/// What stands before the first of some words that a text ends with.
pub fn strip_end<'t>(text: &'t str, words: &[String]) -> Option<&'t str> {
    words.iter().find_map(|word| text.strip_suffix(word))
}

/// Whether a word of a list stands in a text.
pub fn contains_word(text: &str, list: &str) -> bool {
    contains_any(text, words(list))
}

/// Whether a text begins with a word of a list.
pub fn starts_with_word(text: &str, list: &str) -> bool {
    starts_with_any(text, words(list))
}

/// Whether a text ends with a word of a list.
pub fn ends_with_word(text: &str, list: &str) -> bool {
    ends_with_any(text, words(list))
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
            count += file.lists.len() + file.pairs.len() + file.numbered.len();
            let mut lists: Vec<(&str, Vec<&str>)> = Vec::new();
            for (name, list) in &file.lists {
                lists.push((name, list.iter().map(String::as_str).collect()));
            }
            for (name, list) in &file.pairs {
                lists.push((name, list.iter().map(|(word, _)| word.as_str()).collect()));
            }
            for (name, list) in &file.numbered {
                lists.push((name, list.iter().map(|(word, _)| word.as_str()).collect()));
            }
            for (name, list) in lists {
                let mut sorted = list.clone();
                sorted.sort_unstable();
                sorted.dedup();
                assert_eq!(sorted.len(), list.len(), "{name} holds a word twice");
                assert!(!list.is_empty() && list.iter().all(|word| !word.is_empty()), "{name}");
            }
        }
        let read = LISTS.lists.len() + LISTS.pairs.len() + LISTS.numbered.len();
        assert_eq!(count, read, "two files have a list of one name");
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
