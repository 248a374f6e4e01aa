//! Lines of a paragraph that are paragraphs of their own: items marked by hand, captions, lines
//! that are indented as Chinese paragraphs are; and the numbers of lists.

use comrak::nodes::{Node, NodeValue};

use crate::plan::caption::is_caption;
use crate::plan::model::{Block, BlockKind, Inline, InlineKind, MarkupFaultKind, Row};
use crate::plan::text_run::TextRun;
use crate::text::characters::leading_digits;
use crate::text::{At, numeral};

use super::MarkdownReader;
use super::block_parser::lone_image;

/// Marks that begin an item, besides numbers.
const ITEM_MARKS: [&str; 8] = ["——", "•", "●", "■", "◆", "▪", "➢", "√"];

/// Characters after which a line goes on, whatever the next one begins with.
const GOES_ON: [char; 8] = ['、', '第', '（', '(', '见', '表', '图', '式'];

/// The highest number of an item; above it, a number at the start of a line is a year or a count.
const LAST_ITEM: u32 = 99;

/// What stands behind a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NextBlock {
    /// A table on the next line.
    Table,
    /// A table below an empty line.
    TableBelow,
    Other,
}

impl MarkdownReader<'_> {
    /// What stands behind a paragraph that ends at a byte.
    pub(super) fn next_block(&self, node: Node<'_>, end: usize) -> NextBlock {
        let Some(next) = node.next_sibling() else { return NextBlock::Other };
        let data = next.data();
        if !matches!(data.value, NodeValue::Table(_)) {
            return NextBlock::Other;
        }
        let start = self.places.range(data.sourcepos, None).0;
        let between = self.places.slice((end.min(start), start));
        let is_below = between.matches('\n').count() > 1;
        if is_below { NextBlock::TableBelow } else { NextBlock::Table }
    }

    /// A paragraph, or several where its lines are meant as such.
    pub(super) fn paragraphs(
        &mut self,
        inlines: Vec<Inline>,
        range: (usize, usize),
        next: NextBlock,
        out: &mut Vec<Block>,
    ) {
        let starts = starts_of_lines(&inlines, next);
        if starts.is_empty() {
            self.push_paragraph(inlines, self.places.at(range), out);
            return;
        }
        let mut rest = inlines;
        let mut parts = Vec::new();
        for start in starts.into_iter().rev() {
            parts.push(rest.split_off(start));
            // The line end itself.
            rest.pop();
        }
        parts.push(rest);
        for part in parts.into_iter().rev() {
            let (Some(first), Some(last)) = (part.first(), part.last()) else { continue };
            let at = first.at.with(first.at.span.join(last.at.span));
            self.push_paragraph(part, at, out);
        }
    }

    fn push_paragraph(&mut self, inlines: Vec<Inline>, at: At, out: &mut Vec<Block>) {
        if lone_image(&inlines).is_none() {
            self.find_lost_captions(&inlines);
        }
        push(inlines, at, out);
    }

    /// Indented lines of Chinese: a paragraph each.
    pub(super) fn indented_prose(&mut self, range: (usize, usize), out: &mut Vec<Block>) {
        for line in self.places.lines(range) {
            let inlines = self.line(line);
            self.paragraphs(inlines, line, NextBlock::Other, out);
        }
    }

    /// Lines without bars that follow a table at once are text behind it, not rows.
    pub(super) fn lines_behind(&mut self, rows: &mut Vec<Row>) -> Vec<Block> {
        let mut out = Vec::new();
        while rows.len() > 1 {
            let Some(row) = rows.last() else { break };
            let has_one_column = rows.first().is_some_and(|head| head.cells.len() < 2);
            let has_bar = self.places.slice_at(row.at).contains('|');
            if has_one_column || has_bar {
                break;
            }
            let Some(row) = rows.pop() else { break };
            let mut inlines = Vec::new();
            for cell in row.cells {
                inlines.extend(cell.inlines);
            }
            push(inlines, row.at, &mut out);
        }
        out.reverse();
        out
    }

    /// Compares the numbers of a list as written with those that it prints. A list whose items all
    /// have the same number counts by itself.
    pub(super) fn compare_numbers(
        &mut self,
        list: Node<'_>,
        start: Option<u32>,
        mut limits: (usize, usize),
    ) {
        let Some(start) = start else { return };
        let mut written = Vec::new();
        for item in list.children() {
            let range = self.within(item, limits);
            limits.0 = range.1;
            let text = self.places.slice(range);
            let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
            let offset = range.0 + text.len() - digits.len();
            let end = leading_digits(digits).len();
            let Ok(number) = digits[..end].parse::<u32>() else { return };
            written.push((number, (offset, offset + end)));
        }
        if written.iter().all(|(number, _)| *number == start) {
            return;
        }
        for (printed, (number, place)) in (start..).zip(written) {
            if number != printed {
                let kind = MarkupFaultKind::ListNumber { written: number, printed };
                self.fault(kind, place);
                return;
            }
        }
    }
}

fn push(inlines: Vec<Inline>, at: At, out: &mut Vec<Block>) {
    if inlines.is_empty() {
        return;
    }
    let kind = match lone_image(&inlines) {
        Some(image) => BlockKind::Figure(image),
        None => BlockKind::Paragraph(inlines),
    };
    out.push(Block { kind, at });
}

/// Where lines begin that are paragraphs of their own, as indices.
fn starts_of_lines(inlines: &[Inline], behind: NextBlock) -> Vec<usize> {
    let mut out = Vec::new();
    let is_end = |inline: &Inline| matches!(inline.kind, InlineKind::SoftBreak);
    let mut line = 0;
    for (index, inline) in inlines.iter().enumerate() {
        if !is_end(inline) {
            continue;
        }
        let next = &inlines[index + 1..];
        let end = next.iter().position(is_end);
        let length = end.unwrap_or(next.len());
        let before = TextRun::of(&inlines[line..index]).text;
        let behind = if length == next.len() { behind } else { NextBlock::Other };
        let next = &next[..length];
        if is_item(&before, next) || is_caption_line(&before, next, behind) {
            out.push(index + 1);
        }
        line = index + 1;
    }
    out
}

fn is_item(before: &str, line: &[Inline]) -> bool {
    if before.trim_end().ends_with(GOES_ON) {
        return false;
    }
    let text = TextRun::of(line).text;
    let text = text.trim_start();
    if ITEM_MARKS.iter().any(|mark| text.starts_with(mark)) || is_like_heading(text) {
        return true;
    }
    let Some(ordinal) = numeral::ordinal(text) else { return false };
    let is_comma = text[..ordinal.bare_len].ends_with([',', '，']);
    ordinal.number <= LAST_ITEM && !is_comma
}

/// Whether a line begins as a heading that is none: with marks and no blank behind them.
fn is_like_heading(text: &str) -> bool {
    ["##", "＃＃", "#\u{3000}", "＃\u{3000}"].iter().any(|mark| text.starts_with(mark))
}

/// Whether a line is a caption: one behind a sentence, and the last one before a table.
fn is_caption_line(before: &str, line: &[Inline], behind: NextBlock) -> bool {
    let before = before.trim_end();
    let is_apart = match behind {
        NextBlock::Table => true,
        NextBlock::TableBelow => !before.ends_with(GOES_ON),
        NextBlock::Other => before.ends_with(['。', '；', '：', '！', '？', '）']),
    };
    let is_of_table = is_apart && is_caption(line, '表');
    is_of_table || behind == NextBlock::Other && is_apart && is_caption(line, '图')
}
