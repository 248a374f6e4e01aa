//! PNG: read and written; a photograph that was saved as PNG becomes a JPEG.

use std::collections::HashSet;
use std::io::Cursor;

use png::{
    BitDepth, ColorType, Compression, Decoder, Encoder, Filter, Info, Limits, PixelDimensions,
    Transformations, Unit,
};

use super::raster::Raster;
use super::{KeepReason, MOST_PIXELS, SmallerCopy, admit, jpeg};

/// A drawing has fewer colours than this, a photograph more.
const DRAWING: usize = 4_096;
/// Inches to the metre, times ten thousand.
const INCHES: u32 = 393_701;

/// Makes a smaller copy.
pub(super) fn copy(bytes: &[u8], dpi: u16) -> Result<SmallerCopy, KeepReason> {
    let (raster, profile) = read(bytes)?;
    let is_photo = has_many_colours(&raster);
    let raster = raster.for_a4(dpi);
    let drawn = write(&raster, dpi, profile.as_deref())?;
    if is_photo {
        let photo = jpeg::write(&raster, dpi, None, profile.as_deref())?;
        // Lines suffer from JPEG; it must be much smaller.
        if photo.len() * 2 < drawn.len() {
            return Ok(SmallerCopy { bytes: photo, extension: Some("jpg") });
        }
    }
    Ok(SmallerCopy { bytes: drawn, extension: None })
}

/// Decodes a picture; how large it is shows before it is decoded.
fn read(bytes: &[u8]) -> Result<(Raster, Option<Vec<u8>>), KeepReason> {
    let mut decoder =
        Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: MOST_PIXELS as usize * 8 });
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(|_| KeepReason::Damaged)?;
    let (width, height) = (reader.info().width, reader.info().height);
    admit(u64::from(width), u64::from(height))?;
    if reader.info().animation_control.is_some() {
        return Err(KeepReason::Mixed);
    }
    let info = reader.info();
    let profile = info.icc_profile.as_ref().map(|profile| profile.to_vec());
    let (colours, depth) = reader.output_color_type();
    let mut data = vec![0; reader.output_buffer_size().ok_or(KeepReason::TooLarge)?];
    reader.next_frame(&mut data).map_err(|_| KeepReason::Damaged)?;
    reader.finish().map_err(|_| KeepReason::Damaged)?;
    let (channels, data) = match (colours, depth) {
        (ColorType::Grayscale, BitDepth::Eight) => (1, data),
        (ColorType::Rgb, BitDepth::Eight) => (3, data),
        (ColorType::GrayscaleAlpha, BitDepth::Eight) => (1, opaque(&data, 2)?),
        (ColorType::Rgba, BitDepth::Eight) => (3, opaque(&data, 4)?),
        _ => return Err(KeepReason::Colours),
    };
    Ok((Raster::new(width, height, channels, data).ok_or(KeepReason::Damaged)?, profile))
}

/// The samples without the last of each pixel, which says that nothing shows through.
fn opaque(data: &[u8], samples: usize) -> Result<Vec<u8>, KeepReason> {
    let mut out = Vec::with_capacity(data.len() / samples * (samples - 1));
    for pixel in data.chunks_exact(samples) {
        let (alpha, colours) = pixel.split_last().ok_or(KeepReason::Damaged)?;
        if *alpha != u8::MAX {
            return Err(KeepReason::Transparent);
        }
        out.extend_from_slice(colours);
    }
    Ok(out)
}

fn has_many_colours(raster: &Raster) -> bool {
    let mut seen: HashSet<&[u8]> = HashSet::new();
    // A grey picture has no more than 256 of them, photograph or not.
    let many = if raster.channels == 1 { 200 } else { DRAWING };
    for pixel in raster.data.chunks_exact(raster.channels) {
        if seen.insert(pixel) && seen.len() > many {
            return true;
        }
    }
    false
}

fn write(raster: &Raster, dpi: u16, profile: Option<&[u8]>) -> Result<Vec<u8>, KeepReason> {
    let mut out = Vec::new();
    let mut info = Info::with_size(raster.width, raster.height);
    info.bit_depth = BitDepth::Eight;
    info.color_type = if raster.channels == 1 { ColorType::Grayscale } else { ColorType::Rgb };
    info.icc_profile = profile.map(|p| p.to_vec().into());
    let metre = u32::from(dpi) * INCHES / 10_000;
    info.pixel_dims = Some(PixelDimensions { xppu: metre, yppu: metre, unit: Unit::Meter });
    let mut encoder = Encoder::with_info(&mut out, info).map_err(|_| KeepReason::Damaged)?;
    encoder.set_compression(Compression::High);
    encoder.set_filter(Filter::Adaptive);
    let mut writer = encoder.write_header().map_err(|_| KeepReason::Damaged)?;
    writer
        .write_image_data(&raster.data)
        .and_then(|()| writer.finish())
        .map_err(|_| KeepReason::Damaged)?;
    Ok(out)
}
