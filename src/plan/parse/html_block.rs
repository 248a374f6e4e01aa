//! Blocks of HTML: comments are noted, tags are taken off, and the words stay as paragraphs.

use crate::plan::model::{Block, BlockKind, Inline, InlineKind, MarkupFaultKind};

use super::lines::NextBlock;
use super::{MarkdownReader, html_tag};

/// Elements whose content is no text for readers.
const HIDDEN: [&str; 5] = ["script", "style", "textarea", "svg", "head"];

/// A piece of HTML at a `<`, with its length in bytes.
enum Piece {
    Comment(usize),
    /// What readers never see.
    Hidden(usize),
    /// A tag that begins or ends a block.
    BlockTag(usize),
    /// A tag that opens a table.
    Table(usize),
    /// A tag within a line, or no tag.
    Text(usize),
}

impl MarkdownReader<'_> {
    /// The text of a block of HTML, paragraph by paragraph.
    pub(super) fn html(&mut self, range: (usize, usize), out: &mut Vec<Block>) {
        let text = self.places.slice(range);
        let mut from = 0;
        let mut index = 0;
        while let Some(found) = text[index..].find('<') {
            let open = index + found;
            let piece = piece(&text[open..]);
            let (Piece::Comment(length)
            | Piece::Hidden(length)
            | Piece::BlockTag(length)
            | Piece::Table(length)
            | Piece::Text(length)) = piece;
            let place = (range.0 + open, range.0 + open + length);
            index = open + length;
            if matches!(piece, Piece::Text(_)) {
                continue;
            }
            self.html_lines((range.0 + from, range.0 + open), out);
            from = index;
            match piece {
                Piece::Comment(_) => self.comments.push(self.places.at(place)),
                Piece::Table(_) => self.fault(MarkupFaultKind::HtmlTable, place),
                Piece::Hidden(_) => {
                    self.fault(MarkupFaultKind::HiddenHtml, place);
                    let kind = BlockKind::Html(self.places.slice(place).to_owned());
                    out.push(Block { kind, at: self.places.at(place) });
                }
                Piece::BlockTag(_) | Piece::Text(_) => {}
            }
        }
        self.html_lines((range.0 + from, range.1), out);
    }

    /// Text between two tags: one paragraph.
    fn html_lines(&mut self, range: (usize, usize), out: &mut Vec<Block>) {
        let mut inlines: Vec<Inline> = Vec::new();
        let mut whole: Option<(usize, usize)> = None;
        for line in self.places.lines(range) {
            let mut start = line.0;
            if let Some((first, end)) = whole {
                start = first;
                let kind = InlineKind::SoftBreak;
                inlines.push(Inline { kind, at: self.places.at((end, end)) });
            }
            inlines.extend(self.line(line));
            whole = Some((start, line.1));
        }
        if let Some(range) = whole {
            self.paragraphs(inlines, range, NextBlock::Other, out);
        }
    }
}

fn piece(text: &str) -> Piece {
    if text.starts_with("<!--") {
        return Piece::Comment(end_of(text, "-->"));
    }
    for (open, close) in [("<![CDATA[", "]]>"), ("<!", ">"), ("<?", "?>")] {
        if text.starts_with(open) {
            return Piece::Hidden(end_of(text, close));
        }
    }
    let Some(name) = html_tag::name(text) else { return Piece::Text(1) };
    let length = tag_length(text);
    if HIDDEN.contains(&name.as_str()) && !text.starts_with("</") {
        return Piece::Hidden(hidden_length(text, &name));
    }
    if name == "table" && !text.starts_with("</") {
        return Piece::Table(length);
    }
    // `<br>` stays in its line, where it ends it.
    let is_block = html_tag::is_block(&name) && name != "br";
    if is_block || HIDDEN.contains(&name.as_str()) {
        Piece::BlockTag(length)
    } else {
        Piece::Text(length)
    }
}

/// The bytes up to the end of a mark, or of the text.
fn end_of(text: &str, mark: &str) -> usize {
    match text.find(mark) {
        Some(start) => start + mark.len(),
        None => text.len(),
    }
}

/// The bytes of an element up to the end of its closing tag.
fn hidden_length(text: &str, name: &str) -> usize {
    let close = format!("</{name}>");
    for (index, _) in text.match_indices("</") {
        let end = index + close.len();
        if text.get(index..end).is_some_and(|tag| tag.eq_ignore_ascii_case(&close)) {
            return end;
        }
    }
    text.len()
}

/// Characters of the longest tag that is looked for.
const LONGEST_TAG: usize = 4000;

/// The bytes of a tag up to its `>`, one in quotes left out; 1 if there is none.
fn tag_length(text: &str) -> usize {
    let mut quote = None;
    for (index, c) in text.char_indices().take(LONGEST_TAG) {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '>' => return index + 1,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None => {}
        }
    }
    1
}
