//! Regular expressions of the readers.
//!
//! A reader asks some hundred expressions about every sentence, each sentence is short, and most expressions have
//! nothing to say about it. Compiled for long texts, as the `regex` crate does, they took nine tenths of the time of
//! `pilot read` (2026-11, release build: 565 of 629 million instructions). So an expression first looks whether its
//! words are there, and then goes through the sentence step by step.

mod found;
mod needed_words;
mod search;
mod steps;
mod text_characters;

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::{Arc, OnceLock};

use regex::Regex;

pub use found::{Found, Groups};

use found::GroupRanges;
use needed_words::NeededWords;
use search::{Search, Workspace};
use text_characters::TextCharacters;

/// A regular expression of the program or of its data.
#[derive(Debug)]
pub struct Expression {
    pattern: String,
    needed: NeededWords,
    names: Arc<[Option<String>]>,
    search: Option<Search>,
    /// For what [`Search`] leaves alone: long texts, rare kinds of expressions.
    compiled: OnceLock<Regex>,
}

/// What searches keep between them.
#[derive(Default)]
struct Kept {
    text: TextCharacters,
    workspace: Workspace,
}

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
}

impl Expression {
    /// An expression of the program itself or of its data, which must be valid.
    pub fn new(pattern: impl Into<String>) -> Self {
        let pattern = pattern.into();
        let parsed = regex_syntax::parse(&pattern).expect("constant pattern");
        let mut names = vec![None; parsed.properties().explicit_captures_len() + 1];
        find_names(&parsed, &mut names);
        let steps = steps::steps_of(&parsed);
        let search = steps.map(|steps| Search::new(steps, names.len()));
        let needed = NeededWords::of(&parsed);
        Self { pattern, needed, names: names.into(), search, compiled: OnceLock::new() }
    }

    /// Whether it is found in the text.
    pub fn is_match(&self, text: &str) -> bool {
        self.ranges_from(text, 0).is_some()
    }

    /// The first place at which it is found.
    pub fn find<'t>(&self, text: &'t str) -> Option<Found<'t>> {
        Some(self.captures(text)?.whole())
    }

    /// All places at which it is found, none over another.
    pub fn find_iter<'e, 't>(
        &'e self,
        text: &'t str,
    ) -> impl Iterator<Item = Found<'t>> + use<'e, 't> {
        self.captures_iter(text).map(|groups| groups.whole())
    }

    /// The first place at which it is found, with its groups.
    pub fn captures<'t>(&self, text: &'t str) -> Option<Groups<'t>> {
        let ranges = self.ranges_from(text, 0)?;
        Groups::new(text, ranges, Arc::clone(&self.names))
    }

    /// All places at which it is found, with their groups.
    pub fn captures_iter<'e, 't>(
        &'e self,
        text: &'t str,
    ) -> impl Iterator<Item = Groups<'t>> + use<'e, 't> {
        let mut from = 0;
        let mut last_end = None;
        std::iter::from_fn(move || {
            let mut ranges = self.ranges_from(text, from)?;
            let mut whole = ranges.first()?.clone()?;
            if whole.is_empty() && last_end == Some(whole.end) {
                // Nothing is not found again directly behind what was found.
                from += text[from..].chars().next()?.len_utf8();
                ranges = self.ranges_from(text, from)?;
                whole = ranges.first()?.clone()?;
            }
            from = whole.end;
            last_end = Some(whole.end);
            Groups::new(text, ranges, Arc::clone(&self.names))
        })
    }

    /// The pieces of the text between the places at which it is found.
    pub fn split<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let mut pieces = Vec::new();
        let mut done = 0;
        for found in self.find_iter(text) {
            pieces.push(&text[done..found.start()]);
            done = found.end();
        }
        pieces.push(&text[done..]);
        pieces
    }

    /// The text without the first place at which it is found.
    pub fn once_removed_from<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.find(text) {
            Some(found) => {
                Cow::Owned(format!("{}{}", &text[..found.start()], &text[found.end()..]))
            }
            None => Cow::Borrowed(text),
        }
    }

    /// The text without the places at which it is found.
    pub fn removed_from<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let pieces = self.split(text);
        if pieces.len() == 1 { Cow::Borrowed(text) } else { Cow::Owned(pieces.concat()) }
    }

    /// The bytes of the groups of the first place at or behind a byte; nothing before it is found again, but `^`
    /// means the beginning of the text.
    fn ranges_from(&self, text: &str, from: usize) -> Option<GroupRanges> {
        KEPT.with_borrow_mut(|kept| {
            kept.text.look_at(text);
            if !self.needed.may_be_in(&kept.text) {
                return None;
            }
            match &self.search {
                Some(search) if search.is_for(&kept.text) => {
                    let from = kept.text.at_byte(from);
                    let slots = search.find(&kept.text, from, &mut kept.workspace)?;
                    Some(byte_ranges(&slots, &kept.text))
                }
                _ => self.compiled_ranges_from(text, from),
            }
        })
    }

    fn compiled_ranges_from(&self, text: &str, from: usize) -> Option<GroupRanges> {
        let compiled = self.compiled.get_or_init(|| {
            // It was parsed before; only its size could be too much.
            Regex::new(&self.pattern).expect("constant pattern")
        });
        let captures = compiled.captures_at(text, from)?;
        Some(captures.iter().map(|group| group.map(|found| found.range())).collect())
    }
}

