//! A plan as a finished document: typeset by embedded Typst with embedded fonts, the same bytes
//! every time.
//!
//! Pictures come from the caller, the date from the facts; there is no clock, no file and no
//! network here. The fonts are described in `fonts/README.md`, the look of a page in [`style`].

mod font_set;
mod jpeg_page;
mod letter_pages;
mod markup;
mod object_streams;
mod pictures;
mod render_error;
pub mod style;
mod volume;
mod world;

pub use crate::attachment::picture_format::MOST_PIXELS;
pub use crate::project::{cover, targets};
pub use cover::Cover;
pub use font_set::{has_glyph, printed_by};
pub use letter_pages::letter;
pub use render_error::{RenderError, RenderFault};
pub use style::Style;
pub use style::fonts::{Face, FontRole};
pub use targets::TargetRow;
pub use volume::{BoundVolume, VolumePart, VolumePartKind, volume};
pub use world::printed_places::PageArea;
pub use world::screen::Pages;

use crate::plan::Plan;
use crate::text::{At, Sources};
use pictures::PictureFiles;
use world::screen::Press;

/// What is to be typeset.
pub struct RenderInput<'a> {
    pub plan: &'a Plan,
    /// The texts it was read from.
    pub sources: &'a Sources,
    pub cover: Cover,
    /// The rows of `{{targets}}`.
    pub targets: Vec<TargetRow>,
    /// How it looks.
    pub style: &'a Style,
    /// Gives a picture by its path relative to the project; `None` if it is not there.
    pub pictures: &'a dyn Fn(&str) -> Option<Vec<u8>>,
}

/// A finished document.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// The file: tagged PDF/A-2a (ISO 19005-2).
    pub pdf: Vec<u8>,
    /// Pages, cover and contents included.
    pub pages: usize,
    /// What is printed on each page, piece by piece without white space between them.
    pub text: Vec<String>,
    /// Headings in order.
    pub headings: Vec<PlacedHeading>,
    /// Families of the fonts that were used, sorted.
    pub fonts: Vec<String>,
    /// Characters that no font has; their code points are printed instead.
    pub missing: Vec<Missing>,
    /// Text that runs over the edge of the page.
    pub overfull: Vec<Overfull>,
}

/// Where a heading came to stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedHeading {
    pub text: String,
    /// Page, counted from the cover as 1.
    pub page: usize,
    /// The number printed on that page.
    pub number: u32,
    /// Where it stands in the plan.
    pub at: At,
}

/// A character that no font has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    pub character: char,
    /// Where it stands.
    pub at: At,
    /// Page, counted from the cover as 1.
    pub page: usize,
}

/// Text that runs over the edge of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overfull {
    /// Where it stands, if it comes from the plan or `pilot.toml`.
    pub at: Option<At>,
    /// Page, counted from the cover as 1.
    pub page: usize,
    pub text: String,
}

/// Typesets a plan.
///
/// # Errors
/// Everything that keeps it from being typeset, each at its place: pictures that are missing or
/// damaged, faults of layout.
pub fn pdf(document: &RenderInput<'_>) -> Result<Rendered, Vec<RenderError>> {
    set(document, world::Standard::Archive)
}

/// Typesets a draft of a plan: plain PDF 1.7, marked as a draft on every page, with the lines of
/// the text at the edge. Never for handing in.
///
/// # Errors
/// As [`pdf`].
pub fn draft(document: &RenderInput<'_>) -> Result<Rendered, Vec<RenderError>> {
    let mut rendered = set(document, world::Standard::Plain)?;
    // What stands outside the text by intent is no fault.
    rendered.overfull.retain(|o| o.at.is_some());
    Ok(rendered)
}

/// Typesets a plan; only drafts are plain files.
fn set(
    document: &RenderInput<'_>,
    standard: world::Standard,
) -> Result<Rendered, Vec<RenderError>> {
    let pictures = PictureFiles::read(document.plan, document.pictures)?;
    let style = font_set::FontSet::of(document.style).style(document.style);
    let markup = match standard {
        world::Standard::Archive => markup::write(document, &pictures, &style),
        world::Standard::Plain => markup::write_draft(document, &pictures, &style),
    };
    typeset(document, markup, pictures, standard)
}

fn typeset(
    document: &RenderInput<'_>,
    markup: markup::Markup,
    pictures: PictureFiles,
    standard: world::Standard,
) -> Result<Rendered, Vec<RenderError>> {
    match world::on_thread(document, markup, pictures.into_files().collect(), standard) {
        Some(result) => result.map_err(without_parts),
        None => Err(gave_up()),
    }
}

/// Faults of layout where there are no parts of a volume to blame.
fn without_parts(faults: Vec<world::LayoutError>) -> Vec<RenderError> {
    faults.into_iter().map(|fault| fault.trouble).collect()
}

/// A typesetter that remembers its last work, for pages on a screen that follow a plan while it is
/// being written: what has not changed is not typeset again.
#[derive(Default)]
pub struct Live(Press);

impl Live {
    /// Typesets a plan as pages for a screen; far quicker than the first time where little has
    /// changed.
    ///
    /// # Errors
    /// As [`pdf`].
    pub fn typeset(&mut self, document: &RenderInput<'_>) -> Result<Pages, Vec<RenderError>> {
        let pictures = PictureFiles::read(document.plan, document.pictures)?;
        let style = font_set::FontSet::of(document.style).style(document.style);
        let markup = markup::write(document, &pictures, &style);
        match self.0.set(document.style, &markup, pictures.into_files().collect()) {
            Some(set) => set.map_err(without_parts),
            None => Err(gave_up()),
        }
    }
}

/// The typesetter has given up.
fn gave_up() -> Vec<RenderError> {
    vec![RenderError { fault: RenderFault::GaveUp, at: None }]
}
