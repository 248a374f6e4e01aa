//! A text folded for comparing, with the way back to its bytes.

use crate::text::han;

/// A folded text, by characters.
pub(in crate::rules::content) struct Folded {
    /// Its characters.
    pub(super) chars: Vec<char>,
    /// For each, the bytes of the character in the original that it comes from.
    from: Vec<(usize, usize)>,
}

impl Folded {
    /// Folds a text character by character.
    pub(in crate::rules::content) fn of(text: &str) -> Self {
        let (mut chars, mut from) = (Vec::new(), Vec::new());
        let mut buffer = [0; 4];
        for (start, c) in text.char_indices() {
            let place = (start, start + c.len_utf8());
            if han::is_han(c) && !matches!(c, '\u{f900}'..='\u{faff}') {
                chars.push(c);
                from.push(place);
                continue;
            }
            if c.is_ascii() {
                if !c.is_ascii_whitespace() {
                    chars.push(c.to_ascii_lowercase());
                    from.push(place);
                }
                continue;
            }
            for folded in han::fold(c.encode_utf8(&mut buffer)).chars() {
                chars.push(folded);
                from.push(place);
            }
        }
        Self { chars, from }
    }

    /// A range as text.
    pub(in crate::rules::content) fn slice(&self, start: usize, end: usize) -> String {
        self.chars[start..end].iter().collect()
    }

    /// The bytes of a range that is not empty, in the original.
    pub(in crate::rules::content) fn bytes(&self, start: usize, end: usize) -> (usize, usize) {
        let first = match self.from.get(start) {
            Some((s, _)) => *s,
            None => 0,
        };
        let last = match self.from.get(end.saturating_sub(1)) {
            Some((_, e)) => *e,
            None => first,
        };
        (first, last.max(first))
    }

    /// The ends of all places where some characters stand.
    pub(in crate::rules::content) fn ends_of(&self, needle: &[char]) -> Vec<usize> {
        if needle.is_empty() {
            return Vec::new();
        }
        let windows = self.chars.windows(needle.len()).enumerate();
        let found = windows.filter(|(_, window)| *window == needle);
        found.map(|(start, window)| start + window.len()).collect()
    }

    /// The start of the run of words that ends at a place: nothing but ideographs, letters, digits,
    /// and `also`; at most `most`.
    pub(in crate::rules::content) fn run_before(
        &self,
        end: usize,
        most: usize,
        also: &[char],
    ) -> usize {
        let mut start = end;
        while start > 0 && end - start < most {
            let c = self.chars[start - 1];
            if !(han::is_han(c) || c.is_alphanumeric() || also.contains(&c)) {
                break;
            }
            start -= 1;
        }
        start
    }
}
