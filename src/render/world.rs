//! The typesetter. Only this file, those below it and `font_set` name Typst, whose interface changes
//! with every minor release.

mod page_digest;
mod page_reader;
pub(super) mod printed_places;
pub(super) mod screen;
mod typst_world;

use std::sync::Arc;

use typst::foundations::{Bytes, Datetime, Smart};
use typst::syntax::Source;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::attachment::deep_stack;

use super::font_set::{FontSet, Whole};
use super::markup::Markup;
use super::{RenderError, RenderInput, Rendered};
use page_reader::PageReader;
use typst_world::{TEMPLATE, TypstWorld, file_id};

/// A fault of layout.
pub(super) struct LayoutError {
    /// In words, at its place.
    pub(super) trouble: RenderError,
    /// The part of the code that is to blame, if it is one of `Markup::parts`.
    pub(super) part: Option<usize>,
}

/// What kind of file is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Standard {
    /// Tagged PDF/A-2a (ISO 19005-2).
    Archive,
    /// Tagged PDF 1.7: pages of other PDF files cannot be part of a PDF/A file.
    Plain,
}

/// Typesets the code of a document on a thread of its own, where deep nesting has room; `None` if
/// that panicked.
pub(super) fn on_thread(
    document: &RenderInput<'_>,
    markup: Markup,
    files: Vec<(String, Arc<Vec<u8>>)>,
    standard: Standard,
) -> Option<Result<Rendered, Vec<LayoutError>>> {
    // Pictures come through a function of the caller, which need not be shared between threads.
    let (plan, sources, style, cover) =
        (document.plan, document.sources, document.style, &document.cover);
    let result = deep_stack::run(move || {
        let none = |_: &str| None;
        let document = RenderInput {
            plan,
            sources,
            cover: cover.clone(),
            targets: Vec::new(),
            style,
            pictures: &none,
        };
        typeset(&document, markup, files.into_iter(), standard)
    });
    result.ok()
}

/// Typesets the code of a document.
fn typeset(
    document: &RenderInput<'_>,
    markup: Markup,
    files: impl Iterator<Item = (String, Arc<Vec<u8>>)>,
    standard: Standard,
) -> Result<Rendered, Vec<LayoutError>> {
    let (Some(main), Some(template)) = (file_id("main.typ"), file_id("template.typ")) else {
        return Err(Vec::new());
    };
    // A document shares hardly anything with the one before.
    typst::comemo::evict(0);
    let world = TypstWorld {
        fonts: FontSet::of(document.style),
        main: Source::new(main, markup.code.clone()),
        template: Source::new(template, TEMPLATE.to_owned()),
        files: files.map(|(name, bytes)| (name, Bytes::new(Whole(bytes)))).collect(),
    };
    let reader = PageReader { world: &world, markup: &markup };
    let laid = typst::compile::<PagedDocument>(&world);
    let paged = laid.output.map_err(|faults| reader.troubles(&faults))?;
    let pdf = typst_pdf::pdf(&paged, &options(document, standard))
        .map_err(|faults| reader.troubles(&faults))?;
    let mut seen = reader.look_through(&paged, document.style);
    let headings = reader.headings(document, &paged);
    let pages = paged.pages().len();
    let mut text = Vec::new();
    for page in 1..=pages {
        text.push(seen.text.remove(&page).unwrap_or_default());
    }
    if standard == Standard::Plain {
        // A volume holds scans: packing needs their room.
        drop(paged);
        drop(world);
        typst::comemo::evict(0);
    }
    Ok(Rendered {
        pdf: super::object_streams::pack(pdf),
        pages,
        text,
        headings,
        fonts: seen.fonts.into_iter().collect(),
        missing: seen.missing,
        overfull: seen.overfull,
    })
}

/// A tagged file, dated and named by the document's own facts.
fn options(document: &RenderInput<'_>, standard: Standard) -> PdfOptions {
    let cover = &document.cover;
    let (year, month, day) = cover.dated;
    let part = |number: u32| u8::try_from(number).unwrap_or(1);
    let date =
        Datetime::from_ymd(year, part(month), part(day)).or_else(|| Datetime::from_ymd(2000, 1, 1));
    let ident =
        format!("pilot {} {}", cover.project.value, cover.code.as_deref().unwrap_or_default());
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
