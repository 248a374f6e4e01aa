//! What was left out of a document, taken as accepted, or guessed.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// What was left out, taken as accepted, or guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocxNotes {
    /// Tracked changes, taken as accepted.
    pub changes: usize,
    pub comments: usize,
    /// Hidden characters, left out.
    pub hidden: usize,
    /// Merged cells.
    pub merged: usize,
    /// Text boxes; their text stands behind the paragraph they hang on.
    pub boxes: usize,
    /// Formulas, kept as plain characters.
    pub formulas: usize,
    /// Charts, diagrams and embedded documents, which have no text that can be read.
    pub lost_parts: usize,
    /// Headings that have no heading style.
    pub guessed: Vec<Guess>,
    /// Fonts of the Chinese characters in the text.
    pub fonts: BTreeSet<String>,
    /// Texts of headers and footers, each once.
    pub headers_footers: Vec<String>,
}

/// A paragraph that was taken for a heading by its look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guess {
    /// Paragraph, from 1.
    pub paragraph: usize,
    /// Level in the plan: 2 for `一、`.
    pub level: u8,
    pub text: String,
}

impl DocxNotes {
    /// What a reader of the file sees and nobody meant to send, in Chinese: `修订 3 处`.
    pub fn leftovers(&self) -> Vec<String> {
        let counts = [
            (self.comments, "批注", "处"),
            (self.changes, "修订", "处"),
            (self.hidden, "隐藏文字", "字"),
        ];
        let mut out = Vec::new();
        for (count, what, unit) in counts {
            if count > 0 {
                out.push(format!("{what} {count} {unit}"));
            }
        }
        out
    }
}
