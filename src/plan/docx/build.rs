//! Paragraphs and tables into blocks, and into the virtual text whose lines are the paragraphs.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::model::{Align, Block, BlockKind, Cell, Image, Inline, InlineKind, Row, Table};
use crate::text::source::LinePlace;
use crate::text::{At, SourceId};

use super::flow::{Flow, NoteKey, Para, ParagraphItem, RawTable};
use super::looks::Looks;
use super::lost::LostPart;
use super::numbering::ListLabel;
use super::pieces::{TextPiece, dressed, trim};
use super::styles::CharacterFormat;
use super::text_origins::{Anchor, Stretch};

/// Writes the virtual text and makes blocks that point into it.
pub(super) struct Builder {
    source: SourceId,
    /// The name of the document, before the paths of its pictures.
    name: String,
    /// The virtual text.
    pub(super) text: String,
    /// For each line, where a comment on it can stand in the main part.
    pub(super) anchors: Vec<Option<Anchor>>,
    /// Where the virtual text stands in the parts, in order.
    pub(super) stretches: Vec<Stretch>,
    /// Lines on a cover page, from 1.
    pub(super) cover: BTreeSet<usize>,
    /// Notes that are there, with their names once they have been referred to, in that order.
    pub(super) notes: Vec<(NoteKey, Option<Anchor>)>,
    /// What names a note that is there has, counted from 0.
    known_notes: BTreeMap<NoteKey, Option<usize>>,
    /// Parts of pictures by the path that the plan names them with.
    pub(super) pictures: BTreeMap<String, String>,
    /// Lines that are no paragraphs of the running text, from 1, with the name of their place.
    pub(super) named_lines: BTreeMap<usize, LinePlace>,
    /// What cannot be read.
    pub(super) lost: Vec<LostPart>,
    /// Places that the document shows as still to be filled in.
    pub(super) placeholders: Vec<At>,
    /// Text that looks otherwise than the text around it.
    pub(super) looks: Looks,
    /// Tables within a cell of another one.
    pub(super) nested_tables: usize,
    /// Where comments stand on text that cannot bear any itself.
    host: Option<Anchor>,
    in_main: bool,
    in_cell: bool,
    place: Option<LinePlace>,
}

impl Builder {
    /// For a document that will be the given source.
    pub(super) fn new(
        source: SourceId,
        name: &str,
        known_notes: impl IntoIterator<Item = NoteKey>,
    ) -> Self {
        Self {
            source,
            name: name.to_owned(),
            text: String::new(),
            anchors: Vec::new(),
            stretches: Vec::new(),
            cover: BTreeSet::new(),
            notes: Vec::new(),
            known_notes: known_notes.into_iter().map(|key| (key, None)).collect(),
            pictures: BTreeMap::new(),
            named_lines: BTreeMap::new(),
            lost: Vec::new(),
            placeholders: Vec::new(),
            looks: Looks::default(),
            nested_tables: 0,
            host: None,
            in_main: true,
            in_cell: false,
            place: None,
        }
    }

    /// From here on text of a note, whose comments stand where it is referred to.
    pub(super) fn enter_note(&mut self, host: Option<Anchor>) {
        (self.in_main, self.host) = (false, host);
        self.place = Some(LinePlace::Note);
    }

    /// From here on text of a header or footer; comments on it stand at the first paragraph.
    pub(super) fn enter_margin(&mut self, place: LinePlace) {
        let first = self.anchors.iter().flatten().next();
        (self.in_main, self.host) = (false, first.copied());
        self.place = Some(place);
    }

    fn here(&self, start: usize) -> At {
        At::new(self.source, start, self.text.len())
    }

