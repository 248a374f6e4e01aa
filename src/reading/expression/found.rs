//! What a search finds.

use std::ops::{Index, Range};
use std::sync::Arc;

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

impl<'t> Found<'t> {
    pub(super) fn new(text: &'t str, range: Range<usize>) -> Self {
        Self { text, start: range.start, end: range.end }
    }

    /// The first byte.
    pub fn start(&self) -> usize {
        self.start
    }

    /// The byte behind the last.
    pub fn end(&self) -> usize {
        self.end
    }

    /// The bytes from the first to behind the last.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// The words there.
    pub fn as_str(&self) -> &'t str {
        &self.text[self.start..self.end]
    }
}

/// The bytes of each group of what was found, the whole of it first; `None` for a group that took no part.
pub(super) type GroupRanges = Vec<Option<Range<usize>>>;

/// What was found, with its groups.
#[derive(Clone, Debug)]
pub struct Groups<'t> {
    text: &'t str,
    whole: Found<'t>,
    ranges: GroupRanges,
    names: Arc<[Option<String>]>,
}

impl<'t> Groups<'t> {
    pub(super) fn new(
        text: &'t str,
        ranges: GroupRanges,
        names: Arc<[Option<String>]>,
    ) -> Option<Self> {
        let whole = Found::new(text, ranges.first()?.clone()?);
        Some(Self { text, whole, ranges, names })
    }

    /// All that was found.
    pub fn whole(&self) -> Found<'t> {
        self.whole
    }

    #[cfg(test)]
    pub(super) fn ranges(&self) -> &[Option<Range<usize>>] {
        &self.ranges
    }

    /// A group by its number; 0 is all that was found.
    pub fn get(&self, index: usize) -> Option<Found<'t>> {
        let range = self.ranges.get(index)?.clone()?;
        Some(Found::new(self.text, range))
    }

    /// A group by its name.
    pub fn name(&self, name: &str) -> Option<Found<'t>> {
        let index = self.names.iter().position(|known| known.as_deref() == Some(name))?;
        self.get(index)
    }
}

/// The words of a group that always takes part.
impl Index<usize> for Groups<'_> {
    type Output = str;

    fn index(&self, index: usize) -> &str {
        match self.get(index) {
            Some(found) => found.as_str(),
            None => "",
        }
    }
}

/// The words of a group that always takes part.
impl Index<&str> for Groups<'_> {
    type Output = str;

    fn index(&self, name: &str) -> &str {
        match self.name(name) {
            Some(found) => found.as_str(),
            None => "",
        }
    }
}
