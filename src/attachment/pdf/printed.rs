//! The pages of a PDF as a printer shows them, in a file whose page content is all there is: seals,
//! stamps and filled fields lie beside the content (ISO 32000-1, 12.5), and layers that are switched
//! off lie in it (8.11). Whoever takes the content alone loses the former and prints the latter.
//!
//! A file that has neither is placed as it is. So is no file of PDF 2.0 (ISO 32000-2): the
//! typesetter takes none, and what such a page draws is the same in a file of PDF 1.7.

use std::sync::Arc;

use hayro_syntax::object::Dict;
use hayro_syntax::{Pdf, PdfVersion};

use super::hayro_workarounds::page_tree::{self, PageTree};
use super::hayro_workarounds::resource_guard;
use crate::attachment::deep_stack;
use annotations::Shown;
use layers::Layers;

mod annotations;
mod content_filter;
mod content_operators;
mod layers;
mod rewrite;

/// What a file looks like in print.
#[derive(Clone, Debug, PartialEq)]
pub enum PagesInPrint {
    /// The content of its pages is all that it shows.
    AsFiled,
    /// The same pages with everything that is printed on them, and nothing else.
    Merged {
        /// A file of PDF 1.7.
        pdf: Vec<u8>,
        /// What is seen on a screen and not in print.
        remarks: Vec<PrintRemark>,
    },
    /// Pages show something that cannot be shown here.
    Unprintable(PrintHindrance),
}

/// What stands on a page beside its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Beside {
    /// A field of a form, with what was filled in.
    Field,
    /// The seal of an electronic signature.
    Signature,
    /// A stamp.
    Stamp,
    /// Text typed onto the page.
    TypedText,
    /// A line, a frame, a highlighted passage.
    Mark,
    /// A note for readers.
    Note,
}

/// Something that is seen on a screen and not in print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PrintRemark {
    /// The page, counted from 1.
    pub page: usize,
    /// What it is.
    pub what: Beside,
}

/// Why the printed look of a file is not known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintHindrance {
    /// Every viewer draws this by itself: the file does not say how it looks.
    NoAppearance(PrintRemark),
    /// A layer that is switched off cannot be told from what stays, on this page counted from 1.
    HiddenLayer(usize),
    /// The reader gave up.
    Unreadable,
}

/// Looks for what a PDF prints beside the content of its pages.
pub fn printed_pages(bytes: &Arc<Vec<u8>>) -> PagesInPrint {
    match deep_stack::run(|| look(bytes)) {
        Ok(pages) => pages,
        Err(_) => PagesInPrint::Unprintable(PrintHindrance::Unreadable),
    }
}

fn look(bytes: &Arc<Vec<u8>>) -> PagesInPrint {
    // What cannot be read is for the inspection of the file to say.
    if !resource_guard::is_sane(bytes) || page_tree::examine(bytes) == PageTree::Endless {
        return PagesInPrint::AsFiled;
    }
    let Ok(pdf) = Pdf::new(Arc::clone(bytes)) else { return PagesInPrint::AsFiled };
    let xref = pdf.xref();
    let catalog = xref.get::<Dict<'_>>(xref.root_id()).unwrap_or_default();
    let layers = Layers::of(&catalog);
    let form = catalog.get::<Dict<'_>>("AcroForm").unwrap_or_default();
    let redraws = form.get::<bool>("NeedAppearances").unwrap_or(false);
    let mut shown: Vec<Vec<Shown<'_>>> = Vec::new();
    let mut remarks = Vec::new();
    for (index, page) in pdf.pages().iter().enumerate() {
        match annotations::of(page, &layers, redraws) {
            Ok(found) => {
                let seen = found.screen_only.into_iter();
                remarks.extend(seen.map(|what| PrintRemark { page: index + 1, what }));
                shown.push(found.shown);
            }
            Err(what) => {
                let place = PrintRemark { page: index + 1, what };
                return PagesInPrint::Unprintable(PrintHindrance::NoAppearance(place));
            }
        }
    }
    remarks.sort_unstable();
    remarks.dedup();
    let is_plain = pdf.version() < PdfVersion::Pdf20
        && shown.iter().all(Vec::is_empty)
        && remarks.is_empty()
        && layers.are_all_on();
    if is_plain {
        return PagesInPrint::AsFiled;
    }
    match rewrite::pages(&pdf, &shown, &layers) {
        Ok(pdf) => PagesInPrint::Merged { pdf, remarks },
        Err(hindrance) => PagesInPrint::Unprintable(hindrance),
    }
}
