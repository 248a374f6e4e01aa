//! PDFs of which every page is one picture: read, and written anew with smaller pictures. Sizes,
//! boxes, rotation and number of the pages stay, and so does the place of each picture.

use std::sync::Arc;

use hayro_syntax::object::{Array, Dict, ObjectIdentifier};
use hayro_syntax::page::Page;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use kurbo::{Affine, Rect};
use memchr::memmem;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::super::pdf::hayro_workarounds::page_tree::{self, PageTree};
use super::super::pdf::hayro_workarounds::resource_guard;
use super::raster::Raster;
use super::{KeepReason, WORTH, WORTH_ANEW, jpeg, saves};

mod page;
mod picture;
mod scan_writer;

/// Pages of a file that is copied at most.
const MOST_PAGES: usize = 500;
/// Two pages are of one size if they differ by less, millimetres.
const SAME: f64 = 0.05;

/// A scan.
pub(super) struct ScannedDocument {
    pages: Vec<Sheet>,
    pictures: Vec<ScanPicture>,
    /// Colour profiles, each once.
    profiles: Vec<Vec<u8>>,
}

/// A page.
struct Sheet {
    media: Rect,
    crop: Rect,
    /// Degrees, clockwise.
    rotation: i32,
    /// Points of 1/72 inch to the unit.
    unit: f64,
    /// Which picture, and what takes a square of one unit to its place; `None` for a blank page.
    drawn: Option<(usize, Affine)>,
}

/// A picture with the bytes that it has in the file.
struct ScanPicture {
    id: ObjectIdentifier,
    data: PictureData,
    width: u32,
    height: u32,
    /// Samples of a pixel, 1 or 3.
    channels: usize,
    /// Its colour profile.
    profile: Option<usize>,
    /// Dots an inch, the fewest that it is shown with; the others are twice as wasteful.
    dpi: f64,
}

/// How a picture is kept.
enum PictureData {
    /// A JPEG file.
    Jpeg(Vec<u8>),
    /// Samples.
    Plain(Vec<u8>),
}

/// Reads a file, if it is a scan and nothing else.
pub(super) fn read(bytes: &Arc<Vec<u8>>) -> Result<ScannedDocument, KeepReason> {
    let holds = |word: &[u8]| memmem::find(bytes, word).is_some();
    if holds(b"/Encrypt") {
        return Err(KeepReason::Locked);
    }
    if holds(b"/ByteRange") {
        return Err(KeepReason::Signed);
    }
    if !resource_guard::is_sane(bytes)
        || !resource_guard::has_end(bytes)
        || page_tree::examine(bytes) != PageTree::Sane
    {
        return Err(KeepReason::Damaged);
    }
    let pdf = Pdf::new(Arc::clone(bytes)).map_err(|fault| match fault {
        LoadPdfError::Decryption(
            DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm,
        ) => KeepReason::Locked,
        _ => KeepReason::Damaged,
    })?;
    refuse_more_than_pages(&pdf)?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(KeepReason::Damaged);
    }
    if pages.len() > MOST_PAGES {
        return Err(KeepReason::TooLarge);
    }
    let mut scan =
        ScannedDocument { pages: Vec::new(), pictures: Vec::new(), profiles: Vec::new() };
    for page in pages.iter() {
        let sheet = scan.sheet(page)?;
        scan.pages.push(sheet);
    }
    if scan.pictures.is_empty() { Err(KeepReason::Mixed) } else { Ok(scan) }
}

/// Whether a list in a dictionary has entries.
fn is_filled(dict: &Dict<'_>, key: &str) -> bool {
    let Some(list) = dict.get::<Array<'_>>(key) else { return false };
    list.raw_iter().next().is_some()
}

/// What a file has beside its pages would be lost.
fn refuse_more_than_pages(pdf: &Pdf) -> Result<(), KeepReason> {
    let xref = pdf.xref();
    let catalog = xref.get::<Dict<'_>>(xref.root_id()).ok_or(KeepReason::Damaged)?;
    if let Some(form) = catalog.get::<Dict<'_>>("AcroForm") {
        let signed = form.get::<i32>("SigFlags").is_some_and(|flags| flags != 0);
        let fields = is_filled(&form, "Fields");
        if signed || fields {
            return Err(if signed { KeepReason::Signed } else { KeepReason::Notes });
        }
    }
    if catalog.contains_key("Perms") {
        return Err(KeepReason::Signed);
    }
    if catalog.get::<Dict<'_>>("Outlines").is_some_and(|outlines| outlines.contains_key("First")) {
        return Err(KeepReason::Bookmarks);
    }
    let names = catalog.get::<Dict<'_>>("Names").unwrap_or_default();
    if names.contains_key("EmbeddedFiles")
        || catalog.contains_key("AF")
        || catalog.contains_key("OCProperties")
    {
        return Err(KeepReason::Enclosed);
    }
    Ok(())
}

