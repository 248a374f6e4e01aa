//! Where on the pages a place of the texts is printed.

use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::syntax::Span as CodeSpan;
use typst::text::TextItem;
use typst_layout::PagedDocument;

use super::page_reader::PageReader;
use crate::text::At;

/// Most spots that are shown of one place: those of a whole chapter help nobody.
const MOST: usize = 60;
/// Bytes that signs of the text's form take, such as `#### ` or `> - **`.
const SIGNS: u32 = 8;
/// A line of type reaches this far above and below its base line, in sizes of type.
const ABOVE: f64 = 0.88;
const BELOW: f64 = 0.18;

/// A rectangle of a page, points from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageArea {
    /// Page, counted from the cover as 1.
    pub page: usize,
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
    /// Whether the place itself is not printed and this is only the text next to it.
    pub near: bool,
}

/// Everything on the pages that comes from a text.
#[derive(Default)]
pub(super) struct PrintedPlaces {
    runs: Vec<PrintedRun>,
    letters: Vec<GlyphBox>,
    /// The page on which the text itself begins; headings stand before it, too, in the contents.
    body: usize,
}

/// A piece of a line, or a picture.
struct PrintedRun {
    at: At,
    spot: PageArea,
    /// Its part of `letters`; empty if it is known as a whole only.
    first: usize,
    last: usize,
}

/// A glyph: the byte it stands for, and where it begins and ends.
struct GlyphBox {
    byte: u32,
    left: f32,
    right: f32,
}

impl PrintedPlaces {
    /// Looks at every page.
    pub(super) fn of(paged: &PagedDocument, reader: &PageReader<'_>) -> Self {
        // The count of pages begins anew for the cover, the contents and the text.
        let body = paged
            .pages()
            .iter()
            .rposition(|page| page.number == 1)
            .map(|index| index + 1)
            .unwrap_or(1);
        let mut out = Self { body, ..Self::default() };
        for (index, page) in paged.pages().iter().enumerate() {
            out.frame(&page.frame, Transform::identity(), index + 1, reader);
        }
        out
    }

