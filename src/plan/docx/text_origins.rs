//! Where the virtual text stands in the parts of a document: its paragraphs, and its characters.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::xml::XmlNode;

/// Bytes in the text of the main part between which a paragraph's content stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Anchor {
    /// The content of a paragraph without its properties.
    pub(super) fn of(node: &XmlNode) -> Option<Self> {
        let inner = node.inner()?;
        let properties = node.child("pPr");
        let start = properties.map(|properties| properties.outer().end).unwrap_or(inner.start);
        Some(Self { start, end: inner.end })
    }
}

/// A part whose text can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum DocumentPart {
    Main,
    Footnotes,
    Endnotes,
    /// Headers and footers, which are never changed.
    Margins,
}

/// Where characters stand in a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct CharacterOrigin {
    pub(super) part: DocumentPart,
    /// Where their run begins.
    pub(super) run: usize,
    /// Where the content of their `w:t` begins, or what stands for them otherwise.
    pub(super) text: usize,
    /// Characters of the `w:t` before them.
    pub(super) skip: usize,
    /// Whether they can be changed.
    pub(super) open: bool,
}

/// Bytes of the virtual text that stand in one element of a run. Numbers that Word generates stand
/// in none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stretch {
    pub(super) start: usize,
    pub(super) bytes: usize,
    pub(super) origin: CharacterOrigin,
}

impl Stretch {
    pub(super) fn end(&self) -> usize {
        self.start + self.bytes
    }
}

/// Stretches that can be changed and touch a range of the virtual text, those that end where it
/// begins included.
pub(super) fn touching(
    stretches: &[Stretch],
    range: &Range<usize>,
) -> impl Iterator<Item = Stretch> {
    let first = stretches.partition_point(|s| s.end() < range.start);
    let end = range.end;
    let touching = stretches[first..].iter().copied().take_while(move |s| s.start <= end);
    touching.filter(|s| s.origin.open)
}

/// The first and the last stretch that hold something of a range of the virtual text.
pub(super) fn ends(stretches: &[Stretch], range: &Range<usize>) -> Option<(Stretch, Stretch)> {
    let from = stretches.partition_point(|s| s.end() <= range.start);
    let to = stretches.partition_point(|s| s.start < range.end);
    let within = stretches.get(from..to)?;
    Some((*within.first()?, *within.last()?))
}

/// Whether every byte of a range can be changed; for an empty one, whether something can be put
/// there.
pub(super) fn is_open(stretches: &[Stretch], range: &Range<usize>) -> bool {
    if range.is_empty() {
        return touching(stretches, range).next().is_some();
    }
    let mut at = range.start;
    for stretch in touching(stretches, range) {
        if stretch.start <= at && at < stretch.end() {
            at = stretch.end();
        }
    }
    at >= range.end
}
