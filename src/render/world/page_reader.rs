//! Reads pages back: what is printed on them, what lacks a sign or a place, and where in the plan
//! it comes from.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use typst::WorldExt as _;
use typst::diag::SourceDiagnostic;
use typst::foundations::NativeElement;
use typst::introspection::Introspector as _;
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::model::HeadingElem;
use typst::syntax::DiagSpan;
use typst::text::TextItem;
use typst_layout::PagedDocument;

use super::super::markup::Markup;
use super::super::style::{POINTS, Style};
use super::super::{Missing, Overfull, PlacedHeading, RenderError, RenderFault, RenderInput};
use super::LayoutError;
use super::typst_world::TypstWorld;
use crate::text::At;

/// Text may stand out of the page's text by this much, points: brackets that are squeezed at the
/// end of a line.
const TOLERANCE: f64 = 1.5;

/// What was seen on the pages.
#[derive(Default)]
pub(super) struct PagesContent {
    pub(super) text: BTreeMap<usize, String>,
    pub(super) fonts: BTreeSet<String>,
    pub(super) missing: Vec<Missing>,
    pub(super) overfull: Vec<Overfull>,
    /// Tables with too many columns that were told.
    crowded: BTreeSet<usize>,
}

/// A page that is looked at, and where its text may stand, points.
#[derive(Clone, Copy)]
struct TextArea {
    page: usize,
    from: f64,
    to: f64,
}

/// Finds the way from pages and faults back to the plan.
pub(super) struct PageReader<'a> {
    pub(super) world: &'a TypstWorld,
    pub(super) markup: &'a Markup,
}

