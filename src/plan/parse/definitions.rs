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
            if matches!(node.data().value, NodeValue::Paragraph) {
                free.extend(self.definitions_at_head(node, range));
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

    /// The lines at the head of a paragraph that are definitions: its text begins behind them.
    pub(super) fn definitions_at_head(
        &self,
        node: Node<'_>,
        range: (usize, usize),
    ) -> Vec<(usize, usize)> {
        let Some(first) = node.first_child() else { return Vec::new() };
        let Some(name) = label(self.places.slice(range)) else { return Vec::new() };
        if self.is_label(first, name) {
            return Vec::new();
        }
        let mut lines = self.places.lines(range);
        let is_definition = |line: &(usize, usize)| label(self.places.slice(*line)).is_some();
        let count = lines.iter().take_while(|line| is_definition(line)).count();
        lines.truncate(count);
        lines
    }

    /// Whether the text or link at the head of a paragraph is its `[名]`: its line is no definition.
    fn is_label(&self, first: Node<'_>, name: &str) -> bool {
        let data = first.data();
        match &data.value {
            NodeValue::Text(text) => label(text) == Some(name),
            NodeValue::Link(_) => {
                self.places.slice(self.places.range(data.sourcepos, None)) == name
            }
            _ => false,
        }
    }

    fn is_unused_definition(&self, line: (usize, usize)) -> bool {
        let text = self.places.slice(line);
        let Some(label) = label(text) else { return false };
        self.places.text.matches(label).count() < 2
    }
}

/// `[名]` at the start of a definition.
fn label(line: &str) -> Option<&str> {
    let end = line.find(']')?;
    let is_label = line.starts_with('[') && !line.starts_with("[^");
    if is_label && line[end..].starts_with("]:") { Some(&line[..=end]) } else { None }
}
