//! A notice as every reader of facts takes it: its lines by zone, its sentences, its clauses.

use super::clauses::ClauseTree;
use super::document::NoticeDocument;
use super::frame::{self, Frame};
use super::sentence::{self, Sentence};
use super::zone::{self, Zone};

/// A notice cut into lines, sentences and clauses once, for all readers.
pub struct CutNotice<'a> {
    /// The words.
    pub document: &'a NoticeDocument,
    /// Title, addressees, signature, annexes.
    pub frame: Frame,
    /// The zone of each line.
    pub zones: Vec<Zone>,
    /// The sentences of all lines, in order.
    pub sentences: Vec<Sentence<'a>>,
    /// The numbered clauses.
    pub clauses: ClauseTree,
}

impl<'a> CutNotice<'a> {
    /// Cuts a notice.
    pub fn of(document: &'a NoticeDocument) -> Self {
        let frame = frame::frame(document);
        let zones = zone::zones(&frame, document.lines.len());
        let sentences = sentence::sentences(document, &zones);
        Self { document, frame, zones, sentences, clauses: ClauseTree::of(document) }
    }

    /// The words of a line, counted from 1; empty where there is none.
    pub fn line(&self, number: usize) -> &'a str {
        let line = number.checked_sub(1).and_then(|index| self.document.lines.get(index));
        match line {
            Some(line) => &line.text,
            None => "",
        }
    }

    /// The zone of a line, counted from 1.
    pub fn zone(&self, number: usize) -> Zone {
        let zone = number.checked_sub(1).and_then(|index| self.zones.get(index));
        zone.copied().unwrap_or(Zone::Body)
    }

    /// The number of lines.
    pub fn line_count(&self) -> usize {
        self.document.lines.len()
    }
}
