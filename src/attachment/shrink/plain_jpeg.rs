//! JPEG pictures that other programs show in other colours or on their side, as ordinary ones: four
//! colours of print become three, and a picture that a camera held otherwise is turned.

use jpeg_decoder::PixelFormat;
use jpeg_encoder::{ColorType, Encoder, PixelDensity};

use super::super::deep_stack;
use super::super::image::orientation;
use super::super::picture_header::declared;
use super::KeepReason;
use super::raster::Raster;

/// Quality of what is written, of 100: nobody sees a difference.
const QUALITY: u8 = 95;
/// Samples of a pixel in print.
const INKS: usize = 4;

/// A picture with the colours of a screen; `None` if it has them already, or cannot be read. A PDF/A
/// file takes no colours of print without a profile, and readers disagree on which of them are
/// written upside down.
pub fn in_screen_colours(bytes: &[u8]) -> Option<Vec<u8>> {
    if !has_inks(bytes) {
        return None;
    }
    let work = || rewritten(bytes, 1);
    deep_stack::run(work).ok()?.ok()
}

/// The same, and upright: Word does not look at how a camera was held.
pub fn upright_in_screen_colours(bytes: &[u8]) -> Option<Vec<u8>> {
    let held = orientation(bytes);
    if held == 1 && !has_inks(bytes) {
        return None;
    }
    let work = || rewritten(bytes, held);
    deep_stack::run(work).ok()?.ok()
}

/// Whether a JPEG has the four colours of print, by its frame (ITU-T T.81, B.2.2).
fn has_inks(bytes: &[u8]) -> bool {
    let mut at = 2;
    if !bytes.starts_with(b"\xff\xd8") {
        return false;
    }
    while let Some([0xff, marker, rest @ ..]) = bytes.get(at..) {
        match marker {
            0xff => {
                at += 1;
                continue;
            }
            0xc0..=0xc2 => return rest.get(7) == Some(&4),
            0xd9 | 0xda => return false,
            _ => {}
        }
        let Some([high, low]) = rest.get(..2) else { return false };
        at += 2 + usize::from(u16::from_be_bytes([*high, *low])).max(2);
    }
    false
}

fn rewritten(bytes: &[u8], held: u32) -> Result<Vec<u8>, KeepReason> {
    let (mut decoder, info) = super::jpeg::opened(bytes)?;
    let data = decoder.decode().map_err(|_| KeepReason::Damaged)?;
    let (channels, data) = match info.pixel_format {
        PixelFormat::L8 => (1, data),
        PixelFormat::RGB24 => (3, data),
        PixelFormat::CMYK32 => (3, screen_colours(&data, is_by_adobe(bytes))),
        PixelFormat::L16 => return Err(KeepReason::Colours),
    };
    let raster = Raster::new(info.width.into(), info.height.into(), channels, data)
        .ok_or(KeepReason::Damaged)?;
    let raster = raster.turned(held);
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, QUALITY);
    if let Some(dpi) = declared(bytes) {
        encoder.set_density(PixelDensity::dpi(dpi.round().clamp(1.0, 65_535.0) as u16));
    }
    // What is turned already must not be turned again.
    if let (1, Some(exif)) = (held, decoder.exif_data()) {
        encoder.add_exif_metadata(exif).map_err(|_| KeepReason::Colours)?;
    }
    // A profile for the colours of print says nothing of those of a screen.
    let is_kept = info.pixel_format != PixelFormat::CMYK32;
    if let Some(profile) = decoder.icc_profile().filter(|_| is_kept) {
        encoder.add_icc_profile(&profile).map_err(|_| KeepReason::Colours)?;
    }
    let colours = if channels == 1 { ColorType::Luma } else { ColorType::Rgb };
    let side = |side: u32| u16::try_from(side).map_err(|_| KeepReason::TooLarge);
    encoder
        .encode(&raster.data, side(raster.width)?, side(raster.height)?, colours)
        .map_err(|_| KeepReason::Damaged)?;
    Ok(out)
}

/// Whether a file says that its colours are written as Adobe's programs do: upside down.
fn is_by_adobe(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1 << 17)];
    memchr::memmem::find(head, b"\xff\xee\0\x0eAdobe").is_some()
}

