//! Notices that are typed with half-width punctuation between Chinese words are read as if it were
//! full-width; what is given back stands in the notice character by character.

use super::document::NoticeDocument;
use crate::text::han;

/// Brackets further apart than this belong to different sentences.
const WIDEST_BRACKETS: usize = 80;

/// A document with its punctuation folded: each line has as many characters as before.
pub(super) fn folded(document: &NoticeDocument) -> NoticeDocument {
    let mut folded = document.clone();
    for line in &mut folded.lines {
        line.text = folded_line(&line.text);
    }
    folded
}

fn folded_line(line: &str) -> String {
    let mut characters: Vec<char> = line.chars().collect();
    fold_brackets(&mut characters);
    for index in 0..characters.len() {
        let Some(wide) = full_width(characters[index]) else { continue };
        let before = characters[..index].last().copied();
        let after = characters.get(index + 1).copied();
        let is_label = before.is_some_and(is_chinese);
        let is_clause = is_label || after.is_some_and(is_chinese);
        // A colon belongs to the word before it: 17:00 and http:// stay as they are.
        let is_folded = if characters[index] == ':' { is_label } else { is_clause };
        if is_folded {
            characters[index] = wide;
        }
    }
    characters.into_iter().collect()
}

/// Folds pairs of brackets that hold Chinese words.
fn fold_brackets(characters: &mut [char]) {
    let mut open: Vec<usize> = Vec::new();
    for index in 0..characters.len() {
        match characters[index] {
            '(' => open.push(index),
            ')' => {
                let Some(start) = open.pop() else { continue };
                let inside = &characters[start + 1..index];
                if inside.len() <= WIDEST_BRACKETS && inside.iter().any(|c| is_chinese(*c)) {
                    characters[start] = '（';
                    characters[index] = '）';
                }
            }
            _ => {}
        }
    }
}

fn full_width(c: char) -> Option<char> {
    match c {
        ',' => Some('，'),
        ';' => Some('；'),
        ':' => Some('：'),
        '?' => Some('？'),
        '!' => Some('！'),
        _ => None,
    }
}

fn is_chinese(c: char) -> bool {
    han::is_cjk(c)
}

/// The words of a notice beside those that were read.
pub(super) struct OriginalWords<'d> {
    original: &'d NoticeDocument,
    folded: &'d NoticeDocument,
    /// Whether anything was folded in a line.
    is_folded: Vec<bool>,
}

/// What a fact quotes stands in its line or in this number of lines from there on.
const REACH: usize = 40;

impl<'d> OriginalWords<'d> {
    pub(super) fn new(original: &'d NoticeDocument, folded: &'d NoticeDocument) -> Self {
        let lines = original.lines.iter().zip(&folded.lines);
        let is_folded = lines.map(|(one, other)| one.text != other.text).collect();
        Self { original, folded, is_folded }
    }

    /// The words as the notice has them, looked for in their line (from 1) and below it; what
    /// stands nowhere was put together by a reader and stays as it is.
    fn verbatim(&self, words: &str, line: usize) -> String {
        if words.contains('\n') {
            let parts: Vec<String> = words
                .split('\n')
                .enumerate()
                .map(|(index, part)| self.verbatim(part, line + index))
                .collect();
            return parts.join("\n");
        }
        let from = line.saturating_sub(1);
        let end = self.folded.lines.len().min(from + REACH);
        // Most notices have nothing to put back; the search is for those that have.
        if !(from..end).any(|index| self.is_folded[index]) {
            return words.to_owned();
        }
        for index in from..end {
            if let Some(found) = self.in_line(words, index) {
                return found;
            }
        }
        words.to_owned()
    }

    fn in_line(&self, words: &str, index: usize) -> Option<String> {
        let folded = &self.folded.lines.get(index)?.text;
        let start = folded.find(words)?;
        let original = &self.original.lines.get(index)?.text;
        let skipped = folded[..start].chars().count();
        let behind = original.chars().skip(skipped);
        Some(behind.take(words.chars().count()).collect())
    }
}

/// Something that holds words of the notice.
pub(super) trait Verbatim {
    /// Puts the words of the notice in the place of those that were read; `line` is where they
    /// stand, from 1.
    fn restore(&mut self, words: &OriginalWords<'_>, line: usize);
}

impl Verbatim for String {
    fn restore(&mut self, words: &OriginalWords<'_>, line: usize) {
        *self = words.verbatim(self, line);
    }
}

impl<T: Verbatim> Verbatim for Option<T> {
    fn restore(&mut self, words: &OriginalWords<'_>, line: usize) {
        if let Some(value) = self {
            value.restore(words, line);
        }
    }
}

impl<T: Verbatim> Verbatim for Vec<T> {
    fn restore(&mut self, words: &OriginalWords<'_>, line: usize) {
        for value in self {
            value.restore(words, line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_between_chinese_words_is_folded_and_nothing_else() {
        for (line, expected) in [
            (
                "于10月23日前,将方案报送(逾期不予受理);",
                "于10月23日前，将方案报送（逾期不予受理）；",
            ),
            ("电话:(0771)5773998", "电话：(0771)5773998"),
            ("下午17:00前,1,000万元", "下午17:00前，1,000万元"),
            ("网址:http://a.cn/b?c=1,2", "网址：http://a.cn/b?c=1,2"),
            ("县(市、区)(2023)", "县（市、区）(2023)"),
        ] {
            assert_eq!(folded_line(line), expected);
            assert_eq!(line.chars().count(), expected.chars().count());
        }
    }

    #[test]
    fn words_are_given_back_as_the_notice_has_them() {
        let original = NoticeDocument::from_lines("标题\n于明日前,将方案(两份)报送");
        let folded = folded(&original);
        let words = OriginalWords::new(&original, &folded);
        assert_eq!(words.verbatim("前，将方案（两份）", 2), "前,将方案(两份)");
        assert_eq!(words.verbatim("没有的话，", 1), "没有的话，");
    }
}
