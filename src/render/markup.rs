//! A plan as Typst code, and the way back from the code to the plan.
//!
//! Text of the plan stands in the code inside string literals only, so nothing in it can be taken for code: `#panic("x")`,
//! `$x$`, `@ref` and `C:\new` are printed as they are.

mod flow;
mod inline;
mod table;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use crate::plan::caption::{is_caption_block as is_caption, is_remark_block as is_remark};
use crate::plan::{Block, BlockKind, Flat, Heading, Image, Plan, Table, columns};
use crate::text::{At, Sources};

use super::case::Case;
use super::literal::literal;
use super::pictures::Pictures;
use super::style::Style;
use super::{Document, targets};
use table::asks_for_targets;

/// The code of a document.
pub(super) struct Markup {
    /// The code.
    pub(super) code: String,
    /// Where its parts come from.
    pub(super) map: Map,
    /// Characters that no font has, with the part of the code that prints their code points instead.
    pub(super) missing: Vec<(char, At, usize)>,
    /// Parts of the code that are tables with more columns than fit on a page.
    pub(super) crowded: Vec<Range<usize>>,
    /// Parts of the code that place foreign pages.
    pub(super) parts: Vec<Range<usize>>,
}

impl Markup {
    /// Code of which nothing comes from a plan.
    pub(super) fn of(code: String) -> Self {
        Self { code, map: Map::default(), missing: Vec::new(), crowded: Vec::new(), parts: Vec::new() }
    }
}

/// Where the parts of the code come from, in the order of their ends: parts lie in each other or apart.
#[derive(Default)]
pub(super) struct Map(Vec<Piece>);

/// A part of the code that comes from a place.
pub(super) struct Piece {
    start: usize,
    end: usize,
    /// The place.
    pub(super) at: At,
    /// Whether the literal holds the source byte for byte.
    pub(super) exact: bool,
}

impl Map {
    /// The place of a byte of the code: that of the smallest part around it.
    pub(super) fn find(&self, offset: usize) -> Option<At> {
        self.piece(offset).map(|p| p.at)
    }

    /// The place of a byte within the text that a literal at `offset` holds.
    pub(super) fn find_within(&self, offset: usize, byte: usize) -> Option<At> {
        let piece = self.piece(offset)?;
        if !piece.exact {
            return Some(piece.at);
        }
        let start = (piece.at.span.start as usize + byte).min(piece.at.span.end as usize);
        Some(At::new(piece.at.source, start, piece.at.span.end as usize))
    }

    /// The smallest part around a byte of the code: the first to end behind it of those that begin before it.
    pub(super) fn piece(&self, offset: usize) -> Option<&Piece> {
        let open = self.0.partition_point(|p| p.end <= offset);
        self.0[open..].iter().find(|p| p.start <= offset)
    }
}

/// Writes the code of a document; a draft shows where its blocks come from.
pub(super) fn write(document: &Document<'_>, pictures: &Pictures, style: &str, draft: bool) -> Markup {
    let mut writer = Writer::new(document, pictures);
    writer.code = start(style);
    writer.draft = draft.then_some(document.sources);
    writer.front(document);
    writer.plan(document.plan);
    writer.finish()
}

/// What all code begins with.
pub(super) fn start(style: &str) -> String {
    format!("#import \"template.typ\": *\n#let style = {style}")
}

