//! The pictures of a plan: read once, with their kind and the size in which they are printed.

use std::collections::BTreeMap;

use imagesize::ImageType;

use crate::attachment::picture_header::{declared, is_svg};
use crate::attachment::shrink::plain_jpeg::upright_in_screen_colours;
use crate::plan::Image;
use crate::project::model::normal;

use super::{ExportInput, NotExported, Remark};

/// Pixels an inch under which a picture is not stretched: prints look coarse below.
const LOWEST: f64 = 150.0;

/// What a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFormat {
    Png,
    Jpeg,
    Gif,
    Webp,
    Svg,
}

impl PictureFormat {
    /// Its media type.
    pub(super) fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Svg => "image/svg+xml",
        }
    }

    /// The end of its name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpeg",
            Self::Gif => "gif",
            Self::Webp => "webp",
            Self::Svg => "svg",
        }
    }
}

/// A picture.
pub(super) struct ExportPicture {
    /// What it is.
    pub(super) kind: PictureFormat,
    /// The file.
    pub(super) bytes: Vec<u8>,
    /// Width and height on paper if there is room, points; zero for drawings.
    pub(super) size: (f64, f64),
    /// From 1, in order of appearance.
    pub(super) number: usize,
}

/// All pictures that can be taken along, by path as [`normal`] writes it.
#[derive(Default)]
pub(super) struct ExportPictures(BTreeMap<String, ExportPicture>);

impl ExportPictures {
    /// Reads the pictures of a plan whose kind is among `kinds`; a remark for every other one.
    pub(super) fn read(
        document: &ExportInput<'_>,
        kinds: &[PictureFormat],
        remarks: &mut Vec<Remark>,
    ) -> Self {
        let mut out = Self::default();
        let mut refused: Vec<String> = Vec::new();
        for image in document.plan.images() {
            let path = normal(&image.path);
            if out.0.contains_key(&path) || refused.contains(&path) {
                continue;
            }
            match read(image, &path, kinds, document.pictures) {
                Ok(ReadPicture { kind, bytes, size }) => {
                    let number = out.0.len() + 1;
                    out.0.insert(path, ExportPicture { kind, bytes, size, number });
                }
                Err(refusal) => {
                    let what = NotExported::Picture { path: path.clone(), refusal };
                    remarks.push(Remark { at: image.at, what });
                    refused.push(path);
                }
            }
        }
        out
    }

    /// The picture at a path.
    pub(super) fn get(&self, path: &str) -> Option<&ExportPicture> {
        self.0.get(&normal(path))
    }

    /// All in order of appearance.
    pub(super) fn in_order(&self) -> Vec<&ExportPicture> {
        let mut out: Vec<&ExportPicture> = self.0.values().collect();
        out.sort_by_key(|p| p.number);
        out
    }
}

/// A picture before it has its number.
struct ReadPicture {
    kind: PictureFormat,
    bytes: Vec<u8>,
    size: (f64, f64),
}

/// Why a picture is not taken along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureRefusal {
    /// It is on the web.
    Address,
    /// There is no such file.
    Missing,
    /// No picture, or of a kind that nothing here knows.
    UnknownKind,
    /// Of a kind that this form of file cannot hold.
    OtherKind(PictureFormat),
    /// It does not say how large it is.
    Damaged,
}

fn read(
    image: &Image,
    path: &str,
    kinds: &[PictureFormat],
    load: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> Result<ReadPicture, PictureRefusal> {
    if image.path.contains("://") {
        return Err(PictureRefusal::Address);
    }
    let bytes = load(path).ok_or(PictureRefusal::Missing)?;
    let kind = match imagesize::image_type(&bytes) {
        _ if is_svg(&bytes) => PictureFormat::Svg,
        Ok(ImageType::Png) => PictureFormat::Png,
        Ok(ImageType::Jpeg) => PictureFormat::Jpeg,
        Ok(ImageType::Gif) => PictureFormat::Gif,
        Ok(ImageType::Webp) => PictureFormat::Webp,
        _ => return Err(PictureRefusal::UnknownKind),
    };
    if !kinds.contains(&kind) {
        return Err(PictureRefusal::OtherKind(kind));
    }
    if kind == PictureFormat::Svg {
        return Ok(ReadPicture { kind, bytes, size: (0.0, 0.0) });
    }
    let bytes = upright_in_screen_colours(&bytes).unwrap_or(bytes);
    let Ok(pixels) = imagesize::blob_size(&bytes) else { return Err(PictureRefusal::Damaged) };
    if pixels.width == 0 || pixels.height == 0 {
        return Err(PictureRefusal::Damaged);
    }
    let dpi = declared(&bytes).unwrap_or(LOWEST).max(LOWEST);
    let size = (pixels.width as f64 / dpi * 72.0, pixels.height as f64 / dpi * 72.0);
    Ok(ReadPicture { kind, bytes, size })
}