/// Pairs of characters as ranges of bytes.
fn byte_ranges(slots: &[Option<usize>], text: &TextCharacters) -> GroupRanges {
    let mut ranges = Vec::new();
    for pair in slots.chunks(2) {
        ranges.push(match pair {
            [Some(start), Some(end)] => Some(text.byte(*start)..text.byte(*end)),
            _ => None,
        });
    }
    ranges
}

/// Puts the names of groups at their numbers.
fn find_names(expression: &regex_syntax::hir::Hir, names: &mut [Option<String>]) {
    use regex_syntax::hir::HirKind;
    match expression.kind() {
        HirKind::Capture(capture) => {
            if let Some(name) = names.get_mut(capture.index as usize) {
                *name = capture.name.as_deref().map(str::to_owned);
            }
            find_names(&capture.sub, names);
        }
        HirKind::Repetition(repetition) => find_names(&repetition.sub, names),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            for part in parts {
                find_names(part, names);
            }
        }
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) | HirKind::Look(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::patterns;

    /// Compares every group of every place with what the crate finds.
    fn compare(pattern: &str, texts: &[&str]) {
        let expression = Expression::new(pattern);
        assert!(expression.search.is_some(), "{pattern} is not done in steps");
        let compiled = Regex::new(pattern).expect("a valid expression");
        for text in texts {
            let mut theirs: Vec<GroupRanges> = Vec::new();
            for captures in compiled.captures_iter(text) {
                theirs
                    .push(captures.iter().map(|group| group.map(|found| found.range())).collect());
            }
            let mut ours: Vec<GroupRanges> = Vec::new();
            for groups in expression.captures_iter(text) {
                ours.push(groups.ranges().to_vec());
            }
            assert_eq!(theirs, ours, "{pattern} in {text:?}");
        }
    }

    #[test]
    fn everything_is_found_where_the_regex_crate_finds_it() {
        let texts = [
            "",
            "a",
            "aaab",
            "abab\ncab",
            "ab12年3月",
            "截止日期2024年5月31日17：00前",
            "申报、报送。申报",
        ];
        for pattern in [
            "a*",
            "a*?",
            "a+?b",
            "(a|ab)(c|bcd)?",
            "(?:a|)(b*)",
            "(a*)*",
            "(a*)+",
            "(?:a??){2,3}",
            "^a|b$",
            "(?m)^c|b$",
            "[^a]{1,3}?",
            "(?:(a)|b)*",
            "(?P<n>[0-9]+)[年月]",
            "(?:申报|报送){1,2}",
            "()",
            "(|a)+",
            "(?i)A{2,}",
            r"\d{4}年(?P<month>\d{1,2})月",
            r"\s*[、。]",
            r"\b月|\bc",
            r"b\B.",
            r"\b",
            "(?:^|。)申",
            "a{0,2}b?",
            ".*",
            r"\w+",
        ] {
            compare(pattern, &texts);
        }
    }

    #[test]
    fn every_wording_is_found_in_our_notices_where_the_regex_crate_finds_it() {
        let mut texts = Vec::new();
        for entry in std::fs::read_dir("tests/reading/notices").expect("notices") {
            let path = entry.expect("readable").path();
            if path.extension().is_some_and(|end| end == "txt") {
                texts.push(std::fs::read_to_string(path).expect("readable"));
            }
        }
        for (_, file) in patterns::files() {
            for wording in &file.patterns {
                let pattern = format!("(?x){}", wording.pattern);
                let all = texts.iter().chain(&wording.matches).chain(&wording.no_match);
                let lines: Vec<&str> = all.flat_map(|text| text.lines()).collect();
                compare(&pattern, &lines);
            }
        }
    }

    #[test]
    fn a_text_too_long_for_steps_is_searched_all_the_same() {
        let expression = Expression::new("(?P<day>[0-9]{1,2})日(?:前|之前)[^。]{0,200}报送");
        let text = format!("{}5月31日前报送", "无".repeat(200_000));
        let groups = expression.captures(&text).expect("found");
        assert_eq!(groups.name("day").map(|day| day.as_str()), Some("31"));
        assert!(expression.compiled.get().is_some());
        assert_eq!(&expression.captures("1日之前报送").expect("found")[1], "1");
    }

    #[test]
    fn texts_are_split_and_shortened_at_what_is_found() {
        let mark = Expression::new("[、，]");
        assert_eq!(mark.split("甲、乙，丙"), ["甲", "乙", "丙"]);
        assert_eq!(mark.split("甲乙"), ["甲乙"]);
        assert_eq!(mark.removed_from("甲、乙，丙"), "甲乙丙");
        assert_eq!(mark.once_removed_from("甲、乙，丙"), "甲乙，丙");
    }
}