    /// Writes a paragraph as a line; its inline text and its place.
    pub(super) fn line(&mut self, para: &Para<'_>, is_heading: bool) -> (Vec<Inline>, At) {
        let anchor = if self.in_main { Anchor::of(para.node).or(self.host) } else { self.host };
        let pieces = self.pieces(para, anchor);
        if !self.anchors.is_empty() {
            self.text.push('\n');
        }
        self.anchors.push(anchor);
        let line = self.anchors.len();
        if para.on_cover {
            self.cover.insert(line);
        }
        if let Some(place) = self.place {
            self.named_lines.insert(line, place);
        }
        for item in &para.items {
            if let ParagraphItem::Lost(kind) = item {
                self.lost.push(LostPart { kind: kind.clone(), paragraph: line });
            }
        }
        let start = self.text.len();
        // Most paragraphs have one piece, and there may be many paragraphs.
        let mut inlines = Vec::with_capacity(pieces.len());
        for piece in pieces {
            let from = self.text.len();
            let kind = match piece {
                TextPiece::Text(text, look, origins) => {
                    self.text.push_str(&text);
                    let mut start = from;
                    for (bytes, origin) in origins {
                        if let Some(origin) = origin
                            && bytes > 0
                        {
                            self.stretches.push(Stretch { start, bytes, origin });
                        }
                        start += bytes;
                    }
                    let at = self.here(from);
                    if look.is_placeholder && !text.trim().is_empty() {
                        self.placeholders.push(at);
                    }
                    self.looks.note(&text, &look, is_heading, at);
                    if self.is_running(para, is_heading) {
                        self.looks.note_font(&text, &look, at);
                    }
                    inlines.push(dressed(text, &look, is_heading, at));
                    continue;
                }
                TextPiece::Break(origin) => {
                    self.text.push(' ');
                    self.stretches.push(Stretch { start: from, bytes: 1, origin });
                    if is_heading { InlineKind::SoftBreak } else { InlineKind::LineBreak }
                }
                TextPiece::Picture(path, alt) => {
                    InlineKind::Image(Image { path, alt, at: self.here(from) })
                }
                TextPiece::Note(name) => InlineKind::Note(name),
            };
            inlines.push(Inline { kind, at: self.here(from) });
        }
        (inlines, self.here(start))
    }

    /// Whether a paragraph is running text of the main part, whose font should be one.
    fn is_running(&self, para: &Para<'_>, is_heading: bool) -> bool {
        self.in_main && !self.in_cell && !is_heading && !para.centred && !para.on_cover
    }

    /// The pieces of a paragraph without white space around them.
    fn pieces(&mut self, para: &Para<'_>, anchor: Option<Anchor>) -> Vec<TextPiece> {
        let mut out: Vec<TextPiece> = Vec::new();
        for item in &para.items {
            match item {
                ParagraphItem::Text(text, look, origin) => match out.last_mut() {
                    Some(TextPiece::Text(last, other, origins)) if *other == **look => {
                        last.push_str(text);
                        origins.push((text.len(), *origin));
                    }
                    _ => out.push(TextPiece::Text(
                        text.clone(),
                        CharacterFormat::clone(look),
                        vec![(text.len(), *origin)],
                    )),
                },
                ParagraphItem::Break(origin) => out.push(TextPiece::Break(*origin)),
                ParagraphItem::Picture(part, alt) => {
                    let is_address = part.contains("://") || part.starts_with("file:");
                    let path =
                        if is_address { part.clone() } else { format!("{}/{part}", self.name) };
                    if !is_address {
                        self.pictures.insert(path.clone(), part.clone());
                    }
                    out.push(TextPiece::Picture(path, alt.clone()));
                }
                ParagraphItem::Note(key) => {
                    if let Some(name) = self.known_notes.get_mut(key) {
                        let index = *name.get_or_insert_with(|| {
                            self.notes.push((key.clone(), anchor));
                            self.notes.len() - 1
                        });
                        out.push(TextPiece::Note((index + 1).to_string()));
                    }
                }
                ParagraphItem::Box(_) | ParagraphItem::Lost(_) => {}
            }
        }
        trim(&mut out);
        if let Some(ListLabel::Number(label)) = &para.label {
            let next = out.iter().find_map(|p| {
                if let TextPiece::Text(text, ..) = p { text.chars().next() } else { None }
            });
            let enclosed = |c: char| matches!(c, '\u{2460}'..='\u{24ff}' | '\u{3200}'..='\u{32ff}');
            let word = label.ends_with(|c: char| c.is_alphanumeric() && !enclosed(c));
            let digit = label.ends_with('.') && next.is_some_and(|c| c.is_ascii_alphanumeric());
            let label =
                if next.is_some() && (word || digit) { format!("{label} ") } else { label.clone() };
            let look = match out.first() {
                Some(TextPiece::Text(_, look, _)) => {
                    let (raised, strike, is_placeholder) = (None, None, false);
                    CharacterFormat { raised, strike, is_placeholder, ..look.clone() }
                }
                _ => CharacterFormat::default(),
            };
            match out.first_mut() {
                Some(TextPiece::Text(text, first, origins)) if *first == look => {
                    text.insert_str(0, &label);
                    origins.insert(0, (label.len(), None));
                }
                _ => {
                    let origins = vec![(label.len(), None)];
                    out.insert(0, TextPiece::Text(label, look, origins));
                }
            }
        }
        out
    }

