//! Formats of pictures, and which of them can be set into a page.

use serde::{Deserialize, Serialize};

use super::picture_header::is_svg;

/// More pixels than this would need gigabytes to decode.
pub const MOST_PIXELS: u64 = 120_000_000;

/// What a picture is written in, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PictureFileKind {
    /// PNG.
    Png,
    /// JPEG as cameras and scanners write it.
    Jpeg,
    /// JPEG with arithmetic coding, without loss, in steps or in more than 8 bits.
    RareJpeg,
    /// GIF.
    Gif,
    /// WebP.
    WebP,
    /// SVG.
    Svg,
    /// Windows bitmap.
    Bmp,
    /// TIFF.
    Tiff,
    /// HEIC and HEIF.
    Heif,
    /// AVIF.
    Avif,
    /// JPEG 2000.
    Jpeg2000,
    /// JPEG XL.
    JpegXl,
    /// Windows metafile, plain or enhanced.
    Metafile,
    /// Photoshop.
    Photoshop,
    /// A page description.
    Pdf,
}

impl PictureFileKind {
    /// The format of a file; `None` if it is none of these.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let starts = |magic: &[u8]| bytes.starts_with(magic);
        let at =
            |offset: usize, magic: &[u8]| bytes.get(offset..).is_some_and(|b| b.starts_with(magic));
        Some(if starts(b"\x89PNG\r\n\x1a\n") {
            Self::Png
        } else if starts(b"\xff\xd8\xff") {
            if is_rare_jpeg(bytes) { Self::RareJpeg } else { Self::Jpeg }
        } else if starts(b"GIF8") {
            Self::Gif
        } else if starts(b"RIFF") && at(8, b"WEBP") {
            Self::WebP
        } else if starts(b"BM") && at(6, b"\0\0\0\0") {
            Self::Bmp
        } else if starts(b"II*\0") || starts(b"MM\0*") || starts(b"II+\0") || starts(b"MM\0+") {
            Self::Tiff
        } else if at(4, b"ftypavif") || at(4, b"ftypavis") {
            Self::Avif
        } else if at(4, b"ftyp") {
            // What pictures are in this container; films are not.
            let brand = bytes.get(8..12)?;
            let known: [&[u8]; 8] =
                [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"];
            if !known.contains(&brand) {
                return None;
            }
            Self::Heif
        } else if starts(b"\0\0\0\x0cjP  ") || starts(b"\xff\x4f\xff\x51") {
            Self::Jpeg2000
        } else if starts(b"\0\0\0\x0cJXL ") || starts(b"\xff\x0a") {
            Self::JpegXl
        } else if starts(b"\xd7\xcd\xc6\x9a") || (starts(b"\x01\0\0\0") && at(40, b" EMF")) {
            Self::Metafile
        } else if starts(b"8BPS") {
            Self::Photoshop
        } else if starts(b"%PDF-") {
            Self::Pdf
        } else if is_svg(bytes) {
            Self::Svg
        } else {
            return None;
        })
    }

    /// Whether it can be set into a page.
    pub fn is_settable(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Gif | Self::WebP | Self::Svg)
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::RareJpeg => "少见的 JPEG（无损、算术编码或超过 8 位）",
            Self::Gif => "GIF",
            Self::WebP => "WebP",
            Self::Svg => "SVG",
            Self::Bmp => "BMP",
            Self::Tiff => "TIFF",
            Self::Heif => "HEIC（苹果手机照片）",
            Self::Avif => "AVIF",
            Self::Jpeg2000 => "JPEG 2000",
            Self::JpegXl => "JPEG XL",
            Self::Metafile => "WMF/EMF 图元文件",
            Self::Photoshop => "Photoshop",
            Self::Pdf => "PDF",
        }
    }
}

/// Whether a JPEG is of a kind that ordinary programs do not read (ITU-T T.81, table B.1).
fn is_rare_jpeg(bytes: &[u8]) -> bool {
    let mut at = 2;
    while let Some([0xff, marker, rest @ ..]) = bytes.get(at..) {
        match marker {
            0xff => {
                at += 1;
                continue;
            }
            0xc0..=0xc2 => return rest.get(2).is_some_and(|bits| *bits != 8),
            0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => return true,
            0xd9 | 0xda => return false,
            _ => {}
        }
        let Some([high, low]) = rest.get(..2) else { return false };
        at += 2 + usize::from(u16::from_be_bytes([*high, *low])).max(2);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_content() {
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0";
        let film = b"\0\0\0\x18ftypisom\0\0\0\0";
        let jpeg = |frame: u8, bits: u8| {
            [b"\xff\xd8\xff\xe0\0\x04ab\xff".as_slice(), &[frame, 0, 17, bits]].concat()
        };
        let cases: [(&[u8], Option<PictureFileKind>); 12] = [
            (heic, Some(PictureFileKind::Heif)),
            (film, None),
            (&jpeg(0xc0, 8), Some(PictureFileKind::Jpeg)),
            (&jpeg(0xc2, 8), Some(PictureFileKind::Jpeg)),
            (&jpeg(0xc1, 12), Some(PictureFileKind::RareJpeg)),
            (&jpeg(0xc9, 8), Some(PictureFileKind::RareJpeg)),
            (b"II*\0\x08\0\0\0", Some(PictureFileKind::Tiff)),
            (b"\0\0\0\x0cjP  \r\n\x87\n", Some(PictureFileKind::Jpeg2000)),
            (b"RIFF\0\0\0\0WEBPVP8 ", Some(PictureFileKind::WebP)),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Some(PictureFileKind::Svg)),
            (b"<html>", None),
            (b"", None),
        ];
        for (bytes, format) in cases {
            assert_eq!(PictureFileKind::of(bytes), format, "{bytes:?}");
        }
    }
}
