//! Which words a text must have before an expression can be found in it.
//!
//! Most sentences of a notice have none of the words that an expression needs. To compile the expression costs a
//! hundred times more than to see that, and so does a search that ends in nothing.

use std::collections::BTreeSet;

use regex_syntax::hir::{Class, Hir, HirKind};

use super::text_characters::{TextCharacters, code};

/// The most words of which one must be there; longer lists are not worth the look.
const MOST_WORDS: usize = 400;
/// The most words that are put together of shorter ones.
const MOST_COMPOUNDS: usize = 48;
/// The most characters of a class that is read as that many words of one character.
const MOST_CHARACTERS: u32 = 40;

/// What an expression needs: of each list one word at least.
#[derive(Debug, Default)]
pub(super) struct NeededWords {
    lists: Vec<Vec<Word>>,
}

/// A word, and its characters as they are looked up in [`TextCharacters`].
#[derive(Debug)]
struct Word {
    text: String,
    codes: Vec<usize>,
}

impl NeededWords {
    /// Reads them off an expression; none where it needs no word.
    pub(super) fn of(expression: &Hir) -> Self {
        let mut lists = Vec::new();
        for list in Language::of(expression).needed() {
            let mut words = Vec::new();
            for text in list {
                let codes = text.chars().map(code).collect();
                words.push(Word { text, codes });
            }
            lists.push(words);
        }
        Self { lists }
    }

    /// Whether the text may have what is needed. It may say yes where a search finds nothing, never no where it
    /// would find something.
    pub(super) fn may_be_in(&self, text: &TextCharacters) -> bool {
        for list in &self.lists {
            if !list.iter().any(|word| text.has_word(&word.text, &word.codes)) {
                return false;
            }
        }
        true
    }
}

/// What can stand where an expression is found.
enum Language {
    /// One of these texts and nothing else.
    Exact(BTreeSet<String>),
    /// Many texts; each has one word of every list at least.
    Many(Vec<BTreeSet<String>>),
}

impl Language {
    fn empty_text() -> Self {
        Self::Exact(BTreeSet::from([String::new()]))
    }

    fn of(expression: &Hir) -> Self {
        match expression.kind() {
            HirKind::Empty | HirKind::Look(_) => Self::empty_text(),
            HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
                Ok(text) => Self::Exact(BTreeSet::from([text.to_owned()])),
                Err(_) => Self::Many(Vec::new()),
            },
            HirKind::Class(class) => Self::of_class(class),
            HirKind::Capture(capture) => Self::of(&capture.sub),
            HirKind::Repetition(repetition) => {
                let once = Self::of(&repetition.sub);
                match (repetition.min, repetition.max) {
                    (1, Some(1)) => once,
                    (0, Some(1)) => Self::or_nothing(once),
                    (0, _) => Self::Many(Vec::new()),
                    _ => Self::Many(once.needed()),
                }
            }
            HirKind::Concat(parts) => Self::of_sequence(parts),
            HirKind::Alternation(branches) => Self::of_branches(branches),
        }
    }

    fn or_nothing(once: Self) -> Self {
        match once {
            Self::Exact(mut texts) => {
                texts.insert(String::new());
                Self::Exact(texts)
            }
            Self::Many(_) => Self::Many(Vec::new()),
        }
    }

    fn of_class(class: &Class) -> Self {
        let Class::Unicode(class) = class else { return Self::Many(Vec::new()) };
        let mut size = 0;
        for range in class.ranges() {
            size += u32::from(range.end()) - u32::from(range.start()) + 1;
        }
        if size > MOST_CHARACTERS {
            return Self::Many(Vec::new());
        }
        let mut texts = BTreeSet::new();
        for range in class.ranges() {
            let all = range.start()..=range.end();
            texts.extend(all.map(String::from));
        }
        Self::Exact(texts)
    }

    fn of_sequence(parts: &[Hir]) -> Self {
        let mut lists = Vec::new();
        let mut before = BTreeSet::from([String::new()]);
        let mut exact = true;
        for part in parts {
            match Self::of(part) {
                Self::Exact(texts) if before.len() * texts.len() <= MOST_COMPOUNDS => {
                    before = followed_by(&before, &texts);
                }
                Self::Exact(texts) => {
                    exact = false;
                    keep_list(&mut lists, std::mem::replace(&mut before, texts));
                }
                Self::Many(more) => {
                    exact = false;
                    let done = std::mem::replace(&mut before, BTreeSet::from([String::new()]));
                    keep_list(&mut lists, done);
                    lists.extend(more);
                }
            }
        }
        if exact {
            return Self::Exact(before);
        }
        keep_list(&mut lists, before);
        Self::Many(lists)
    }

    /// Each branch needs something: one list of what any of them needs.
    fn of_branches(branches: &[Hir]) -> Self {
        let mut exact = true;
        let mut words = BTreeSet::new();
        for branch in branches {
            let language = Self::of(branch);
            exact &= matches!(language, Self::Exact(_));
            let texts = match language {
                Self::Exact(texts) => texts,
                Self::Many(lists) => match best_list(lists) {
                    Some(list) => list,
                    None => return Self::Many(Vec::new()),
                },
            };
            words.extend(texts);
        }
        if exact && words.len() <= MOST_WORDS {
            return Self::Exact(words);
        }
        let mut lists = Vec::new();
        keep_list(&mut lists, words);
        Self::Many(lists)
    }

    /// The lists of which one word each must be there.
    fn needed(self) -> Vec<BTreeSet<String>> {
        match self {
            Self::Exact(texts) => {
                let mut lists = Vec::new();
                keep_list(&mut lists, texts);
                lists
            }
            Self::Many(lists) => lists,
        }
    }
}

