//! The words by which facts are read: `outline/common/facts/words.toml`.

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;
use serde::de::IgnoredAny;

/// Where a change goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    Up,
    Down,
    /// Not said.
    Either,
}

/// Whether a role is that of a body or a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RoleKind {
    Body,
    Person,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RoleWords {
    pub(super) key: String,
    pub(super) kind: RoleKind,
    /// What stands before the name.
    pub(super) words: Vec<String>,
    /// What stands behind 由 and the name.
    #[serde(default)]
    pub(super) by: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BodyWords {
    pub(super) endings: WordEnds,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct FactWords {
    #[serde(rename = "format")]
    _format: u32,
    pub(super) links: WordEnds,
    pub(super) boundaries: Vec<String>,
    pub(super) whole_words: Vec<String>,
    pub(super) indicator_endings: WordEnds,
    pub(super) value_columns: Vec<String>,
    pub(super) serial_columns: Vec<String>,
    pub(super) baseline_words: Vec<String>,
    pub(super) target_words: Vec<String>,
    pub(super) object_endings: Vec<String>,
    pub(super) name_stops: Vec<String>,
    pub(super) limits: WordEnds,
    pub(super) chapter_units: WordStarts,
    pub(super) caption_verbs: WordStarts,
    pub(super) behind_bodies: WordStarts,
    pub(super) role_fillers: WordStarts,
    pub(super) role_verbs: WordStarts,
    pub(super) changes: Vec<(String, Direction)>,
    pub(super) rates: Vec<(String, Direction)>,
    pub(super) investment_words: Vec<String>,
    pub(super) yearly_words: Vec<String>,
    pub(super) payback_words: WordFinder,
    pub(super) part_marks: WordFinder,
    pub(super) rate_names: Vec<String>,
    pub(super) sum_words: WordFinder,
    pub(super) division_words: WordFinder,
    pub(super) no_parts: WordFinder,
    pub(super) added_to: WordFinder,
    pub(super) counted_nouns: WordStarts,
    pub(super) list_leads: WordFinder,
    pub(super) list_of_some: WordFinder,
    pub(super) not_counted_rows: Vec<String>,
    pub(super) events: WordFinder,
    pub(super) done_words: WordFinder,
    pub(super) planned_words: WordFinder,
    pub(super) period_joints: WordStarts,
    pub(super) period_lengths: Vec<String>,
    pub(super) not_a_table_before: WordEnds,
    pub(super) foreign_before: WordEnds,
    pub(super) role: Vec<RoleWords>,
    pub(super) bodies: BodyWords,
    #[serde(rename = "example")]
    _examples: Vec<IgnoredAny>,
}

/// Words by their last character, longer ones first.
#[derive(Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct WordEnds(HashMap<char, Vec<String>>);

/// Words by their first character, longer ones first.
#[derive(Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct WordStarts(HashMap<char, Vec<String>>);

/// Words that are looked for anywhere in a text, all at once.
#[derive(Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct WordFinder(AhoCorasick);

fn by_character(
    mut words: Vec<String>,
    character: impl Fn(&str) -> Option<char>,
) -> HashMap<char, Vec<String>> {
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let mut sorted: HashMap<char, Vec<String>> = HashMap::new();
    for word in words {
        if let Some(key) = character(&word) {
            sorted.entry(key).or_default().push(word);
        }
    }
    sorted
}

impl From<Vec<String>> for WordEnds {
    fn from(words: Vec<String>) -> Self {
        Self(by_character(words, |word| word.chars().next_back()))
    }
}

impl From<Vec<String>> for WordStarts {
    fn from(words: Vec<String>) -> Self {
        Self(by_character(words, |word| word.chars().next()))
    }
}

impl From<Vec<String>> for WordFinder {
    fn from(words: Vec<String>) -> Self {
        Self(leftmost_longest(words))
    }
}

/// A finder of words, of which the longest at a place counts.
pub(super) fn leftmost_longest(words: Vec<String>) -> AhoCorasick {
    let mut builder = AhoCorasick::builder();
    let finder = builder.match_kind(MatchKind::LeftmostLongest).build(words);
    finder.expect("built-in words")
}

impl WordEnds {
    /// The longest word with which a text ends.
    pub(super) fn ending(&self, text: &str) -> Option<&str> {
        let known = self.0.get(&text.chars().next_back()?)?;
        known.iter().map(String::as_str).find(|word| text.ends_with(word))
    }
}

impl WordStarts {
    /// The longest word with which a text begins.
    pub(super) fn beginning(&self, text: &str) -> Option<&str> {
        let known = self.0.get(&text.chars().next()?)?;
        known.iter().map(String::as_str).find(|word| text.starts_with(word))
    }
}

impl WordFinder {
    /// Whether a word stands in a text.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.0.is_match(text)
    }

    /// The first word in a text, with its first byte.
    pub(super) fn found_in<'t>(&self, text: &'t str) -> Option<(usize, &'t str)> {
        let (start, end) = self.first_in(text)?;
        Some((start, &text[start..end]))
    }

    /// The first word in a text: its first byte and the byte behind it.
    pub(super) fn first_in(&self, text: &str) -> Option<(usize, usize)> {
        let found = self.0.find(text)?;
        Some((found.start(), found.end()))
    }
}

/// The words.
pub(super) static WORDS: LazyLock<FactWords> = LazyLock::new(|| {
    let text = include_str!("../../outline/common/facts/words.toml");
    let mut words: FactWords = toml::from_str(text).expect("built-in words of facts");
    words.changes.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    words.rates.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    words
});
