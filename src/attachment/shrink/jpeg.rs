//! JPEG: read and written. What cameras note beside the picture (orientation, time, colour profile)
//! is kept.

use std::io::Cursor;

use jpeg_decoder::{Decoder, ImageInfo, PixelFormat};
use jpeg_encoder::{ColorType, Encoder, PixelDensity, SamplingFactor};

use super::super::image::jpeg_is_whole;
use super::raster::Raster;
use super::{KeepReason, WORTH_ANEW, admit, saves};

/// Quality of the copies, of 100: on scanned text and seals no difference shows at twice the
/// printed size.
const QUALITY: u8 = 80;

/// A picture and what is noted beside it.
pub(super) struct Photo {
    /// Its pixels.
    pub(super) raster: Raster,
    exif: Option<Vec<u8>>,
    profile: Option<Vec<u8>>,
}

/// Makes a smaller copy.
pub(super) fn copy(bytes: &[u8], dpi: u16) -> Result<Vec<u8>, KeepReason> {
    let photo = read(bytes)?;
    let Photo { raster, exif, profile } = photo;
    let size = (raster.width, raster.height);
    let raster = raster.for_a4(dpi);
    let out = write(&raster, dpi, exif.as_deref(), profile.as_deref())?;
    let is_worth = size != (raster.width, raster.height) || saves(bytes, &out, WORTH_ANEW);
    if is_worth { Ok(out) } else { Err(KeepReason::NoGain) }
}

type JpegDecoder<'a> = Decoder<Cursor<&'a [u8]>>;

/// Opens a picture that is whole and not too large.
pub(super) fn opened(bytes: &[u8]) -> Result<(JpegDecoder<'_>, ImageInfo), KeepReason> {
    // A picture that was cut off is no picture, though most readers fill it up.
    if !jpeg_is_whole(bytes) {
        return Err(KeepReason::Damaged);
    }
    // Not the decoder that comes with the PDF crates: zune-jpeg 0.5.15 takes scans of single
    // colours, which the standard allows, for others without a word (etemesi254/zune-image#419,
    // #422).
    let mut decoder = Decoder::new(Cursor::new(bytes));
    decoder.read_info().map_err(|_| KeepReason::Damaged)?;
    let info = decoder.info().ok_or(KeepReason::Damaged)?;
    admit(u64::from(info.width), u64::from(info.height))?;
    Ok((decoder, info))
}

/// Decodes a picture of one or three colours; how large it is shows before it is decoded.
pub(super) fn read(bytes: &[u8]) -> Result<Photo, KeepReason> {
    let (mut decoder, info) = opened(bytes)?;
    let channels = match info.pixel_format {
        PixelFormat::L8 => 1,
        PixelFormat::RGB24 => 3,
        _ => return Err(KeepReason::Colours),
    };
    let data = decoder.decode().map_err(|_| KeepReason::Damaged)?;
    let raster = Raster::new(info.width.into(), info.height.into(), channels, data)
        .ok_or(KeepReason::Damaged)?;
    Ok(Photo {
        raster,
        exif: decoder.exif_data().map(<[u8]>::to_vec),
        profile: decoder.icc_profile(),
    })
}

/// Encodes pixels: baseline, all colours in one scan, so that every reader shows them alike.
pub(super) fn write(
    raster: &Raster,
    dpi: u16,
    exif: Option<&[u8]>,
    profile: Option<&[u8]>,
) -> Result<Vec<u8>, KeepReason> {
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_density(PixelDensity::dpi(dpi));
    if let Some(exif) = exif {
        encoder.add_exif_metadata(exif).map_err(|_| KeepReason::Colours)?;
    }
    if let Some(profile) = profile {
        encoder.add_icc_profile(profile).map_err(|_| KeepReason::Colours)?;
    }
    let colours = if raster.channels == 1 { ColorType::Luma } else { ColorType::Rgb };
    let side = |side: u32| u16::try_from(side).map_err(|_| KeepReason::TooLarge);
    encoder
        .encode(&raster.data, side(raster.width)?, side(raster.height)?, colours)
        .map_err(|_| KeepReason::Damaged)?;
    Ok(out)
}