/// Keeps a list that says something: not with the empty text in it, nor too long.
fn keep_list(lists: &mut Vec<BTreeSet<String>>, list: BTreeSet<String>) {
    if !list.contains("") && list.len() <= MOST_WORDS {
        lists.push(list);
    }
}

/// The list that fewest texts have: the one whose shortest word is longest, and of these the shortest list.
fn best_list(lists: Vec<BTreeSet<String>>) -> Option<BTreeSet<String>> {
    let rank = |list: &BTreeSet<String>| {
        let shortest = list.iter().map(String::len).min();
        (shortest.unwrap_or_default(), std::cmp::Reverse(list.len()))
    };
    lists.into_iter().max_by_key(rank)
}

/// Every text of the first set followed by every text of the second.
fn followed_by(first: &BTreeSet<String>, second: &BTreeSet<String>) -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    for start in first {
        for end in second {
            texts.insert(format!("{start}{end}"));
        }
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may(pattern: &str, text: &str) -> bool {
        let expression = regex_syntax::parse(pattern).expect("a valid expression");
        let mut characters = TextCharacters::default();
        characters.look_at("another text");
        characters.look_at(text);
        NeededWords::of(&expression).may_be_in(&characters)
    }

    #[test]
    fn one_word_of_every_list_is_needed() {
        let pattern = "(?:将|把)[^。]{2,60}?(?:一式|各一份)";
        assert!(may(pattern, "请将材料一式三份报送"));
        assert!(may(pattern, "把表格各一份寄来"));
        assert!(!may(pattern, "请将材料报送"));
        assert!(!may(pattern, "材料一式三份"));
    }

    #[test]
    fn what_may_be_left_out_is_not_needed() {
        assert!(may("(?:申报)?截止", "报名截止"));
        assert!(may("(?:申报)*截止", "报名截止"));
        assert!(!may("(?:申报)+截止", "报名截止"));
        assert!(may("申报|[0-9]+天", "三天"));
        assert!(may("^[^。]{2,4}$", "任何话"));
        assert!(may("申报|", ""));
    }

    #[test]
    fn letters_of_both_cases_count_where_the_expression_says_so() {
        assert!(may("(?i:pdf)格式", "PDF格式"));
        assert!(!may("pdf格式", "PDF格式"));
    }
}
