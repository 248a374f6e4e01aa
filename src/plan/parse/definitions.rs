//! `[名]: 去处`: definitions of links are never printed. A line of a plan that only looks like one
//! would be lost.

use comrak::nodes::{Node, NodeValue};

use crate::plan::model::MarkupFaultKind;

use super::MarkdownReader;

/// Definitions that are looked at: each is looked for in the whole text.
const MOST: usize = 64;

impl MarkdownReader<'_> {
    /// Definitions at the top level that no link uses: lines that no block has taken.
    pub(super) fn find_definitions(&mut self, root: Node<'_>) {
        if !self.places.text.contains("]:") {
            return;
        }
        let mut from = 0;
        let mut free = Vec::new();
        for node in root.children() {
            let range = self.within(node, (from, self.places.text.len()));
            free.push((from, range.0));
            from = range.1;
            // A definition may stand at the head of a paragraph, which then begins behind it.
            let is_paragraph = matches!(node.data().value, NodeValue::Paragraph);
            if let Some(first) = node.first_child().filter(|_| is_paragraph) {
                free.push((range.0, self.within(first, range).0));
            }
        }
        free.push((from, self.places.text.len()));
        let mut lines: Vec<(usize, usize)> = Vec::new();
        for range in free {
            lines.extend(self.places.lines(range));
        }
        lines.retain(|line| self.places.slice(*line).starts_with('['));
        for line in lines.into_iter().take(MOST) {
            if self.is_unused_definition(line) {
                self.fault(MarkupFaultKind::Definition, line);
            }
        }
    }

    fn is_unused_definition(&self, line: (usize, usize)) -> bool {
        let text = self.places.slice(line);
        if text.starts_with("[^") {
            return false;
        }
        let Some(end) = text.find("]:") else { return false };
        let label = &text[..=end];
        self.places.text.matches(label).count() < 2
    }
}