/// Red, green and blue of what four inks leave of white. The decoder turns all colours over, which
/// is right for what Adobe's programs write and wrong for the rest.
fn screen_colours(inks: &[u8], are_turned_over: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(inks.len() / INKS * 3);
    for pixel in inks.chunks_exact(INKS) {
        let ink = |index: usize| {
            let value = u32::from(pixel[index]);
            if are_turned_over { value } else { 255 - value }
        };
        for colour in 0..3 {
            let left = (255 - ink(colour)) * (255 - ink(3));
            out.push(u8::try_from((left + 127) / 255).unwrap_or(u8::MAX));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of 16 by 8 pixels: its left half has these inks, its right half none.
    fn printed(inks: [u8; 4], colours: ColorType) -> Vec<u8> {
        let row: Vec<u8> = [inks; 8].concat().into_iter().chain([0; 32]).collect();
        let mut out = Vec::new();
        let encoder = Encoder::new(&mut out, 100);
        encoder.encode(&row.repeat(8), 16, 8, colours).expect("encoded");
        out
    }

    /// The first and the last pixel of a picture, and its width.
    fn ends(bytes: &[u8]) -> ([u8; 3], [u8; 3], u16) {
        let mut decoder = jpeg_decoder::Decoder::new(std::io::Cursor::new(bytes));
        let data = decoder.decode().expect("decoded");
        let info = decoder.info().expect("a head");
        assert_eq!(info.pixel_format, PixelFormat::RGB24);
        let pixel = |at: usize| [data[at], data[at + 1], data[at + 2]];
        (pixel(0), pixel(data.len() - 3), info.width)
    }

    fn is_near(a: [u8; 3], b: [u8; 3]) -> bool {
        a.iter().zip(b).all(|(a, b)| a.abs_diff(b) < 12)
    }

    #[test]
    fn four_inks_are_three_colours() {
        // Magenta and yellow are red; black over cyan is nearly black.
        for (inks, wanted) in [([0, 255, 255, 0], [255, 0, 0]), ([255, 0, 0, 200], [0, 55, 55])] {
            for colours in [ColorType::Cmyk, ColorType::CmykAsYcck] {
                let shown = in_screen_colours(&printed(inks, colours)).expect("it is rewritten");
                let (first, last, _) = ends(&shown);
                assert!(is_near(first, wanted) && is_near(last, [255; 3]), "{first:?} {last:?}");
            }
        }
        let by_adobe = printed([0, 255, 255, 255], ColorType::Cmyk);
        let at = memchr::memmem::find(&by_adobe, b"\xff\xee").expect("the mark");
        let plain = [&by_adobe[..at], &by_adobe[at + 16..]].concat();
        let (first, last, _) = ends(&in_screen_colours(&plain).expect("it is rewritten"));
        assert!(is_near(first, [0, 255, 255]) && is_near(last, [0; 3]), "{first:?} {last:?}");
    }

    #[test]
    fn ordinary_pictures_are_left_and_turned_ones_turned() {
        let row: Vec<u8> = [[255, 0, 0]; 8].concat().into_iter().chain([0; 24]).collect();
        let mut plain = Vec::new();
        Encoder::new(&mut plain, 100).encode(&row.repeat(8), 16, 8, ColorType::Rgb).expect("done");
        assert_eq!((in_screen_colours(&plain), upright_in_screen_colours(&plain)), (None, None));
        let held = |orientation: u8| {
            let mut out = plain.clone();
            let exif = [
                b"\xff\xe1\0\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0"
                    .as_slice(),
                &[orientation, 0, 0, 0, 0, 0, 0],
            ];
            out.splice(2..2, exif.concat());
            let upright = upright_in_screen_colours(&out).expect("it is turned");
            assert_eq!(crate::attachment::orientation(&upright), 1);
            ends(&upright)
        };
        let (red, black) = ([255, 0, 0], [0; 3]);
        for (orientation, first, last, width) in
            [(3, black, red, 16), (6, red, black, 8), (8, black, red, 8), (2, black, red, 16)]
        {
            let found = held(orientation);
            let is_right = is_near(found.0, first) && is_near(found.1, last) && found.2 == width;
            assert!(is_right, "{orientation}: {found:?}");
        }
    }

    #[test]
    fn what_is_cut_off_is_left() {
        let whole = printed([9, 9, 9, 9], ColorType::Cmyk);
        for end in 0..whole.len() {
            let _ = upright_in_screen_colours(&whole[..end]);
        }
        assert_eq!(in_screen_colours(b"no picture"), None);
    }
}
