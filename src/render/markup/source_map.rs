//! The way back from the code to the plan.

use crate::text::At;

/// Where the parts of the code come from, in the order of their ends: parts lie in each other or
/// apart.
#[derive(Default)]
pub(in crate::render) struct SourceMap(Vec<CodePiece>);

/// A part of the code that comes from a place.
pub(in crate::render) struct CodePiece {
    start: usize,
    end: usize,
    /// The place.
    pub(in crate::render) at: At,
    /// Whether the literal holds the source byte for byte.
    pub(in crate::render) exact: bool,
}

impl SourceMap {
    /// The place of a byte of the code: that of the smallest part around it.
    pub(in crate::render) fn find(&self, offset: usize) -> Option<At> {
        self.piece(offset).map(|p| p.at)
    }

    /// The place of a byte within the text that a literal at `offset` holds.
    pub(in crate::render) fn find_within(&self, offset: usize, byte: usize) -> Option<At> {
        let piece = self.piece(offset)?;
        if !piece.exact {
            return Some(piece.at);
        }
        let start = (piece.at.span.start as usize + byte).min(piece.at.span.end as usize);
        Some(At::new(piece.at.source, start, piece.at.span.end as usize))
    }

    /// The smallest part around a byte of the code: the first to end behind it of those that begin
    /// before it.
    pub(in crate::render) fn piece(&self, offset: usize) -> Option<&CodePiece> {
        let open = self.0.partition_point(|p| p.end <= offset);
        self.0[open..].iter().find(|p| p.start <= offset)
    }

    /// Remembers that a part of the code comes from a place. Parts come in the order of their ends.
    pub(super) fn add(&mut self, start: usize, end: usize, at: At, exact: bool) {
        self.0.push(CodePiece { start, end, at, exact });
    }
}