impl PageReader<'_> {
    /// Looks at every page.
    pub(super) fn look_through(&self, paged: &PagedDocument, style: &Style) -> PagesContent {
        let mut seen = PagesContent::default();
        for (index, page) in paged.pages().iter().enumerate() {
            let width = page.frame.width().to_pt();
            let margins = &style.page;
            let is_even = margins.duplex && index % 2 == 1;
            let is_landscape = width > page.frame.height().to_pt();
            let (left, right) = if is_landscape {
                (margins.bottom, margins.top)
            } else if is_even {
                (margins.right, margins.left)
            } else {
                (margins.left, margins.right)
            };
            let walk = TextArea {
                page: index + 1,
                from: left * POINTS - TOLERANCE,
                to: width - right * POINTS + TOLERANCE,
            };
            self.walk(&page.frame, Transform::identity(), walk, &mut seen);
        }
        seen.missing.sort_by_key(|m| (m.page, m.at));
        seen
    }

    fn walk(&self, frame: &Frame, transform: Transform, walk: TextArea, seen: &mut PagesContent) {
        for (position, item) in frame.items() {
            match item {
                FrameItem::Group(group) => {
                    let inner = transform
                        .pre_concat(Transform::translate(position.x, position.y))
                        .pre_concat(group.transform);
                    self.walk(&group.frame, inner, walk, seen);
                }
                FrameItem::Text(text) => self.text(text, *position, transform, walk, seen),
                FrameItem::Shape(..)
                | FrameItem::Image(..)
                | FrameItem::Link(..)
                | FrameItem::Tag(_) => {}
            }
        }
    }

    fn text(
        &self,
        text: &TextItem,
        position: Point,
        transform: Transform,
        walk: TextArea,
        seen: &mut PagesContent,
    ) {
        let position = position.transform(transform);
        seen.text.entry(walk.page).or_default().push_str(&text.text);
        let font = text.font.font();
        seen.fonts.insert(font.info().family.to_string());
        let left = position.x.to_pt();
        // Space that justification puts behind the last sign is not text.
        let behind =
            text.glyphs.last().and_then(|g| Some(g.x_advance - text.font.x_advance(g.id)?));
        let behind = behind.map(|advance| advance.at(text.size).to_pt());
        let behind = behind.unwrap_or(0.0).max(0.0);
        let right = left + text.width().to_pt() - behind;
        // Only the template turns text, and places it where it belongs.
        let is_out = transform.ky.is_zero() && (left < walk.from || right > walk.to);
        // The way back to the code is long: it is gone only where something is to be reported.
        let is_stand_in = !self.markup.missing.is_empty() && text.text.starts_with("U+");
        if is_out || is_stand_in || !self.markup.crowded.is_empty() {
            self.look_closer(text, is_out, walk, seen);
        }
        for glyph in text.glyphs.iter().filter(|g| g.id == 0) {
            let characters = text.text.get(glyph.range()).unwrap_or_default();
            let Some(character) = characters.chars().next() else {
                continue;
            };
            let offset = self.code_offset(glyph.span.0.into());
            let at = offset.and_then(|o| self.markup.map.find_within(o, usize::from(glyph.span.1)));
            put(
                &mut seen.missing,
                Missing { character, at: at.unwrap_or_default(), page: walk.page },
            );
        }
    }

    /// Tells text that is out of its place, and code points that stand for characters.
    fn look_closer(&self, text: &TextItem, is_out: bool, walk: TextArea, seen: &mut PagesContent) {
        let first = text.glyphs.first();
        let start = first.and_then(|glyph| self.code_offset(glyph.span.0.into()));
        let crowded = start.and_then(|offset| range_of(&self.markup.crowded, offset));
        if is_out || crowded.is_some_and(|table| seen.crowded.insert(table)) {
            let at = start.and_then(|offset| self.markup.map.find(offset));
            if !seen.overfull.iter().any(|o| o.page == walk.page && o.at == at && at.is_some()) {
                seen.overfull.push(Overfull { at, page: walk.page, text: text.text.to_string() });
            }
        }
        // The place of the last copy counts, since a heading's first one stands in the contents.
        let stand_in = start.and_then(|offset| {
            self.markup
                .missing
                .iter()
                .find(|(_, _, start)| *start < offset + 2 && offset <= *start + 1)
        });
        if let Some((character, at, _)) = stand_in {
            put(&mut seen.missing, Missing { character: *character, at: *at, page: walk.page });
        }
    }

    /// Where in the generated code something comes from.
    pub(super) fn code_offset(&self, span: DiagSpan) -> Option<usize> {
        if !(span.id()? == self.world.main.id()) {
            return None;
        }
        self.world.range(span).map(|range| range.start)
    }

    /// Headings in order; the typesetter's own list has the same order, and after them those of
    /// foreign parts.
    pub(super) fn headings(
        &self,
        document: &RenderInput<'_>,
        paged: &PagedDocument,
    ) -> Vec<PlacedHeading> {
        let introspector = paged.introspector();
        let found = introspector.query(&HeadingElem::ELEM.select());
        let mut placed = found.iter().map(|content| {
            let page = content.location().and_then(|place| introspector.page(place));
            let page = page.map(usize::from).unwrap_or(0);
            let number = page
                .checked_sub(1)
                .and_then(|i| paged.pages().get(i))
                .map(|p| p.number)
                .unwrap_or(0);
            (content.plain_text(), page, u32::try_from(number).unwrap_or(u32::MAX))
        });
        let sections = document.plan.walk();
        let pairs = sections.iter().zip(placed.by_ref());
        let own = pairs.map(|((_, section), (_, page, number))| {
            let heading = &section.heading;
            PlacedHeading { text: heading.text.clone(), page, number, at: heading.at }
        });
        let mut out: Vec<PlacedHeading> = own.collect();
        out.extend(placed.map(|(text, page, number)| PlacedHeading {
            text: text.into(),
            page,
            number,
            at: At::default(),
        }));
        out
    }

    /// Faults of layout in the order of the plan. One inside the template belongs to the place that
    /// called it.
    pub(super) fn troubles(&self, faults: &[SourceDiagnostic]) -> Vec<LayoutError> {
        let mut out: Vec<LayoutError> = faults
            .iter()
            .map(|fault| {
                let calls = fault.trace.iter().map(|point| DiagSpan::from(point.span));
                let offset = std::iter::once(fault.span)
                    .chain(calls)
                    .find_map(|span| self.code_offset(span));
                let at = offset.and_then(|o| self.markup.map.find(o));
                let part = offset.and_then(|offset| range_of(&self.markup.parts, offset));
                LayoutError {
                    trouble: RenderError {
                        fault: RenderFault::Layout(fault.message.to_string()),
                        at,
                    },
                    part,
                }
            })
            .collect();
        out.sort_by_key(|f| f.trouble.at);
        out
    }
}

/// The index of the range that an offset is in.
fn range_of(ranges: &[Range<usize>], offset: usize) -> Option<usize> {
    ranges.iter().position(|range| range.contains(&offset))
}

/// Keeps the last place of a character on paper.
fn put(list: &mut Vec<Missing>, missing: Missing) {
    match list.iter_mut().find(|m| m.at == missing.at && m.character == missing.character) {
        Some(known) => known.page = missing.page,
        None => list.push(missing),
    }
}
