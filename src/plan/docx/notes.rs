//! What was left out of a document, taken as accepted, or guessed.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::lost::LostPart;

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
    /// Phonetic guides, left out; the characters below them are kept.
    pub phonetics: usize,
    /// Tables within a cell of another one; their text is that of the cell.
    pub nested_tables: usize,
    /// Tables that only frame text, which was taken out of them.
    pub frames: usize,
    /// Whether there is a table of contents, left out.
    pub has_contents: bool,
    /// Descriptions of pictures that the word processor made up, left out.
    pub made_up_descriptions: usize,
    /// What cannot be read: charts, drawings, embedded documents, fields.
    pub lost: Vec<LostPart>,
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
