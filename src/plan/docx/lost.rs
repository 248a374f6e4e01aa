//! What a document holds and cannot be read, with its place.

use serde::{Deserialize, Serialize};

/// What cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LostKind {
    /// A chart; its words are read, its numbers and lines are not.
    Chart,
    /// A diagram of SmartArt; its words are read.
    Diagram,
    /// A drawing of shapes; the text in them is read.
    Shapes,
    /// Nothing but lines and arrows.
    Lines,
    /// A file in the document: a workbook, a presentation, a control.
    Embedded,
    /// A picture whose file the document does not name.
    Picture,
    /// A field that Word computes on request; its name.
    Field(String),
}

/// Something that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostPart {
    /// What it is.
    pub kind: LostKind,
    /// Its paragraph, from 1.
    pub paragraph: usize,
}
