//! `12*8*5m` is a product, not emphasis.

use crate::text::han::is_han;

use super::MarkdownReader;

/// Characters within marks that may be a factor.
const LONGEST_FACTOR: usize = 4;

impl MarkdownReader<'_> {
    /// Whether marks stand between two factors, `2*3`, `(a+b)*2`: then they are signs.
    pub(super) fn is_product(&self, mark: &str, range: (usize, usize)) -> bool {
        let slice = self.places.slice(range);
        let inner = slice.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
        let Some(inner) = inner else { return false };
        let (before, after) = self.neighbours(range);
        let first = inner.chars().next();
        let last = inner.chars().next_back();
        is_between(before, first) || is_between(last, after)
    }

    /// Whether marks may be signs of multiplication between words, `长*宽*高`.
    pub(super) fn may_be_product(&self, range: (usize, usize)) -> bool {
        let slice = self.places.slice(range);
        let Some(inner) = slice.strip_prefix('*').and_then(|s| s.strip_suffix('*')) else {
            return false;
        };
        let length = inner.chars().count();
        let (before, after) = self.neighbours(range);
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if length > LONGEST_FACTOR || !is_word(before) || !is_word(after) {
            return false;
        }
        let line = self.places.to_line_start(range);
        let is_formula = self.places.slice((line, range.0)).contains(['=', '＝']);
        is_formula || (length == 1 && inner.chars().all(is_han))
    }

    fn neighbours(&self, range: (usize, usize)) -> (Option<char>, Option<char>) {
        let text = self.places.text;
        let before = text.get(..range.0).unwrap_or_default();
        let after = text.get(range.1..).unwrap_or_default();
        (before.chars().next_back(), after.chars().next())
    }
}

/// Whether a sign between two characters multiplies: a number on one side, a number, a letter or a
/// bracket on the other.
fn is_between(before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    let ends_factor = before.is_ascii_alphanumeric() || matches!(before, ')' | '）');
    let begins_factor = after.is_ascii_alphanumeric() || matches!(after, '(' | '（');
    let has_digit = before.is_ascii_digit() || after.is_ascii_digit();
    ends_factor && begins_factor && has_digit
}