    fn frame(&mut self, frame: &Frame, transform: Transform, page: usize, reader: &PageReader<'_>) {
        for (position, item) in frame.items() {
            match item {
                FrameItem::Group(group) => {
                    let inner = transform
                        .pre_concat(Transform::translate(position.x, position.y))
                        .pre_concat(group.transform);
                    self.frame(&group.frame, inner, page, reader);
                }
                FrameItem::Text(text) => {
                    self.text(text, position.transform(transform), page, reader)
                }
                FrameItem::Image(_, size, span) => {
                    let piece = reader
                        .code_offset((*span).into())
                        .and_then(|offset| reader.markup.map.piece(offset));
                    let Some(piece) = piece else { continue };
                    let (left, top) = corner(position.transform(transform));
                    let (right, bottom) = (left + size.x.to_pt(), top + size.y.to_pt());
                    self.put(piece.at, PageArea { page, left, top, right, bottom, near: false });
                }
                FrameItem::Shape(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }

    fn put(&mut self, at: At, spot: PageArea) {
        let end = self.letters.len();
        self.runs.push(PrintedRun { at, spot, first: end, last: end });
    }

    fn text(&mut self, text: &TextItem, position: Point, page: usize, reader: &PageReader<'_>) {
        let (mut left, base) = corner(position);
        let size = text.size.to_pt();
        let mut last: Option<(CodeSpan, Option<(At, bool)>)> = None;
        for glyph in &text.glyphs {
            let right = left + glyph.x_advance.at(text.size).to_pt();
            let (span, within) = glyph.span;
            let known = last.filter(|(of, _)| *of == span);
            let is_new = known.is_none();
            let piece = match known {
                Some((_, piece)) => piece,
                None => {
                    let offset = reader.code_offset(span.into());
                    offset
                        .and_then(|o| reader.markup.map.piece(o))
                        .map(|piece| (piece.at, piece.exact))
                }
            };
            last = Some((span, piece));
            if let Some((at, exact)) = piece {
                if is_new {
                    let (top, bottom) = (base - ABOVE * size, base + BELOW * size);
                    self.put(at, PageArea { page, left, top, right, bottom, near: false });
                }
                if let Some(run) = self.runs.last_mut() {
                    run.spot.right = right;
                    if exact {
                        let byte = (at.span.start + u32::from(within)).min(at.span.end);
                        self.letters.push(GlyphBox {
                            byte,
                            left: left as f32,
                            right: right as f32,
                        });
                        run.last = self.letters.len();
                    }
                }
            }
            left = right;
        }
    }

    /// See [`super::screen::Pages::find`].
    pub(super) fn find(&self, at: At, nearest: bool) -> Vec<PageArea> {
        let parts = self.runs.iter().filter_map(|run| self.part(run, at));
        let mut found: Vec<PageArea> = parts.collect();
        if found.is_empty() && nearest {
            found.extend(self.next_to(at));
        }
        if found.iter().any(|spot| spot.page >= self.body) {
            found.retain(|spot| spot.page >= self.body);
        }
        found.sort_by(|a, b| {
            (a.page, a.top, a.left)
                .partial_cmp(&(b.page, b.top, b.left))
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        let mut out: Vec<PageArea> = Vec::new();
        for spot in found {
            match out.last_mut() {
                Some(last) if joins(last, &spot) => {
                    last.right = last.right.max(spot.right);
                    (last.top, last.bottom) =
                        (last.top.min(spot.top), last.bottom.max(spot.bottom));
                }
                _ => out.push(spot),
            }
        }
        out.truncate(MOST);
        out
    }

    /// The part of a run that comes from a place.
    fn part(&self, run: &PrintedRun, at: At) -> Option<PageArea> {
        let (start, end) = (at.span.start, at.span.end.max(at.span.start + 1));
        if run.at.source != at.source
            || run.at.span.start >= end
            || run.at.span.end.max(run.at.span.start + 1) <= start
        {
            return None;
        }
        let letters = &self.letters[run.first..run.last];
        if letters.is_empty() {
            return Some(run.spot);
        }
        let mut hit = letters.iter().enumerate().filter(|(index, letter)| {
            // A letter ends where the next one begins; only the first byte of the last one is
            // known.
            let until = letters
                .get(index + 1)
                .map(|next| next.byte)
                .unwrap_or(letter.byte + 1)
                .max(letter.byte + 1);
            letter.byte < end && until > start
        });
        let (_, first) = hit.next()?;
        let last = hit.next_back().map(|(_, letter)| letter).unwrap_or(first);
        Some(PageArea { left: f64::from(first.left), right: f64::from(last.right), ..run.spot })
    }

    /// The text next to a place: that right behind it if only signs such as `## ` are between,
    /// otherwise the last one before it.
    fn next_to(&self, at: At) -> Option<PageArea> {
        let in_body = |run: &&PrintedRun| run.at.source == at.source && run.spot.page >= self.body;
        let runs = || self.runs.iter().filter(in_body);
        let line = |run: &&PrintedRun| (run.spot.page, (run.spot.top * 100.0) as i64);
        let before = runs()
            .filter(|r| r.at.span.end <= at.span.start)
            .max_by_key(|r| (r.at.span.end, line(r)));
        let after = runs()
            .filter(|r| r.at.span.start >= at.span.end)
            .min_by_key(|r| (r.at.span.start, line(r)));
        let is_close = after.is_some_and(|r| r.at.span.start - at.span.end <= SIGNS);
        let run = if is_close { after } else { before.or(after) };
        run.map(|run| PageArea { near: true, ..run.spot })
    }
}

/// Whether two pieces stand beside each other in one line.
fn joins(last: &PageArea, next: &PageArea) -> bool {
    let high = last.bottom - last.top;
    last.page == next.page
        && last.near == next.near
        && (last.top - next.top).abs() < high * 0.3
        && next.left - last.right < high * 0.6
}

fn corner(point: Point) -> (f64, f64) {
    (point.x.to_pt(), point.y.to_pt())
}
