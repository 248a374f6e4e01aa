//! The typesetter. Only this file, those below it and `case` name Typst, whose interface changes with every minor release.

mod look;
pub(super) mod places;
pub(super) mod screen;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};
use std::thread;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, NativeElement, Smart};
use typst::introspection::Introspector as _;
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::model::HeadingElem;
use typst::syntax::{DiagSpan, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, TextItem};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World, WorldExt as _};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::markup::Markup;
use super::style::{POINTS, Style};
use crate::attachment::THREAD;
use crate::text::At;

use super::case::{Case, Whole};
use super::{Document, Missing, Overfull, PlacedHeading, Rendered, Trouble};

const TEMPLATE: &str = include_str!("template.typ");

/// Stack of the thread that typesets: foreign files may nest objects deeply.
const STACK: usize = 256 << 20;

/// Text may stand out of the page's text by this much, points: brackets that are squeezed at the end of a line.
const TOLERANCE: f64 = 1.5;

fn library() -> &'static LazyHash<Library> {
    static LIBRARY: OnceLock<LazyHash<Library>> = OnceLock::new();
    LIBRARY.get_or_init(|| LazyHash::new(Library::default()))
}

/// Everything the typesetter may see: two sources and the pictures. No clock, no packages, no other file.
struct Desk {
    case: Arc<Case>,
    main: Source,
    template: Source,
    files: BTreeMap<String, Bytes>,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        library()
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.case.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        [&self.main, &self.template].into_iter().find(|s| s.id() == id).cloned().ok_or_else(|| missing_file(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.get().vpath().get_without_slash();
        self.files.get(path).cloned().ok_or_else(|| missing_file(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.case.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing_file(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_with_slash().into())
}

fn file_id(name: &str) -> Option<FileId> {
    VirtualPath::new(name).ok().map(|path| RootedPath::new(VirtualRoot::Project, path).intern())
}

/// What kind of file is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Standard {
    /// Tagged PDF/A-2a (ISO 19005-2).
    Archive,
    /// Tagged PDF 1.7: pages of other PDF files cannot be part of a PDF/A file.
    Plain,
}

/// A fault of layout.
pub(super) struct Fault {
    /// In words, at its place.
    pub(super) trouble: Trouble,
    /// The part of the code that is to blame, if it is one of `Markup::parts`.
    pub(super) part: Option<usize>,
}

/// Typesets the code of a document on a thread of its own, where deep nesting has room; `None` if that panicked.
pub(super) fn on_thread(
    document: &Document<'_>,
    markup: Markup,
    files: Vec<(String, Arc<Vec<u8>>)>,
    standard: Standard,
) -> Option<Result<Rendered, Vec<Fault>>> {
    // Pictures come through a function of the caller, which need not be shared between threads.
    let (plan, sources, style, cover) = (document.plan, document.sources, document.style, &document.cover);
    thread::scope(|scope| {
        let work = move || {
            let none = |_: &str| None;
            let document = Document { plan, sources, cover: cover.clone(), targets: Vec::new(), style, pictures: &none };
            typeset(&document, markup, files.into_iter(), standard)
        };
        let spawned = thread::Builder::new().name(THREAD.to_owned()).stack_size(STACK).spawn_scoped(scope, work);
        spawned.ok()?.join().ok()
    })
}

/// Typesets the code of a document.
fn typeset(
    document: &Document<'_>,
    markup: Markup,
    files: impl Iterator<Item = (String, Arc<Vec<u8>>)>,
    standard: Standard,
) -> Result<Rendered, Vec<Fault>> {
    let (Some(main), Some(template)) = (file_id("main.typ"), file_id("template.typ")) else { return Err(Vec::new()) };
    // A document shares hardly anything with the one before.
    typst::comemo::evict(0);
    let desk = Desk {
        case: Case::of(document.style),
        main: Source::new(main, markup.code.clone()),
        template: Source::new(template, TEMPLATE.to_owned()),
        files: files.map(|(name, bytes)| (name, Bytes::new(Whole(bytes)))).collect(),
    };
    let reader = Reader { desk: &desk, markup: &markup };
    let laid = typst::compile::<PagedDocument>(&desk);
    let paged = laid.output.map_err(|faults| reader.troubles(&faults))?;
    let pdf = typst_pdf::pdf(&paged, &options(document, standard)).map_err(|faults| reader.troubles(&faults))?;
    let mut seen = reader.look_through(&paged, document.style);
    let headings = reader.headings(document, &paged);
    let pages = paged.pages().len();
    let text = (1..=pages).map(|page| seen.text.remove(&page).unwrap_or_default()).collect();
    if standard == Standard::Plain {
        // A volume holds scans: packing needs their room.
        drop(paged);
        drop(desk);
        typst::comemo::evict(0);
    }
    Ok(Rendered {
        pdf: super::pack::pack(pdf),
        pages,
        text,
        headings,
        fonts: seen.fonts.into_iter().collect(),
        missing: seen.missing,
        overfull: seen.overfull,
    })
}

/// A tagged file, dated and named by the document's own facts.
fn options(document: &Document<'_>, standard: Standard) -> PdfOptions {
    let cover = &document.cover;
    let (year, month, day) = cover.dated;
    let part = |number: u32| u8::try_from(number).unwrap_or(1);
    let date = Datetime::from_ymd(year, part(month), part(day)).or_else(|| Datetime::from_ymd(2000, 1, 1));
    let ident = format!("pilot {} {}", cover.project.value, cover.code.as_deref().unwrap_or_default());
    PdfOptions {
        ident: Smart::Custom(ident),
        creator: Smart::Custom(Some("pilot".to_owned())),
        timestamp: date.map(Timestamp::new_utc),
        standards: PdfStandards::new(match standard {
            Standard::Archive => &[PdfStandard::A_2a],
            Standard::Plain => &[PdfStandard::V_1_7],
        })
        .unwrap_or_default(),
        ..PdfOptions::default()
    }
}

/// What was seen on the pages.
#[derive(Default)]
struct Seen {
    text: BTreeMap<usize, String>,
    fonts: BTreeSet<String>,
    missing: Vec<Missing>,
    overfull: Vec<Overfull>,
    /// Tables with too many columns that were told.
    crowded: BTreeSet<usize>,
}

/// A page that is looked at, and where its text may stand, points.
#[derive(Clone, Copy)]
struct Walk {
    page: usize,
    from: f64,
    to: f64,
}

/// Finds the way from pages and faults back to the plan.
struct Reader<'a> {
    desk: &'a Desk,
    markup: &'a Markup,
}

impl Reader<'_> {
    /// Looks at every page.
    fn look_through(&self, paged: &PagedDocument, style: &Style) -> Seen {
        let mut seen = Seen::default();
        for (index, page) in paged.pages().iter().enumerate() {
            let width = page.frame.width().to_pt();
            let margins = &style.page;
            let turned = margins.duplex && index % 2 == 1;
            let (left, right) = match () {
                () if width > page.frame.height().to_pt() => (margins.bottom, margins.top),
                () if turned => (margins.right, margins.left),
                () => (margins.left, margins.right),
            };
            let walk = Walk { page: index + 1, from: left * POINTS - TOLERANCE, to: width - right * POINTS + TOLERANCE };
            self.walk(&page.frame, Transform::identity(), walk, &mut seen);
        }
        seen.missing.sort_by_key(|m| (m.page, m.at));
        seen
    }

    fn walk(&self, frame: &Frame, transform: Transform, walk: Walk, seen: &mut Seen) {
        for (position, item) in frame.items() {
            match item {
                FrameItem::Group(group) => {
                    let inner = transform.pre_concat(Transform::translate(position.x, position.y)).pre_concat(group.transform);
                    self.walk(&group.frame, inner, walk, seen);
                }
                FrameItem::Text(text) => self.text(text, *position, transform, walk, seen),
                FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }

    fn text(&self, text: &TextItem, position: Point, transform: Transform, walk: Walk, seen: &mut Seen) {
        let position = position.transform(transform);
        seen.text.entry(walk.page).or_default().push_str(&text.text);
        seen.fonts.insert(text.font.font().info().family.to_string());
        let left = position.x.to_pt();
        // Space that justification puts behind the last sign is not text.
        let behind = text.glyphs.last().and_then(|g| Some(g.x_advance - text.font.x_advance(g.id)?));
        let right = left + text.width().to_pt() - behind.map_or(0.0, |b| b.at(text.size).to_pt().max(0.0));
        // Only the template turns text, and places it where it belongs.
        let is_out = transform.ky.is_zero() && (left < walk.from || right > walk.to);
        // The way back to the code is long: it is gone only where something is to be told.
        let is_stand_in = !self.markup.missing.is_empty() && text.text.starts_with("U+");
        if is_out || is_stand_in || !self.markup.crowded.is_empty() {
            self.look_closer(text, is_out, walk, seen);
        }
        for glyph in text.glyphs.iter().filter(|g| g.id == 0) {
            let Some(character) = text.text.get(glyph.range()).and_then(|t| t.chars().next()) else { continue };
            let offset = self.code_offset(glyph.span.0.into());
            let at = offset.and_then(|o| self.markup.map.find_within(o, usize::from(glyph.span.1)));
            put(&mut seen.missing, Missing { character, at: at.unwrap_or_default(), page: walk.page });
        }
    }

    /// Tells text that is out of its place, and code points that stand for characters.
    fn look_closer(&self, text: &TextItem, is_out: bool, walk: Walk, seen: &mut Seen) {
        let start = text.glyphs.first().and_then(|g| self.code_offset(g.span.0.into()));
        let crowded = start.and_then(|offset| self.markup.crowded.iter().position(|r| r.contains(&offset)));
        if is_out || crowded.is_some_and(|table| seen.crowded.insert(table)) {
            let at = start.and_then(|offset| self.markup.map.find(offset));
            if !seen.overfull.iter().any(|o| o.page == walk.page && o.at == at && at.is_some()) {
                seen.overfull.push(Overfull { at, page: walk.page, text: text.text.to_string() });
            }
        }
        // The place of the last copy counts, since a heading's first one stands in the contents.
        let stand_in =
            start.and_then(|offset| self.markup.missing.iter().find(|(_, _, start)| *start < offset + 2 && offset <= *start + 1));
        if let Some((character, at, _)) = stand_in {
            put(&mut seen.missing, Missing { character: *character, at: *at, page: walk.page });
        }
    }

    /// Where in the generated code something comes from.
    fn code_offset(&self, span: DiagSpan) -> Option<usize> {
        (span.id()? == self.desk.main.id()).then_some(())?;
        self.desk.range(span).map(|range| range.start)
    }

    /// Headings in order; the typesetter's own list has the same order, and after them those of foreign parts.
    fn headings(&self, document: &Document<'_>, paged: &PagedDocument) -> Vec<PlacedHeading> {
        let introspector = paged.introspector();
        let found = introspector.query(&HeadingElem::ELEM.select());
        let mut placed = found.iter().map(|content| {
            let page = content.location().and_then(|l| introspector.page(l)).map_or(0, usize::from);
            let number = page.checked_sub(1).and_then(|i| paged.pages().get(i)).map_or(0, |p| p.number);
            (content.plain_text(), page, u32::try_from(number).unwrap_or(u32::MAX))
        });
        let sections = document.plan.walk();
        let own = sections.iter().zip(placed.by_ref()).map(|((_, section), (_, page, number))| {
            let heading = &section.heading;
            PlacedHeading { text: heading.text.clone(), page, number, at: heading.at }
        });
        let mut out: Vec<PlacedHeading> = own.collect();
        out.extend(placed.map(|(text, page, number)| PlacedHeading { text: text.into(), page, number, at: At::default() }));
        out
    }

    /// Faults of layout in the order of the plan. One inside the template belongs to the place that called it.
    fn troubles(&self, faults: &[SourceDiagnostic]) -> Vec<Fault> {
        let mut out: Vec<Fault> = faults
            .iter()
            .map(|fault| {
                let calls = fault.trace.iter().map(|point| DiagSpan::from(point.span));
                let offset = std::iter::once(fault.span).chain(calls).find_map(|span| self.code_offset(span));
                let at = offset.and_then(|o| self.markup.map.find(o));
                let (message, help) = chinese(&fault.message);
                let part = offset.and_then(|o| self.markup.parts.iter().position(|r| r.contains(&o)));
                Fault { trouble: Trouble { message, at, help: Some(help.to_owned()) }, part }
            })
            .collect();
        out.sort_by_key(|f| f.trouble.at);
        out
    }
}

/// Keeps the last place of a character on paper.
fn put(list: &mut Vec<Missing>, missing: Missing) {
    match list.iter_mut().find(|m| m.at == missing.at && m.character == missing.character) {
        Some(known) => known.page = missing.page,
        None => list.push(missing),
    }
}

/// A fault of the typesetter in words for the author; its own words are kept behind them.
fn chinese(message: &str) -> (String, &'static str) {
    let known = [
        ("decode", "图片打不开，可能已损坏", "请重新导出为 PNG 或 JPEG"),
        ("image", "图片不能排版", "请重新导出为 PNG 或 JPEG"),
        ("PDF/A", "这一处不能写进存档用的 PDF/A 文件", "请改写这一处"),
        ("depth", "嵌套太深，排不下", "请减少列表或引用的层数"),
    ];
    let found = known.iter().find(|(word, ..)| message.contains(word));
    let (what, help) = found.map_or(("排版出错", "请改写这一处后重试"), |(_, what, help)| (*what, *help));
    (format!("{what}（{message}）"), help)
}