pub(super) struct Writer<'a> {
    pub(super) code: String,
    map: Map,
    missing: Vec<(char, At, usize)>,
    crowded: Vec<Range<usize>>,
    plan: &'a Plan,
    pictures: &'a Pictures,
    style: &'a Style,
    targets: Option<Table>,
    /// The texts, if the lines of blocks are to be shown.
    draft: Option<&'a Sources>,
    /// Notes already written, by name, with their number in the code.
    notes: BTreeMap<String, usize>,
    /// Runs of letters wider than this may break anywhere, in sizes of type.
    widest_run: f64,
    /// Headings that wait for what follows, with their levels: they stand on its page.
    headings: Vec<(&'a Heading, u8)>,
    /// Whether the page lies on its side here.
    turned: bool,
    case: Arc<Case>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(document: &Document<'a>, pictures: &'a Pictures) -> Self {
        Self {
            code: String::new(),
            map: Map::default(),
            missing: Vec::new(),
            crowded: Vec::new(),
            plan: document.plan,
            pictures,
            style: document.style,
            targets: targets::table(&document.targets),
            draft: None,
            notes: BTreeMap::new(),
            widest_run: document.style.width() / document.style.text.size / 2.0,
            headings: Vec::new(),
            turned: false,
            case: Case::of(document.style),
        }
    }

    pub(super) fn finish(self) -> Markup {
        Markup { code: self.code, map: self.map, missing: self.missing, crowded: self.crowded, parts: Vec::new() }
    }

    /// In a draft: the line at which a block begins.
    fn line_mark(&mut self, at: At) {
        let Some(sources) = self.draft else { return };
        let source = sources.get(at.source);
        let line = source.line(at.span.start);
        let text = if self.plan.sources.len() > 1 { format!("{}:{line}", source.name) } else { line.to_string() };
        let _ = writeln!(self.code, "#source-line({})", literal(&text));
    }

    /// Remembers that the code from `start` to here comes from a place.
    fn mark(&mut self, start: usize, at: At, exact: bool) {
        self.map.0.push(Piece { start, end: self.code.len(), at, exact });
    }

    fn front(&mut self, document: &Document<'_>) {
        let cover = &document.cover;
        let title = document.plan.title.as_ref().map(|t| t.text.trim().to_owned()).filter(|t| !t.is_empty());
        let title = title.unwrap_or_else(|| cover.project.value.clone());
        let code = cover.code.as_deref().unwrap_or_default();
        let (author, title, code) = (literal(&cover.applicant.value), literal(&title), literal(code));
        let draft = self.draft.is_some();
        let _ = writeln!(self.code, "#show: pages.with(style, title: {title}, author: {author}, code: {code}, draft: {draft})");
        self.code.push_str("#cover(style, (");
        let _ = write!(self.code, "notice: {}, code: {code}, date: {}, ", literal(&cover.notice), literal(&cover.date_line()));
        self.code.push_str("title: [");
        match &document.plan.title {
            Some(title) => self.title(title, &cover.plan_title),
            None => self.text(&cover.project.value, cover.project.at),
        }
        self.code.push(']');
        let fields = [
            ("project", Some(&cover.project)),
            ("applicant", Some(&cover.applicant)),
            ("city", cover.city.as_ref()),
            ("note", cover.note.as_ref()),
        ];
        for (name, value) in fields {
            let _ = write!(self.code, ", {name}: [");
            if let Some(value) = value {
                self.text(&value.value, value.at);
            }
            self.code.push(']');
        }
        self.code.push_str("))\n#contents(style)\n#show: body.with(style)\n");
    }

    /// The title on the cover; one too long for a line is broken before what the notice calls a plan.
    fn title(&mut self, title: &Heading, plan_title: &str) {
        let room = self.style.width() * 0.92 / self.style.cover.title;
        let flat = Flat::of(&title.inlines);
        let head = flat.text.trim_end().strip_suffix(plan_title).filter(|h| !h.trim().is_empty() && !plan_title.is_empty());
        match (head, title.inlines.as_slice()) {
            (Some(head), [only]) if columns::measure(&flat.text) > room => {
                let split = only.at.span.start as usize + head.len();
                let end = only.at.span.end as usize;
                self.text(head, At::new(only.at.source, only.at.span.start as usize, split));
                self.code.push_str("#linebreak();");
                self.text(&flat.text[head.len()..], At::new(only.at.source, split, end));
            }
            _ => self.inlines(&title.inlines),
        }
    }

    fn heading(&mut self, heading: &Heading, level: u8) {
        self.line_mark(heading.line);
        let start = self.code.len();
        let _ = write!(self.code, "#heading(level: {level})[");
        self.inlines(&heading.inlines);
        self.code.push_str("]\n");
        self.mark(start, heading.line, false);
    }

    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        let mut skip = false;
        for (index, block) in blocks.iter().enumerate() {
            if std::mem::take(&mut skip) {
                continue;
            }
            let next = blocks.get(index + 1);
            let before = index.checked_sub(1).and_then(|i| blocks.get(i));
            if !matches!(block.kind, BlockKind::Html(_)) {
                self.line_mark(block.at);
            }
            let is_table = |b: &Block| matches!(b.kind, BlockKind::Table(_)) || asks_for_targets(b);
            match &block.kind {
                BlockKind::Paragraph(inlines) if next.is_some_and(is_table) && is_caption(block, '表') => {
                    self.wrapped("#caption(style)[", block, |w| w.inlines(inlines));
                }
                BlockKind::Paragraph(inlines) if before.is_some_and(is_table) && is_remark(block) => {
                    self.wrapped("#remark(style)[", block, |w| w.inlines(inlines));
                }
                BlockKind::Figure(image) => {
                    let caption = next.filter(|b| is_caption(b, '图'));
                    skip = caption.is_some();
                    self.figure(image, caption, block.at);
                }
                _ => self.block(block),
            }
        }
    }

    fn block(&mut self, block: &Block) {
        let start = self.code.len();
        match &block.kind {
            BlockKind::Paragraph(inlines) => match self.targets.clone().filter(|_| asks_for_targets(block)) {
                Some(table) => self.rows(&table),
                None => self.wrapped("#par[", block, |w| w.inlines(inlines)),
            },
            BlockKind::Table(table) => self.rows(table),
            BlockKind::Figure(image) => self.figure(image, None, block.at),
            BlockKind::Quote(blocks) => self.wrapped("#quotation(style)[\n", block, |w| w.blocks(blocks)),
            BlockKind::Rule => self.code.push_str("#separator\n"),
            BlockKind::Html(_) => {}
            BlockKind::Code(text) => self.preformatted(text, block.at),
            BlockKind::List { start, items } => {
                match start {
                    Some(first) => drop(write!(self.code, "#enum(start: {first}")),
                    None => self.code.push_str("#list("),
                }
                for (index, item) in items.iter().enumerate() {
                    let comma = if index > 0 || start.is_some() { ", " } else { "" };
                    let _ = write!(self.code, "{comma}[");
                    self.one_or_more(item);
                    self.code.push(']');
                }
                self.code.push_str(")\n");
            }
        }
        self.mark(start, block.at, false);
    }

    /// Blocks inside a list or note: a single paragraph is set without being one.
    fn one_or_more(&mut self, blocks: &[Block]) {
        match blocks {
            [Block { kind: BlockKind::Paragraph(inlines), .. }] => self.inlines(inlines),
            blocks => self.blocks(blocks),
        }
    }

    pub(super) fn wrapped(&mut self, open: &str, block: &Block, inner: impl FnOnce(&mut Self)) {
        let start = self.code.len();
        self.code.push_str(open);
        inner(self);
        self.code.push_str("]\n");
        self.mark(start, block.at, false);
    }

    /// Preformatted text: its lines and spaces stay.
    fn preformatted(&mut self, text: &str, at: At) {
        self.code.push_str("#preformatted(style)[");
        for (index, line) in text.trim_end().lines().enumerate() {
            if index > 0 {
                self.code.push_str("#linebreak();");
            }
            // Spaces that stay: at the start of a line and between words.
            self.text(&line.replace('\t', "    ").replace(' ', "\u{a0}"), at);
        }
        self.code.push_str("]\n");
    }

    fn figure(&mut self, image: &Image, caption: Option<&Block>, at: At) {
        let start = self.code.len();
        self.code.push_str("#picture(style, ");
        self.picture(image);
        self.code.push_str(")[");
        match caption.map(|b| &b.kind) {
            Some(BlockKind::Paragraph(inlines)) => self.inlines(inlines),
            _ => self.text(&image.alt, image.at),
        }
        self.code.push_str("]\n");
        self.mark(start, at, false);
    }

    /// The arguments of a picture: itself, so that its faults are found at its place, and its longer side.
    fn picture(&mut self, image: &Image) {
        let Some(picture) = self.pictures.get(&image.path) else {
            self.code.push_str("[], none");
            return;
        };
        let longer = picture.longer.map_or_else(|| "none".to_owned(), |l| format!("{l:.3}pt"));
        let alt = if image.alt.trim().is_empty() { "图片" } else { image.alt.trim() };
        let _ = write!(self.code, "image({}, alt: {}), {longer}", literal(&picture.name), literal(alt));
    }
}
