//! Blocks: paragraphs, lists, tables, notes, and what is a comment.

use comrak::nodes::{ListDelimType, ListType, Node, NodeList, NodeValue, TableAlignment};

use crate::plan::model::{
    Align, Block, BlockKind, Cell, Heading, Image, Inline, InlineKind, ListStart, NumberMark, Plan,
    Row, Table,
};
use crate::plan::text_run::TextRun;
use crate::text::han::is_han;
use crate::text::{Span, numeral};

use super::{MAX_DEPTH, MarkdownReader, NotePlace, inline_text};

/// A part of the document at its top level.
pub(super) enum TopLevelPart {
    Heading(Heading),
    Block(Block),
}

impl MarkdownReader<'_> {
    /// The headings and blocks at the top level, in order.
    pub(super) fn parts(&mut self, root: Node<'_>) -> Vec<TopLevelPart> {
        let mut out = Vec::new();
        let mut limits = (0, self.places.text.len());
        for node in root.children() {
            let level = match node.data().value {
                NodeValue::Heading(heading) => Some((heading.level, heading.setext)),
                _ => None,
            };
            let range = self.within(node, limits);
            match level {
                Some((_, true)) if self.is_underlined_prose(range) => {
                    let mut blocks = Vec::new();
                    self.block(node, 0, range, &mut blocks);
                    blocks.push(Block { kind: BlockKind::Rule, at: self.places.at(range) });
                    out.extend(blocks.into_iter().map(TopLevelPart::Block));
                }
                Some((level, _)) => {
                    out.push(TopLevelPart::Heading(self.heading(node, level, range)));
                }
                None => {
                    let mut blocks = Vec::new();
                    self.block(node, 0, range, &mut blocks);
                    out.extend(blocks.into_iter().map(TopLevelPart::Block));
                }
            }
            limits.0 = range.1;
        }
        out
    }

    /// Whether a heading that is made by `---` below it is a paragraph above a horizontal line: it
    /// ends as a sentence does.
    fn is_underlined_prose(&self, range: (usize, usize)) -> bool {
        let mut lines = self.places.lines(range);
        let underline = lines.pop();
        let is_rule = underline.is_some_and(|line| self.places.slice(line).starts_with('-'));
        let last = lines.last().map(|line| self.places.slice(*line)).unwrap_or_default();
        is_rule && last.ends_with(['。', '；', '：', '！', '？', '，'])
    }

    /// Names notes apart that two sources call the same.
    pub(super) fn rename_notes(&mut self, root: Node<'_>, plan: &Plan) {
        for node in root.descendants() {
            let NodeValue::FootnoteDefinition(note) = &node.data().value else { continue };
            let mut name = note.name.clone();
            while plan.footnotes.iter().any(|(taken, _)| *taken == name) {
                name.push('+');
            }
            self.renamed.insert(note.name.clone(), name);
        }
    }

    fn heading(&mut self, node: Node<'_>, level: u8, range: (usize, usize)) -> Heading {
        let inlines = self.inlines(node, 0, range, None);
        let text = TextRun::of(&inlines).text;
        let line = self.places.at(range);
        let at = match (inlines.first(), inlines.last()) {
            (Some(first), Some(last)) => line.with(first.at.span.join(last.at.span)),
            _ => self.places.at((range.1, range.1)),
        };
        Heading { level, ordinal: numeral::ordinal(&text), text, inlines, at, line }
    }

    /// The blocks below a node, each within limits and after the one before it.
    fn blocks(&mut self, node: Node<'_>, depth: usize, mut limits: (usize, usize)) -> Vec<Block> {
        let mut out = Vec::new();
        for child in node.children() {
            let range = self.within(child, limits);
            self.block(child, depth, range, &mut out);
            limits.0 = range.1;
        }
        out
    }

    pub(super) fn within(&self, node: Node<'_>, limits: (usize, usize)) -> (usize, usize) {
        let (start, end) = self.places.range(node.data().sourcepos, None);
        let start = start.clamp(limits.0, limits.1);
        (start, end.clamp(start, limits.1))
    }

    fn block(&mut self, node: Node<'_>, depth: usize, range: (usize, usize), out: &mut Vec<Block>) {
        if depth >= MAX_DEPTH && has_blocks(node) {
            self.flatten(node, range, out);
            return;
        }
        let at = self.places.at(range);
        let kind = match &node.data().value {
            NodeValue::Paragraph | NodeValue::Heading(_) => {
                let definitions = self.definitions_at_head(node, range);
                let start = match definitions.last() {
                    Some(last) => last.1,
                    None => range.0,
                };
                self.definition_lines = definitions.len();
                let inlines = self.inlines(node, 0, (start, range.1), None);
                self.definition_lines = 0;
                let next = self.next_block(node, range.1);
                return self.paragraphs(inlines, range, next, out);
            }
            NodeValue::List(list) => {
                let start = list_start(list);
                let (mut items, mut limits) = (Vec::new(), range);
                self.compare_numbers(node, start.map(|start| start.first), range);
                for item in node.children() {
                    let range = self.within(item, limits);
                    items.push(self.blocks(item, depth + 1, range));
                    limits.0 = range.1;
                }
                BlockKind::List { start, items }
            }
            NodeValue::BlockQuote => BlockKind::Quote(self.blocks(node, depth + 1, range)),
            NodeValue::Table(table) => {
                let align = table.alignments.iter().map(|a| alignment(*a)).collect();
                let mut rows = self.rows(node, range);
                let behind = self.lines_behind(&mut rows);
                let mut at = at;
                if let Some(last) = rows.last() {
                    at = at.with(Span { end: last.at.span.end, ..at.span });
                }
                out.push(Block { kind: BlockKind::Table(Table { align, rows }), at });
                out.extend(behind);
                return;
            }
            NodeValue::CodeBlock(code) if !code.fenced && code.literal.chars().any(is_han) => {
                return self.indented_prose(range, out);
            }
            NodeValue::CodeBlock(code) => BlockKind::Code(code.literal.clone()),
            NodeValue::ThematicBreak => BlockKind::Rule,
            NodeValue::HtmlBlock(_) => return self.html(range, out),
            NodeValue::FootnoteDefinition(note) => {
                let name = self.renamed.get(&note.name).unwrap_or(&note.name).clone();
                let outside = std::mem::take(&mut self.used_notes);
                let blocks = self.blocks(node, depth + 1, range);
                let refers_to = std::mem::replace(&mut self.used_notes, outside);
                self.note_places.push(NotePlace { name: name.clone(), at, refers_to });
                self.notes.push((name, blocks));
                return;
            }
            _ => {
                out.extend(self.blocks(node, depth + 1, range));
                return;
            }
        };
        out.push(Block { kind, at });
    }

    /// What lies too deep: its paragraphs one after the other. Not recursive.
    fn flatten(&mut self, node: Node<'_>, mut limits: (usize, usize), out: &mut Vec<Block>) {
        for below in node.descendants() {
            if has_blocks(below)
                || !below.data().value.block()
                || matches!(below.data().value, NodeValue::TableRow(_) | NodeValue::TableCell)
            {
                continue;
            }
            let range = self.within(below, limits);
            self.block(below, MAX_DEPTH, range, out);
            limits.0 = range.1;
        }
    }

    fn rows(&mut self, table: Node<'_>, mut limits: (usize, usize)) -> Vec<Row> {
        let mut rows = Vec::new();
        for row in table.children() {
            let range = self.within(row, limits);
            let (mut cells, mut inner) = (Vec::new(), range);
            for cell in row.children() {
                let whole = self.within(cell, inner);
                let trimmed = self.trim_cell(whole);
                let columns = self.places.cell(cell.data().sourcepos);
                let inlines = self.inlines(cell, 0, trimmed, columns.as_ref());
                self.find_lost_captions(&inlines);
                cells.push(Cell { inlines, at: self.places.at(trimmed) });
                inner.0 = trimmed.1;
            }
            let range = self.add_extra_cells(range, &mut cells);
            rows.push(Row { cells, at: self.places.at(range) });
            limits.0 = range.1;
        }
        rows
    }

    /// A cell without bars and white space around it.
    fn trim_cell(&self, range: (usize, usize)) -> (usize, usize) {
        let text = self.places.slice(range);
        let body = text.trim_start_matches(|c: char| c == '|' || c.is_whitespace());
        let start = range.0 + (text.len() - body.len());
        let mut body = body.trim_end();
        while body.ends_with('|') && !body.ends_with("\\|") {
            body = body[..body.len() - 1].trim_end();
        }
        (start.min(range.1), start + body.len())
    }
}

