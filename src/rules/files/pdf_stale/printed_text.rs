//! The text of a PDF as it is compared: Chinese characters and digits, line by line.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::text::han::{self, fold};

/// Chinese characters and numbers of a text: punctuation may hang over the end of a line, letters
/// and raised characters come out of PDFs in many ways.
pub(super) fn words(text: &str) -> String {
    let folded = fold(text);
    let mut out = String::with_capacity(folded.len());
    let mut characters = folded.chars().peekable();
    let mut before = ' ';
    while let Some(c) = characters.next() {
        let is_decimal_point = c == '.'
            && before.is_ascii_digit()
            && characters.peek().is_some_and(char::is_ascii_digit);
        if han::is_han(c) || c.is_ascii_digit() || is_decimal_point {
            out.push(c);
        }
        before = c;
    }
    out
}

/// The number of Chinese characters.
pub(super) fn han_of(words: &str) -> usize {
    han::han_count(words)
}

/// A text without its digits.
pub(super) fn without_digits(words: &str) -> String {
    words.replace(|c: char| c.is_ascii_digit() || c == '.', "")
}

/// A line that stands so often is a header or footer.
const RUNNING: usize = 3;

/// The text of a PDF.
pub(super) struct PrintedText {
    /// Its words, one line after the other.
    pub(super) words: String,
    /// Where its lines begin in `words`, in order.
    starts: Vec<usize>,
    /// How often a line occurs, but for its digits.
    counts: HashMap<String, usize>,
    /// Lines, but for their digits, that stand beside one that is a number.
    beside_number: HashSet<String>,
}

/// A stretch of one line that a gap leaves.
pub(super) struct LinePart<'t> {
    /// Its words.
    pub(super) words: &'t str,
    /// Whether it is the whole line.
    pub(super) is_whole: bool,
}

impl PrintedText {
    /// Reads the text layer of a PDF.
    pub(super) fn of(text: &str) -> Self {
        let (mut all, mut starts) = (String::new(), Vec::new());
        let mut counts: HashMap<String, usize> = HashMap::new();
        for line in text.lines() {
            let line = words(line);
            if !line.is_empty() {
                starts.push(all.len());
                all.push_str(&line);
                *counts.entry(without_digits(&line)).or_default() += 1;
            }
        }
        let mut told = Self { words: all, starts, counts, beside_number: HashSet::new() };
        let lines = (0..told.starts.len()).map(|index| told.line(index));
        let bare: Vec<String> = lines.map(without_digits).collect();
        for pair in bare.windows(2) {
            if pair[0].is_empty() != pair[1].is_empty() {
                told.beside_number.extend(pair.iter().cloned());
            }
        }
        told
    }

    fn line(&self, index: usize) -> &str {
        &self.words[self.starts[index]..self.end_of(index)]
    }

    /// Whether a line, but for its digits, stands at the edge of pages. Headings stand twice, too: in
    /// the contents, and above their text.
    fn is_running(&self, bare: &str) -> bool {
        let count = self.counts.get(bare).copied().unwrap_or(0);
        let is_at_edge = bare.is_empty() || self.beside_number.contains(bare);
        count >= RUNNING || (count > 1 && is_at_edge)
    }

    /// Where the line ends that begins at `starts[index]`.
    fn end_of(&self, index: usize) -> usize {
        match self.starts.get(index + 1) {
            Some(next) => *next,
            None => self.words.len(),
        }
    }

    /// The beginnings of lines within a stretch.
    pub(super) fn starts_in(&self, stretch: Range<usize>) -> &[usize] {
        let first = self.starts.partition_point(|start| *start < stretch.start);
        let end = self.starts.partition_point(|start| *start < stretch.end);
        self.starts.get(first..end).unwrap_or_default()
    }

    /// What a gap holds, line by line, without lines that stand on several pages.
    pub(super) fn parts(&self, gap: Range<usize>) -> Vec<LinePart<'_>> {
        let first = self.starts.partition_point(|start| *start <= gap.start).saturating_sub(1);
        let mut parts = Vec::new();
        for index in first..self.starts.len() {
            let line = self.starts[index]..self.end_of(index);
            if line.start >= gap.end {
                break;
            }
            let part = line.start.max(gap.start)..line.end.min(gap.end);
            let bare = without_digits(&self.words[line.clone()]);
            if part.is_empty() || self.is_running(&bare) {
                continue;
            }
            parts.push(LinePart { words: &self.words[part.clone()], is_whole: part == line });
        }
        parts
    }

    /// Lines that stand on several pages.
    pub(super) fn running(&self) -> Vec<&str> {
        let mut lines: Vec<&str> = Vec::new();
        for (line, count) in &self.counts {
            if *count >= RUNNING && !line.is_empty() {
                lines.push(line);
            }
        }
        lines.sort_unstable();
        lines
    }
}
