//! Lists of words that are data: `outline/common/reading-words.toml`.

use crate::text::word_list::ends_with_any;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use serde::Deserialize;

const DATA: &str = include_str!("../../outline/common/reading-words.toml");

/// A list of words that are looked for in a text.
pub struct ReadingWords {
    words: Vec<String>,
    finder: Option<AhoCorasick>,
}

impl ReadingWords {
    fn of(words: Vec<String>) -> Self {
        let mut builder = AhoCorasick::builder();
        // The lists are read for a text of some pages: building a full automaton costs more than it saves.
        builder.kind(Some(AhoCorasickKind::NoncontiguousNFA));
        let finder = builder.match_kind(MatchKind::LeftmostLongest).build(&words);
        Self { words, finder: finder.ok() }
    }

    /// Whether one of the words stands in the text.
    pub fn is_in(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// The first word of the list in the text, and where it stands: byte, word.
    pub fn find(&self, text: &str) -> Option<(usize, &str)> {
        let found = self.finder.as_ref()?.find(text)?;
        let word = self.words.get(found.pattern().as_usize())?;
        Some((found.start(), word.as_str()))
    }

    /// The words of the list in the text, each with the byte at which it stands.
    pub fn all(&self, text: &str) -> Vec<(usize, &str)> {
        let mut places = Vec::new();
        let Some(finder) = &self.finder else { return places };
        for found in finder.find_iter(text) {
            if let Some(word) = self.words.get(found.pattern().as_usize()) {
                places.push((found.start(), word.as_str()));
            }
        }
        places
    }

    /// Whether the text ends with one of the words, brackets and marks behind it left aside.
    pub fn ends(&self, text: &str) -> bool {
        let text = text.trim_end_matches(['》', '”', '。', '；', ';', ' ', '：']);
        ends_with_any(text, &self.words)
    }

    /// The text with every word of the list blanked out, byte for byte.
    pub fn blanked(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        for (at, word) in self.all(text) {
            out.push_str(&text[done..at]);
            for _ in 0..word.len() {
                out.push(' ');
            }
            done = at + word.len();
        }
        out.push_str(&text[done..]);
        out
    }
}

/// A list as it is written down; what it is for and its examples are for readers and tests.
#[derive(Deserialize)]
struct WrittenList {
    id: String,
    words: Vec<String>,
}

/// The file.
#[derive(Deserialize)]
struct WrittenLists {
    lists: Vec<WrittenList>,
}

/// Reads the file; a fault in it is found by the tests and leaves no list at run time.
fn read() -> BTreeMap<String, ReadingWords> {
    let Ok(written) = toml::from_str::<WrittenLists>(DATA) else { return BTreeMap::new() };
    let mut lists = BTreeMap::new();
    for list in written.lists {
        lists.insert(list.id, ReadingWords::of(list.words));
    }
    lists
}

/// The list with this name; an empty one where there is none.
pub fn list(id: &str) -> &'static ReadingWords {
    static LISTS: OnceLock<BTreeMap<String, ReadingWords>> = OnceLock::new();
    static EMPTY: OnceLock<ReadingWords> = OnceLock::new();
    let lists = LISTS.get_or_init(read);
    match lists.get(id) {
        Some(list) => list,
        None => EMPTY.get_or_init(|| ReadingWords::of(Vec::new())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A list with all that the file says of it.
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Explained {
        id: String,
        about: String,
        words: Vec<String>,
        /// Texts in which a word of the list must be found.
        hit: Vec<String>,
        /// Texts in which none must be found.
        miss: Vec<String>,
    }

    #[derive(Deserialize)]
    struct AllExplained {
        lists: Vec<Explained>,
    }

    #[test]
    fn every_example_of_the_lists_is_met() {
        let written: AllExplained = toml::from_str(DATA).expect("the lists are valid");
        let blank = list("not-a-demand");
        for entry in written.lists {
            let words = list(&entry.id);
            let is_demand = entry.id.starts_with("demand");
            let seen = |text: &str| {
                if ["heading-kinds", "body-noun"].contains(&entry.id.as_str()) {
                    words.ends(text)
                } else if is_demand {
                    words.is_in(&blank.blanked(text))
                } else {
                    words.is_in(text)
                }
            };
            for text in &entry.hit {
                assert!(seen(text), "{}: 没有认出“{text}”", entry.id);
            }
            for text in &entry.miss {
                assert!(!seen(text), "{}: 不该认出“{text}”", entry.id);
            }
            assert!(
                !entry.about.is_empty() && !entry.words.is_empty(),
                "{}: 没有说明或词",
                entry.id
            );
            assert!(!entry.hit.is_empty() && !entry.miss.is_empty(), "{}: 没有例句", entry.id);
        }
    }

    #[test]
    fn every_list_that_the_readers_ask_for_exists() {
        for id in NAMES {
            assert!(!list(id).words.is_empty(), "没有词表 {id}");
        }
    }

    const NAMES: [&str; 26] = [
        "heading-applicants",
        "heading-conditions",
        "heading-materials",
        "heading-categories",
        "heading-kinds",
        "body-noun",
        "heading-quota",
        "heading-benefits",
        "heading-generic",
        "excluding",
        "condition-anywhere",
        "condition-not-about-applicants",
        "demand-must",
        "demand-must-not",
        "demand-in-principle",
        "demand-encouraged",
        "not-a-demand",
        "document-noun",
        "form-noun",
        "role",
        "heading-other",
        "authority-subject",
        "about-sending",
        "condition-strong",
        "quality",
        "scope-word",
    ];
}
