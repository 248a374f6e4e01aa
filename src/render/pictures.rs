//! The pictures of a plan: read once, with the size in which they are printed.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::attachment::picture_format::{MOST_PIXELS, PictureFileKind};
use crate::attachment::picture_header::declared;
use crate::attachment::shrink::plain_jpeg::in_screen_colours;
use crate::plan::{Image, Plan};
use crate::project::model::normal;

use super::{RenderError, RenderFault};

/// Pixels an inch under which a picture is not stretched: prints look coarse below.
const LOWEST: f64 = 150.0;

/// A picture.
pub(super) struct PictureFile {
    /// The name under which the typesetter asks for it.
    pub(super) name: String,
    /// The file.
    pub(super) bytes: Vec<u8>,
    /// Its longer side on paper if there is room, points; `None` for drawings, which take the room
    /// there is.
    pub(super) longer: Option<f64>,
}

/// All pictures, by path as [`normal`] writes it.
#[derive(Default)]
pub(super) struct PictureFiles(BTreeMap<String, PictureFile>);

impl PictureFiles {
    /// Reads all pictures of a plan. Every one that is missing or of an unknown kind is reported at its
    /// place.
    pub(super) fn read(
        plan: &Plan,
        load: &dyn Fn(&str) -> Option<Vec<u8>>,
    ) -> Result<Self, Vec<RenderError>> {
        let (mut pictures, mut troubles) = (Self::default(), Vec::new());
        for image in plan.images() {
            let path = normal(&image.path);
            if pictures.0.contains_key(&path) {
                continue;
            }
            let name = format!("picture/{}", pictures.0.len());
            match read(image, &path, name, load) {
                Ok(picture) => drop(pictures.0.insert(path, picture)),
                Err(trouble) => troubles.push(trouble),
            }
        }
        if troubles.is_empty() { Ok(pictures) } else { Err(troubles) }
    }

    /// The picture at a path.
    pub(super) fn get(&self, path: &str) -> Option<&PictureFile> {
        self.0.get(&normal(path))
    }

    /// The pictures as files of the typesetter.
    pub(super) fn into_files(self) -> impl Iterator<Item = (String, Arc<Vec<u8>>)> {
        self.0.into_values().map(|p| (p.name, Arc::new(p.bytes)))
    }
}

fn read(
    image: &Image,
    path: &str,
    name: String,
    load: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> Result<PictureFile, RenderError> {
    let at_image = |fault: fn(String) -> RenderFault| {
        Err(RenderError { fault: fault(path.to_owned()), at: Some(image.at) })
    };
    if image.path.contains("://") {
        let fault = RenderFault::PictureAddress(image.path.clone());
        return Err(RenderError { fault, at: Some(image.at) });
    }
    let Some(bytes) = load(path) else { return at_image(RenderFault::PictureMissing) };
    match PictureFileKind::of(&bytes) {
        Some(PictureFileKind::Svg) => return Ok(PictureFile { name, bytes, longer: None }),
        Some(format) if format.is_settable() => {}
        _ => return at_image(RenderFault::PictureFormat),
    }
    let bytes = in_screen_colours(&bytes).unwrap_or(bytes);
    match imagesize::blob_size(&bytes) {
        Ok(size)
            if size.width > 0
                && size.height > 0
                && (size.width as u64).saturating_mul(size.height as u64) <= MOST_PIXELS =>
        {
            let dpi = declared(&bytes).unwrap_or(LOWEST).max(LOWEST);
            let longer = size.width.max(size.height) as f64 / dpi * 72.0;
            Ok(PictureFile { name, bytes, longer: Some(longer) })
        }
        Ok(_) => at_image(RenderFault::PictureSize),
        Err(_) => at_image(RenderFault::PictureDamaged),
    }
}

#[cfg(test)]
mod tests {
    use super::declared;
    use crate::attachment::picture_header::is_svg;

    #[test]
    fn stated_resolutions_are_read_and_cut_files_do_not_hurt() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR0123456789abcCRC!\0\0\0\x09pHYs".to_vec();
        png.extend(11811_u32.to_be_bytes());
        png.extend(11811_u32.to_be_bytes());
        png.extend([1, 0, 0, 0, 0]);
        assert_eq!(declared(&png).map(f64::round), Some(300.0));
        let jpeg = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\x01\x01\x2c\x01\x2c\0\0";
        assert_eq!(declared(jpeg), Some(300.0));
        for end in 0..png.len() - 1 {
            let _ = declared(&png[..end]);
        }
        for end in 0..jpeg.len() {
            let _ = declared(&jpeg[..end]);
        }
        assert!(is_svg(b"<?xml version=\"1.0\"?>\n<svg xmlns=\"\"/>") && !is_svg(b"<html>"));
    }
}
