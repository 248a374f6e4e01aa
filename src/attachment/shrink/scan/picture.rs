//! A picture of a PDF: how it is kept, and whether a copy would look the same.

use std::io::Read as _;

use flate2::read::ZlibDecoder;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};

use super::super::admit;
use super::{KeepReason, PictureData, ScanPicture};

/// Bytes of a colour profile that is taken along at most.
const LARGEST_PROFILE: u64 = 4 << 20;

/// Reads a picture.
///
/// # Errors
/// Its colours or its form are none that a JPEG can stand for.
pub(super) fn read(
    stream: &Stream<'_>,
    profiles: &mut Vec<Vec<u8>>,
) -> Result<ScanPicture, KeepReason> {
    let dict = stream.dict();
    if ["SMask", "Mask", "SMaskInData"].iter().any(|key| dict.contains_key(key))
        || dict.get::<bool>("ImageMask") == Some(true)
    {
        return Err(KeepReason::Mixed);
    }
    let side = |key: &str| {
        dict.get::<u32>(key)
            .filter(|n| (1..=u32::from(u16::MAX)).contains(n))
            .ok_or(KeepReason::TooLarge)
    };
    let (width, height) = (side("Width")?, side("Height")?);
    admit(u64::from(width), u64::from(height))?;
    if dict.get::<u32>("BitsPerComponent") != Some(8) {
        return Err(KeepReason::Colours);
    }
    let (channels, profile) = colours(dict, profiles)?;
    // The other way round, or stretched: no JPEG says that.
    if let Some(decode) = dict.get::<Array<'_>>("Decode") {
        let ends = decode.iter::<Number>().map(|number| number.as_f64());
        let ends: Vec<f64> = ends.collect();
        if ends != [0.0, 1.0].repeat(channels) {
            return Err(KeepReason::Colours);
        }
    }
    let filters: Vec<Name<'_>> = match dict.get::<Object<'_>>("Filter") {
        None => Vec::new(),
        Some(Object::Name(name)) => vec![name],
        Some(Object::Array(list)) => list.iter::<Name<'_>>().collect(),
        Some(_) => return Err(KeepReason::Damaged),
    };
    let samples = width as usize * height as usize * channels;
    let filters = filters.iter().map(|filter| filter.as_ref());
    let filters: Vec<&[u8]> = filters.collect();
    let data = match filters.as_slice() {
        [b"DCTDecode"] => {
            let transform = parameters(dict).and_then(|p| p.get::<i32>("ColorTransform"));
            if transform.is_some_and(|transform| transform != 1) {
                return Err(KeepReason::Colours);
            }
            PictureData::Jpeg(stream.raw_data().into_owned())
        }
        [b"FlateDecode"] => {
            // A predictor puts a byte before each row.
            let most = (samples + height as usize) as u64;
            let unpacked = std::io::copy(
                &mut ZlibDecoder::new(&*stream.raw_data()).take(most + 1),
                &mut std::io::sink(),
            );
            if unpacked.map_err(|_| KeepReason::Damaged)? > most {
                return Err(KeepReason::Damaged);
            }
            plain(stream.decoded().map_err(|_| KeepReason::Damaged)?.into_owned(), samples)?
        }
        [] => plain(stream.raw_data().into_owned(), samples)?,
        _ => return Err(KeepReason::Colours),
    };
    Ok(ScanPicture { id: stream.obj_id(), data, width, height, channels, profile, dpi: f64::MAX })
}

fn plain(mut data: Vec<u8>, samples: usize) -> Result<PictureData, KeepReason> {
    // A line break may follow.
    if data.len() < samples || data.len() > samples + 2 {
        return Err(KeepReason::Damaged);
    }
    data.truncate(samples);
    Ok(PictureData::Plain(data))
}

fn parameters<'a>(dict: &Dict<'a>) -> Option<Dict<'a>> {
    match dict.get::<Object<'_>>("DecodeParms")? {
        Object::Dict(one) => Some(one),
        Object::Array(list) => list.iter::<Dict<'_>>().next(),
        _ => None,
    }
}

/// Samples of a pixel, and the colour profile.
fn colours(
    dict: &Dict<'_>,
    profiles: &mut Vec<Vec<u8>>,
) -> Result<(usize, Option<usize>), KeepReason> {
    match dict.get::<Object<'_>>("ColorSpace") {
        Some(Object::Name(name)) if name.as_ref() == b"DeviceGray" => Ok((1, None)),
        Some(Object::Name(name)) if name.as_ref() == b"DeviceRGB" => Ok((3, None)),
        Some(Object::Array(list)) => {
            let mut parts = list.flex_iter();
            if parts.next::<Name<'_>>().is_none_or(|name| name.as_ref() != b"ICCBased") {
                return Err(KeepReason::Colours);
            }
            let stream = parts.next::<Stream<'_>>().ok_or(KeepReason::Damaged)?;
            let Some(channels @ (1 | 3)) = stream.dict().get::<usize>("N") else {
                return Err(KeepReason::Colours);
            };
            let profile = profile(&stream)?;
            let known = profiles.iter().position(|p| *p == profile);
            let index = known.unwrap_or_else(|| {
                profiles.push(profile);
                profiles.len() - 1
            });
            Ok((channels, Some(index)))
        }
        _ => Err(KeepReason::Colours),
    }
}

fn profile(stream: &Stream<'_>) -> Result<Vec<u8>, KeepReason> {
    let mut out = Vec::new();
    let raw = stream.raw_data();
    match stream.dict().get::<Name<'_>>("Filter") {
        None if !stream.dict().contains_key("Filter") => out.extend_from_slice(&raw),
        Some(filter)
            if filter.as_ref() == b"FlateDecode" && !stream.dict().contains_key("DecodeParms") =>
        {
            let read = ZlibDecoder::new(&*raw).take(LARGEST_PROFILE + 1).read_to_end(&mut out);
            read.map_err(|_| KeepReason::Damaged)?;
        }
        _ => return Err(KeepReason::Colours),
    }
    if out.len() as u64 > LARGEST_PROFILE { Err(KeepReason::Colours) } else { Ok(out) }
}