impl ScannedDocument {
    fn sheet(&mut self, page: &Page<'_>) -> Result<Sheet, KeepReason> {
        if is_filled(page.raw(), "Annots") {
            return Err(KeepReason::Notes);
        }
        let rect = |r: hayro_syntax::object::Rect| Rect::new(r.x0, r.y0, r.x1, r.y1);
        let unit = match page.raw().get::<f32>("UserUnit") {
            Some(unit) if unit > 0.0 => f64::from(unit),
            _ => 1.0,
        };
        let rotation = match page.rotation() {
            hayro_syntax::page::Rotation::None => 0,
            hayro_syntax::page::Rotation::Horizontal => 90,
            hayro_syntax::page::Rotation::Flipped => 180,
            hayro_syntax::page::Rotation::FlippedHorizontal => 270,
        };
        let mut sheet = Sheet {
            media: rect(page.media_box()),
            crop: rect(page.crop_box()),
            rotation,
            unit,
            drawn: None,
        };
        let Some((stream, place)) = page::only_picture(page)? else { return Ok(sheet) };
        let [a, b, c, d, _, _] = place.as_coeffs();
        // Roots are exact by IEEE 754, `hypot` is not.
        let inches = ((a * a + b * b).sqrt() * unit / 72.0, (c * c + d * d).sqrt() * unit / 72.0);
        let index = match self.pictures.iter().position(|p| p.id == stream.obj_id()) {
            Some(known) => known,
            None => {
                let picture = picture::read(&stream, &mut self.profiles)?;
                self.pictures.push(picture);
                self.pictures.len() - 1
            }
        };
        let picture = &mut self.pictures[index];
        let dpi = (f64::from(picture.width) / inches.0).min(f64::from(picture.height) / inches.1);
        if !dpi.is_finite() || dpi <= 0.0 {
            return Err(KeepReason::Mixed);
        }
        picture.dpi = picture.dpi.min(dpi);
        sheet.drawn = Some((index, place));
        Ok(sheet)
    }
}

/// Writes a scan anew with `dpi` dots an inch, and proves that its pages are those of the
/// original.
pub(super) fn copy(
    scan: &ScannedDocument,
    original: &Arc<Vec<u8>>,
    dpi: u16,
) -> Result<Vec<u8>, KeepReason> {
    let smaller: Vec<Option<scan_writer::SmallerJpeg>> = scan
        .pictures
        .par_iter()
        .map(|picture| picture.smaller(dpi))
        .collect::<Result<_, KeepReason>>()?;
    if smaller.iter().all(Option::is_none) {
        return Err(KeepReason::NoGain);
    }
    let bytes = Arc::new(scan_writer::pdf(scan, &smaller)?);
    let (before, after) = (pages(original), pages(&bytes));
    if before.len() != after.len() {
        return Err(KeepReason::Damaged);
    }
    let is_same = |a: f64, b: f64| (a - b).abs() < SAME;
    for (a, b) in before.iter().zip(&after) {
        if !is_same(a.0, b.0) || !is_same(a.1, b.1) {
            return Err(KeepReason::Damaged);
        }
    }
    Arc::try_unwrap(bytes).map_err(|_| KeepReason::Damaged)
}

/// Width and height of each page.
fn pages(bytes: &Arc<Vec<u8>>) -> Vec<(f64, f64)> {
    let facts = super::super::inspect_shared("x.pdf", bytes);
    facts.pages.iter().map(|page| (page.width, page.height)).collect()
}

impl ScanPicture {
    /// The picture in fewer bytes; `None` if it has few enough.
    fn smaller(&self, dpi: u16) -> Result<Option<scan_writer::SmallerJpeg>, KeepReason> {
        let raster = match &self.data {
            PictureData::Jpeg(bytes) => jpeg::read(bytes)?.raster,
            PictureData::Plain(samples) => {
                Raster::new(self.width, self.height, self.channels, samples.clone())
                    .ok_or(KeepReason::Damaged)?
            }
        };
        if (raster.width, raster.height, raster.channels)
            != (self.width, self.height, self.channels)
        {
            return Err(KeepReason::Colours);
        }
        // In hundredths of a dot.
        let raster = raster.scaled(u64::from(dpi) * 100, (self.dpi * 100.0).round() as u64);
        let data = jpeg::write(&raster, dpi, None, None)?;
        let parts = if (raster.width, raster.height) == (self.width, self.height) {
            WORTH_ANEW
        } else {
            WORTH
        };
        let is_worth = match &self.data {
            PictureData::Jpeg(bytes) => saves(bytes, &data, parts),
            PictureData::Plain(_) => true,
        };
        Ok(if is_worth {
            Some(scan_writer::SmallerJpeg { data, width: raster.width, height: raster.height })
        } else {
            None
        })
    }
}
