//! Writes a scan: pages, the place of the picture on each, the pictures, their colour profiles, and
//! nothing else.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use kurbo::Rect;
use pdf_writer::{Content, Filter, Finish as _, Name, Pdf, Ref};

use super::{KeepReason, PictureData, ScannedDocument};

/// The name of the picture on every page.
const PICTURE: Name<'static> = Name(b"P");

/// A picture in fewer bytes, as JPEG.
pub(super) struct SmallerJpeg {
    pub(super) data: Vec<u8>,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// Gives numbers to objects.
struct ObjectNumbers(i32);

impl ObjectNumbers {
    fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }

    fn several(&mut self, count: usize) -> Vec<Ref> {
        (0..count).map(|_| self.next()).collect()
    }
}

/// The bytes of a file in which pictures stand as they are or in fewer bytes.
pub(super) fn pdf(
    scan: &ScannedDocument,
    smaller: &[Option<SmallerJpeg>],
) -> Result<Vec<u8>, KeepReason> {
    let (mut pdf, mut numbers) = (Pdf::new(), ObjectNumbers(0));
    let (catalog, tree) = (numbers.next(), numbers.next());
    let mut pages = Vec::new();
    for _ in &scan.pages {
        pages.push((numbers.next(), numbers.next()));
    }
    let pictures = numbers.several(scan.pictures.len());
    let profiles = numbers.several(scan.profiles.len());
    pdf.catalog(catalog).pages(tree);
    pdf.pages(tree)
        .kids(pages.iter().map(|(page, _)| *page))
        .count(i32::try_from(pages.len()).unwrap_or(i32::MAX));
    for (sheet, (page, content)) in scan.pages.iter().zip(&pages) {
        let mut out = pdf.page(*page);
        out.parent(tree).media_box(rect(sheet.media)).contents(*content);
        if sheet.crop != sheet.media {
            out.crop_box(rect(sheet.crop));
        }
        if sheet.rotation != 0 {
            out.rotate(sheet.rotation);
        }
        if sheet.unit != 1.0 {
            out.user_unit(sheet.unit as f32);
        }
        let mut resources = out.resources();
        if let Some((index, _)) = sheet.drawn {
            resources.x_objects().pair(PICTURE, pictures[index]);
        }
        resources.finish();
        out.finish();
        let mut drawing = Content::new();
        if let Some((_, place)) = sheet.drawn {
            drawing
                .save_state()
                .transform(place.as_coeffs().map(|n| n as f32))
                .x_object(PICTURE)
                .restore_state();
        }
        pdf.stream(*content, &drawing.finish());
    }
    for ((picture, id), smaller) in scan.pictures.iter().zip(&pictures).zip(smaller) {
        let packed;
        let (data, filter, width, height) = match (smaller, &picture.data) {
            (Some(smaller), _) => {
                (smaller.data.as_slice(), Filter::DctDecode, smaller.width, smaller.height)
            }
            (None, PictureData::Jpeg(bytes)) => {
                (bytes.as_slice(), Filter::DctDecode, picture.width, picture.height)
            }
            (None, PictureData::Plain(samples)) => {
                packed = deflated(samples)?;
                (packed.as_slice(), Filter::FlateDecode, picture.width, picture.height)
            }
        };
        let side = |side: u32| i32::try_from(side).map_err(|_| KeepReason::TooLarge);
        let mut out = pdf.image_xobject(*id, data);
        out.width(side(width)?).height(side(height)?).bits_per_component(8);
        out.filter(filter);
        match (picture.profile, picture.channels) {
            (Some(index), _) => out.color_space().icc_based(profiles[index]),
            (None, 1) => out.color_space().device_gray(),
            (None, _) => out.color_space().device_rgb(),
        }
        out.finish();
    }
    for (index, (profile, id)) in scan.profiles.iter().zip(&profiles).enumerate() {
        let user = scan.pictures.iter().find(|p| p.profile == Some(index));
        let packed = deflated(profile)?;
        let channels = user.map(|p| p.channels).unwrap_or(3);
        let mut out = pdf.icc_profile(*id, &packed);
        out.n(i32::try_from(channels).unwrap_or(3)).filter(Filter::FlateDecode);
    }
    Ok(pdf.finish())
}

fn rect(r: Rect) -> pdf_writer::Rect {
    pdf_writer::Rect::new(r.x0 as f32, r.y0 as f32, r.x1 as f32, r.y1 as f32)
}

fn deflated(bytes: &[u8]) -> Result<Vec<u8>, KeepReason> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(9));
    encoder.write_all(bytes).map_err(|_| KeepReason::Damaged)?;
    encoder.finish().map_err(|_| KeepReason::Damaged)
}