    /// Blocks of a flow, the text boxes of a paragraph behind it.
    pub(super) fn blocks(&mut self, flow: &[Flow<'_>]) -> Vec<Block> {
        let mut out = Vec::new();
        for part in flow {
            match part {
                Flow::Para(para) => self.paragraph(para, &mut out),
                Flow::Table(table) => self.table(table, &mut out),
            }
        }
        out
    }

    /// A paragraph of running text.
    pub(super) fn paragraph(&mut self, para: &Para<'_>, out: &mut Vec<Block>) {
        // The look of a caption belongs to its style, as that of a heading does.
        let (inlines, at) = self.line(para, para.is_caption);
        if !inlines.is_empty() {
            let kind = match &inlines[..] {
                [Inline { kind: InlineKind::Image(image), .. }] => BlockKind::Figure(image.clone()),
                _ => BlockKind::Paragraph(inlines),
            };
            let block = Block { kind, at };
            if para.label == Some(ListLabel::Bullet) {
                match out.last_mut() {
                    Some(Block { kind: BlockKind::List { start: None, items }, at: whole }) => {
                        *whole = whole.with(whole.span.join(at.span));
                        items.push(vec![block]);
                    }
                    _ => out.push(Block {
                        kind: BlockKind::List { start: None, items: vec![vec![block]] },
                        at,
                    }),
                }
            } else {
                out.push(block);
            }
        }
        self.boxes(para, out);
    }

    /// What stands in the text boxes of a paragraph.
    pub(super) fn boxes(&mut self, para: &Para<'_>, out: &mut Vec<Block>) {
        for item in &para.items {
            if let ParagraphItem::Box(inside) = item {
                let before = (self.in_main, self.host);
                let host =
                    if self.in_main { Anchor::of(para.node).or(self.host) } else { self.host };
                (self.in_main, self.host) = (false, host);
                out.extend(self.blocks(inside));
                (self.in_main, self.host) = before;
            }
        }
    }

    /// A table.
    pub(super) fn table(&mut self, table: &RawTable<'_>, out: &mut Vec<Block>) {
        if table.columns == 0 {
            return;
        }
        let start = self.next_start();
        let mut rows = Vec::new();
        for raw in &table.rows {
            let row_start = self.next_start();
            let mut cells = Vec::new();
            for raw in raw {
                let from = if raw.content.is_empty() { self.text.len() } else { self.next_start() };
                let mut inlines = Vec::new();
                self.in_cell = true;
                self.cell(&raw.content, &mut inlines);
                self.in_cell = false;
                let ends = inlines.iter().map(|i: &Inline| i.at.span.end as usize);
                let end = ends.max().unwrap_or(from);
                let start = from.min(self.text.len());
                cells.push(Cell { inlines, at: At::new(self.source, start, end) });
            }
            let row_start = row_start.min(self.text.len());
            rows.push(Row { cells, at: self.here(row_start) });
        }
        let align = vec![Align::Auto; table.columns];
        out.push(Block {
            kind: BlockKind::Table(Table { align, rows }),
            at: self.here(start.min(self.text.len())),
        });
    }

    fn next_start(&self) -> usize {
        self.text.len() + usize::from(!self.anchors.is_empty())
    }

    /// The paragraphs of a cell as one run of inline text with line ends; those of tables within it
    /// too.
    fn cell(&mut self, content: &[Flow<'_>], out: &mut Vec<Inline>) {
        for part in content {
            match part {
                Flow::Para(para) => {
                    let (inlines, at) = self.line(para, false);
                    if !inlines.is_empty() && !out.is_empty() {
                        let end = at.span.start as usize;
                        out.push(Inline {
                            kind: InlineKind::LineBreak,
                            at: At::new(self.source, end.saturating_sub(1), end),
                        });
                    }
                    out.extend(inlines);
                    for item in &para.items {
                        if let ParagraphItem::Box(inside) = item {
                            self.cell(inside, out);
                        }
                    }
                }
                Flow::Table(table) => {
                    self.nested_tables += 1;
                    for cell in table.rows.iter().flatten() {
                        self.cell(&cell.content, out);
                    }
                }
            }
        }
    }
}
