//! Pages for a screen: typeset in a press that is never taken down, each drawn only when somebody
//! looks at it.

use std::sync::Arc;

use typst::foundations::Bytes;
use typst::syntax::Source;
use typst_layout::PagedDocument;
use typst_svg::SvgOptions;

use super::super::Overfull;
use super::super::font_set::{FontSet, Whole};
use super::super::markup::Markup;
use super::super::style::Style;
use super::LayoutError;
use super::page_digest;
use super::page_reader::PageReader;
use super::printed_places::{PageArea, PrintedPlaces};
use super::typst_world::{TEMPLATE, TypstWorld, file_id};
use crate::attachment::deep_stack;
use crate::text::At;

/// Rounds after which work that was not used again is forgotten.
const KEPT: usize = 10;

/// A desk on which the last code still lies, so that only what differs is typeset.
#[derive(Default)]
pub(in crate::render) struct Press(Option<TypstWorld>);

impl Press {
    /// Typesets code on the desk, on a thread of its own, where deep nesting has room; `None` if
    /// that panicked.
    pub(in crate::render) fn set(
        &mut self,
        style: &Style,
        markup: &Markup,
        files: Vec<(String, Arc<Vec<u8>>)>,
    ) -> Option<Result<Pages, Vec<LayoutError>>> {
        let set = deep_stack::run(|| self.set_here(style, markup, files)).ok();
        if set.is_none() {
            // Nobody knows in what state it was left.
            self.0 = None;
        }
        set
    }

    fn set_here(
        &mut self,
        style: &Style,
        markup: &Markup,
        files: Vec<(String, Arc<Vec<u8>>)>,
    ) -> Result<Pages, Vec<LayoutError>> {
        let (Some(main), Some(template)) = (file_id("main.typ"), file_id("template.typ")) else {
            return Err(Vec::new());
        };
        let world = self.0.get_or_insert_with(|| TypstWorld {
            fonts: FontSet::of(style),
            main: Source::new(main, String::new()),
            template: Source::new(template, TEMPLATE.to_owned()),
            files: Default::default(),
        });
        // The places of parts that stay the same keep their names, by which the typesetter knows
        // them again.
        world.main.replace(&markup.code);
        world.fonts = FontSet::of(style);
        world.files =
            files.into_iter().map(|(name, bytes)| (name, Bytes::new(Whole(bytes)))).collect();
        let world = &*world;
        let reader = PageReader { world, markup };
        let laid = typst::compile::<PagedDocument>(world);
        typst::comemo::evict(KEPT);
        let paged = laid.output.map_err(|faults| reader.troubles(&faults))?;
        let places = PrintedPlaces::of(&paged, &reader);
        let digests = paged
            .pages()
            .iter()
            .map(|page| format!("{:032x}", page_digest::digest(page)))
            .collect();
        let overfull = reader.look_through(&paged, style).overfull;
        Ok(Pages { paged, digests, places, overfull })
    }
}

/// The pages of a document.
pub struct Pages {
    paged: PagedDocument,
    digests: Vec<String>,
    places: PrintedPlaces,
    overfull: Vec<Overfull>,
}

impl Pages {
    /// For each page a name that changes whenever its look does: 32 hexadecimal digits.
    pub fn digests(&self) -> &[String] {
        &self.digests
    }

    /// Width and height of a page, points. Pages are counted from 0 here.
    pub fn size(&self, page: usize) -> Option<(f64, f64)> {
        let frame = &self.paged.pages().get(page)?.frame;
        Some((frame.width().to_pt(), frame.height().to_pt()))
    }

    /// A page as an SVG document in which text is outlines.
    pub fn svg(&self, page: usize) -> Option<String> {
        self.paged.pages().get(page).map(|p| typst_svg::svg(p, &SvgOptions::default()))
    }

    /// Where a place of the texts is printed; nothing if it is not. With `nearest`, what is not
    /// printed itself is where the text before it ends.
    pub fn find(&self, at: At, nearest: bool) -> Vec<PageArea> {
        self.places.find(at, nearest)
    }

    /// Text that runs over the edge of a page.
    pub fn overfull(&self) -> &[Overfull] {
        &self.overfull
    }
}
