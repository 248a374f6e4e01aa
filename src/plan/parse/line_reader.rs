//! A line of a source that is read as running text, wherever it stands.

use comrak::{Arena, parse_document};

use crate::plan::model::Inline;

use super::{MarkdownReader, options};

/// Makes whatever follows on its line running text.
const LEAD: &str = "# ";

impl MarkdownReader<'_> {
    /// The running text of a range within one line.
    pub(super) fn line(&mut self, range: (usize, usize)) -> Vec<Inline> {
        let slice = self.places.slice(range);
        if slice.trim().is_empty() {
            return Vec::new();
        }
        let mut text = format!("{LEAD}{slice}\n");
        for name in self.renamed.keys() {
            if slice.contains(&format!("[^{name}]")) {
                text.push_str(&format!("\n[^{name}]: .\n"));
            }
        }
        let arena = Arena::new();
        let root = parse_document(&arena, &text, &options());
        let Some(heading) = root.first_child() else { return Vec::new() };
        let places = self.places.of_piece(&text, LEAD.len(), range.0);
        let mut reader = MarkdownReader::new(places);
        reader.renamed = self.renamed.clone();
        let text = (LEAD.len(), LEAD.len() + slice.len());
        let inlines = reader.inlines(heading, 0, text, None);
        self.comments.append(&mut reader.comments);
        self.faults.append(&mut reader.faults);
        self.used_notes.append(&mut reader.used_notes);
        inlines
    }
}
