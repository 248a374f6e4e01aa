//! What all parts of the page are written with: the text so far, and elements around texts.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::ExportInput;
use super::super::pictures::ExportPictures;
use crate::plan::Table;
use crate::text::escape;

/// A page that is being written.
pub(super) struct PageWriter<'a> {
    pub(super) out: String,
    pub(super) document: &'a ExportInput<'a>,
    pub(super) pictures: &'a ExportPictures,
    /// Pictures as addresses, by number.
    pub(super) data: BTreeMap<usize, String>,
    pub(super) targets: Option<&'a Table>,
    /// Names of the notes so far, in the order in which they are first referred to.
    pub(super) notes: Vec<&'a str>,
    /// The last character that was written in this block.
    pub(super) last: Option<char>,
}

impl<'a> PageWriter<'a> {
    /// An element with plain text; an empty text makes none.
    pub(super) fn line(&mut self, element: &str, class: &str, text: &str) {
        if !text.trim().is_empty() {
            let class =
                if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
            let _ = writeln!(self.out, "<{element}{class}>{}</{element}>", escape::visible(text));
        }
    }

    /// A block between its tags.
    pub(super) fn around(&mut self, open: &str, close: &str, inner: impl FnOnce(&mut Self)) {
        self.out.push_str(open);
        self.last = None;
        inner(self);
        self.out.push_str(close);
    }

    pub(super) fn inside(&mut self, element: &str, inner: impl FnOnce(&mut Self)) {
        let _ = write!(self.out, "<{element}>");
        inner(self);
        let _ = write!(self.out, "</{element}>");
    }

    pub(super) fn text(&mut self, text: &str) {
        escape::push_visible(text, &mut self.out);
        self.last = text.chars().next_back().or(self.last);
    }
}
