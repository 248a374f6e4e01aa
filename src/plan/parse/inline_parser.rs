//! Inline text: bold, links, pictures, and the exact place of every run of characters.

use comrak::nodes::{Node, NodeValue};

use crate::plan::model::{Image, Inline, InlineKind, MarkupFaultKind};

use super::source_positions::CellColumns;
use super::{MAX_DEPTH, MarkdownReader, backslashes, html_tag, inline_text, picture_text};

impl MarkdownReader<'_> {
    /// The inline text below a node, in order and within limits.
    pub(super) fn inlines(
        &mut self,
        node: Node<'_>,
        depth: usize,
        mut limits: (usize, usize),
        cell: Option<&CellColumns>,
    ) -> Vec<Inline> {
        let mut out = Vec::new();
        for child in node.children() {
            let mut position = child.data().sourcepos;
            position.start.line += self.definition_lines;
            position.end.line += self.definition_lines;
            let (start, end) = self.places.range(position, cell);
            let start = start.clamp(limits.0, limits.1);
            let range = (start, end.clamp(start, limits.1));
            self.inline(child, depth, range, limits.1, cell, &mut out);
            let mut end = range.1;
            if let Some(last) = out.last() {
                end = end.max(self.places.offset_of(last.at.span.end as usize));
            }
            limits.0 = end.clamp(limits.0, limits.1);
        }
        html_tag::settle(inline_text::join_tags(out))
    }

    fn inline(
        &mut self,
        node: Node<'_>,
        depth: usize,
        range: (usize, usize),
        last: usize,
        cell: Option<&CellColumns>,
        out: &mut Vec<Inline>,
    ) {
        let at = self.places.at(range);
        let deep = depth >= MAX_DEPTH;
        let kind = match &node.data().value {
            NodeValue::Text(literal) => return self.text(literal, range, last, out),
            NodeValue::Code(code) => return self.code(&code.literal, range, out),
            NodeValue::SoftBreak => InlineKind::SoftBreak,
            NodeValue::LineBreak => InlineKind::LineBreak,
            NodeValue::HtmlInline(html) if html.starts_with("<!--") => {
                self.comments.push(at);
                return;
            }
            NodeValue::HtmlInline(html) if inline_text::is_tag(html, "br") => InlineKind::LineBreak,
            NodeValue::HtmlInline(html) => InlineKind::Html(html.clone()),
            NodeValue::FootnoteReference(note) => {
                let name = self.renamed.get(&note.name).unwrap_or(&note.name).clone();
                self.used_notes.insert(name.clone());
                InlineKind::Note(name)
            }
            NodeValue::Image(link) => {
                let alt = picture_text::without_size(&words(node)).to_owned();
                if !link.title.trim().is_empty() && link.title.trim() != alt.trim() {
                    self.fault(MarkupFaultKind::Title, range);
                }
                InlineKind::Image(Image { path: picture_text::decoded(&link.url), alt, at })
            }
            _ if deep => return self.text(&words(node), range, last, out),
            NodeValue::Emph if self.is_product("*", range) => {
                return self.give_marks_back(node, 1, depth, range, cell, out);
            }
            NodeValue::Strong if self.is_product("**", range) => {
                return self.give_marks_back(node, 2, depth, range, cell, out);
            }
            NodeValue::Strikethrough if self.is_product("~~", range) => {
                return self.give_marks_back(node, 2, depth, range, cell, out);
            }
            NodeValue::Strong => InlineKind::Strong(self.inlines(node, depth + 1, range, cell)),
            NodeValue::Emph => {
                if self.may_be_product(range) {
                    self.fault(MarkupFaultKind::Product, range);
                }
                InlineKind::Emph(self.inlines(node, depth + 1, range, cell))
            }
            NodeValue::Strikethrough => {
                InlineKind::Strike(self.inlines(node, depth + 1, range, cell))
            }
            NodeValue::Link(link) => {
                if node.first_child().is_none() {
                    self.fault(MarkupFaultKind::EmptyLink, range);
                } else if !link.url.is_empty() && !link.url.contains(['.', '/', ':', '#', '@']) {
                    self.fault(MarkupFaultKind::LinkTarget, range);
                }
                if !link.title.trim().is_empty() && link.title.trim() != words(node).trim() {
                    self.fault(MarkupFaultKind::Title, range);
                }
                InlineKind::Link {
                    url: link.url.clone(),
                    inlines: self.inlines(node, depth + 1, range, cell),
                }
            }
            NodeValue::Superscript if inline_text::is_script(&words(node), out.last()) => {
                InlineKind::Sup(self.inlines(node, depth + 1, range, cell))
            }
            NodeValue::Subscript if inline_text::is_script(&words(node), out.last()) => {
                InlineKind::Sub(self.inlines(node, depth + 1, range, cell))
            }
            NodeValue::Superscript | NodeValue::Subscript if range.1 >= range.0 + 2 => {
                // `5~10吨、20~30吨` is two ranges, not a subscript.
                return self.give_marks_back(node, 1, depth, range, cell, out);
            }
            _ => {
                let inner = self.inlines(node, depth + 1, range, cell);
                out.extend(inner);
                return;
            }
        };
        out.push(Inline { kind, at });
    }

    /// Emphasis or the like that is none: its marks, of `length` bytes, are text.
    fn give_marks_back(
        &mut self,
        node: Node<'_>,
        length: usize,
        depth: usize,
        range: (usize, usize),
        cell: Option<&CellColumns>,
        out: &mut Vec<Inline>,
    ) {
        let (open, close) = ((range.0, range.0 + length), (range.1 - length, range.1));
        let mark = |r| Inline {
            kind: InlineKind::Text(self.places.slice(r).to_owned()),
            at: self.places.at(r),
        };
        let (first, second) = (mark(open), mark(close));
        out.push(first);
        let inner = self.inlines(node, depth + 1, (open.1, close.0), cell);
        out.extend(inner);
        out.push(second);
    }

    /// A code span: the place of what stands between the marks, if it stands there as it is.
    fn code(&mut self, literal: &str, range: (usize, usize), out: &mut Vec<Inline>) {
        let slice = self.places.slice(range);
        let inner = slice.trim_matches('`');
        let lead = slice.len() - slice.trim_start_matches('`').len();
        let found = if literal.is_empty() { None } else { inner.find(literal) };
        let found = found.map(|i| range.0 + lead + i);
        let place = found.map(|start| (start, start + literal.len())).unwrap_or(range);
        out.push(Inline { kind: InlineKind::Code(literal.to_owned()), at: self.places.at(place) });
    }

    /// Backslashes that are lost in a text. The parser measures a text that begins with an escaped
    /// character from that character on.
    fn find_lost_backslashes(&mut self, literal: &str, range: (usize, usize)) {
        let before = (range.0.saturating_sub(1), range.0);
        let is_escaped = self.places.slice(before) == "\\"
            && literal.starts_with(|c: char| c.is_ascii_punctuation());
        let start = if is_escaped { before.0 } else { range.0 };
        let written = self.places.slice((start, range.1));
        if written == literal {
            return;
        }
        for (from, to) in backslashes::lost(written) {
            self.fault(MarkupFaultKind::Backslash, (start + from, start + to));
        }
    }

    /// A run of characters, cut so that each piece is the source's own text wherever it can be:
    /// `\*` and `&amp;` are not.
    fn text(&mut self, literal: &str, range: (usize, usize), last: usize, out: &mut Vec<Inline>) {
        if literal.is_empty() {
            return;
        }
        self.find_lost_backslashes(literal, range);
        let slice = self.places.slice(range);
        if slice == literal {
            return picture_text::pieces(&self.places, literal, range, out);
        }
        let mut push = |text: &str, at: (usize, usize)| {
            out.push(Inline { kind: InlineKind::Text(text.to_owned()), at: self.places.at(at) });
        };
        if let Some(pieces) = inline_text::align(slice, literal) {
            for (text, start, end) in pieces {
                push(&literal[text], (range.0 + start, range.0 + end));
            }
            return;
        }
        // A position that is off: the same words a little further on are meant.
        let near = self.places.slice((range.0, last)).find(literal).filter(|i| *i <= 64);
        match near {
            Some(i) => push(literal, (range.0 + i, range.0 + i + literal.len())),
            None => push(literal, range),
        }
    }
}

/// All words below a node, without recursion.
fn words(node: Node<'_>) -> String {
    let mut out = String::new();
    for below in node.descendants() {
        match &below.data().value {
            NodeValue::Text(text) => out.push_str(text),
            NodeValue::Code(code) => out.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => out.push(' '),
            _ => {}
        }
    }
    out
}
