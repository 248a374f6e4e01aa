//! The virtual text of a document with edits, made in rounds, and what they come to in the text as
//! it was read.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{DocxPlan, text_origins};

/// What becomes of a range of the virtual text as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextChange {
    /// The bytes that go; empty where something is put in.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub with: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum RevisionPiece {
    /// Bytes of the text as it was read.
    Kept(Range<usize>),
    /// What was put in.
    New(String),
}

/// The virtual text of a document with edits.
#[derive(Debug)]
pub struct Revision<'d> {
    document: &'d DocxPlan,
    /// The virtual text as it was read.
    before: &'d str,
    pieces: Vec<RevisionPiece>,
    /// The text with the edits.
    now: String,
    /// Lines, from 0, that stay as they were read.
    frozen: BTreeSet<usize>,
}

impl<'d> Revision<'d> {
    /// Without edits; `before` is the virtual text of the document.
    pub fn of(document: &'d DocxPlan, before: &'d str) -> Self {
        let (whole, frozen) = (RevisionPiece::Kept(0..before.len()), BTreeSet::new());
        Self { document, before, pieces: vec![whole], now: before.to_owned(), frozen }
    }

    /// The text with the edits.
    pub fn text(&self) -> &str {
        &self.now
    }

    /// Whether an edit can be made: within one paragraph and in characters that stand in its runs.
    /// Numbers that Word generates, fields, formulas, text boxes and what others have inserted
    /// cannot be edited.
    pub fn allows(&self, range: &Range<usize>, with: &str) -> bool {
        let Some(old) = self.now.get(range.clone()) else { return false };
        let before = self.now.get(..range.start).unwrap_or_default();
        let line = before.matches('\n').count();
        if old.contains('\n') || with.contains(char::is_control) || self.frozen.contains(&line) {
            return false;
        }
        let (range, _) = trimmed(old, range.start, with);
        let mut at = 0;
        let mut touched = false;
        for piece in &self.pieces {
            let (start, length) = (at, piece.len());
            at += length;
            // An insertion may lean on what is before or behind it.
            if at < range.start
                || start > range.end
                || (!range.is_empty() && (at == range.start || start == range.end))
            {
                continue;
            }
            match piece {
                RevisionPiece::Kept(kept) => {
                    let part = kept.start + (range.start.max(start) - start)
                        ..kept.start + (range.end.min(at) - start);
                    let open = text_origins::is_open(&self.document.stretches, &part);
                    if !range.is_empty() && !open {
                        return false;
                    }
                    touched |= open;
                }
                RevisionPiece::New(_) => touched = true,
            }
        }
        touched
    }

    /// Makes edits that are allowed and do not overlap; their places are those of the text with the
    /// edits so far.
    pub fn edit(&mut self, edits: &[(Range<usize>, &str)]) {
        let mut edits: Vec<(Range<usize>, &str)> = edits
            .iter()
            .map(|(range, with)| {
                trimmed(self.now.get(range.clone()).unwrap_or_default(), range.start, with)
            })
            .collect();
        edits.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = Vec::new();
        let mut at = 0;
        for (range, with) in &edits {
            self.copy(at..range.start, &mut out);
            if !with.is_empty() {
                out.push(RevisionPiece::New((*with).to_owned()));
            }
            at = range.end;
        }
        self.copy(at..self.now.len(), &mut out);
        let piece = |p: &RevisionPiece| match p {
            RevisionPiece::Kept(range) => {
                let kept = self.before.get(range.clone());
                kept.unwrap_or_default().to_owned()
            }
            RevisionPiece::New(text) => text.clone(),
        };
        self.now = out.iter().map(piece).collect();
        self.pieces = out;
    }

    /// The pieces of a range of the text with the edits.
    fn copy(&self, range: Range<usize>, out: &mut Vec<RevisionPiece>) {
        let mut at = 0;
        for piece in &self.pieces {
            let (from, to) = (range.start.max(at), range.end.min(at + piece.len()));
            if from < to {
                out.push(match piece {
                    RevisionPiece::Kept(kept) => {
                        RevisionPiece::Kept(kept.start + from - at..kept.start + to - at)
                    }
                    RevisionPiece::New(text) => RevisionPiece::New(
                        text.get(from - at..to - at).unwrap_or_default().to_owned(),
                    ),
                });
            }
            at += piece.len();
        }
    }

    /// What the edits come to, in order, in places of the text as it was read.
    pub fn changes(&self) -> Vec<TextChange> {
        let mut out = Vec::new();
        let (mut from, mut with) = (0, String::new());
        let end = RevisionPiece::Kept(self.before.len()..self.before.len());
        for piece in self.pieces.iter().chain([&end]) {
            match piece {
                RevisionPiece::New(text) => with.push_str(text),
                RevisionPiece::Kept(range) => {
                    let old = self.before.get(from..range.start).unwrap_or_default();
                    let (place, new) = trimmed(old, from, &with);
                    if !place.is_empty() || !new.is_empty() {
                        out.push(TextChange { range: place, with: new.to_owned() });
                    }
                    with.clear();
                    from = range.end;
                }
            }
        }
        out
    }

    /// Compares with the virtual text of the document into which the edits were written. Lines that
    /// do not read as they should go back to what they were, for good. `None` if the paragraphs
    /// are others; else whether all lines read as they should.
    pub fn settle(&mut self, read: &str) -> Option<bool> {
        let (now, read, before): (Vec<&str>, Vec<&str>, Vec<&str>) = (
            self.now.split('\n').collect(),
            read.split('\n').collect(),
            self.before.split('\n').collect(),
        );
        let lines = now.len();
        if lines != read.len() || lines != before.len() {
            return None;
        }
        let different: BTreeSet<usize> = (0..now.len()).filter(|i| now[*i] != read[*i]).collect();
        let mut start = 0;
        for (index, line) in before.iter().enumerate() {
            if different.contains(&index) {
                self.restore(&(start..start + line.len()));
                self.frozen.insert(index);
            }
            start += line.len() + 1;
        }
        Some(different.is_empty())
    }

    /// Takes back the edits of a line, given in places of the text as it was read.
    fn restore(&mut self, line: &Range<usize>) {
        let mut kept = self.changes();
        kept.retain(|change| change.range.end < line.start || change.range.start > line.end);
        self.pieces = vec![RevisionPiece::Kept(0..self.before.len())];
        self.before.clone_into(&mut self.now);
        let mut edits: Vec<(Range<usize>, &str)> = Vec::new();
        for change in &kept {
            edits.push((change.range.clone(), &change.with));
        }
        self.edit(&edits);
    }
}

impl RevisionPiece {
    fn len(&self) -> usize {
        match self {
            Self::Kept(range) => range.len(),
            Self::New(text) => text.len(),
        }
    }
}

/// An edit without what is the same at both ends.
fn trimmed<'w>(old: &str, start: usize, with: &'w str) -> (Range<usize>, &'w str) {
    let same = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| -> usize {
        let alike = a.zip(b).take_while(|(a, b)| a == b);
        alike.map(|(a, _)| a.len_utf8()).sum()
    };
    let first = same(&mut old.chars(), &mut with.chars());
    let rest = old.get(first..).unwrap_or_default();
    let new = with.get(first..).unwrap_or_default();
    let last = same(&mut rest.chars().rev(), &mut new.chars().rev());
    let new = new.get(..new.len() - last);
    (start + first..start + old.len() - last, new.unwrap_or_default())
}