/// How a list is numbered, if it is.
fn list_start(list: &NodeList) -> Option<ListStart> {
    if list.list_type != ListType::Ordered {
        return None;
    }
    let mark = match list.delimiter {
        ListDelimType::Period => NumberMark::Point,
        ListDelimType::Paren => NumberMark::Bracket,
    };
    Some(ListStart { first: u32::try_from(list.start).unwrap_or(u32::MAX), mark })
}

fn has_blocks(node: Node<'_>) -> bool {
    matches!(
        node.data().value,
        NodeValue::BlockQuote
            | NodeValue::List(_)
            | NodeValue::Item(_)
            | NodeValue::FootnoteDefinition(_)
            | NodeValue::Document
    )
}

fn alignment(alignment: TableAlignment) -> Align {
    match alignment {
        TableAlignment::None => Align::Auto,
        TableAlignment::Left => Align::Left,
        TableAlignment::Center => Align::Center,
        TableAlignment::Right => Align::Right,
    }
}

/// The picture, if a paragraph holds one and nothing else.
pub(super) fn lone_image(inlines: &[Inline]) -> Option<Image> {
    let mut rest = inlines.iter().filter(|i| !inline_text::is_blank(i));
    match (rest.next().map(|i| &i.kind), rest.next()) {
        (Some(InlineKind::Image(image)), None) => Some(image.clone()),
        _ => None,
    }
}
