//! Pictures: size, place and author; never decoded. Only this file and `shrink` name
//! the picture crates.

use std::io::Cursor;

use exif::{In, Tag, Value};

use crate::text::encoding::decode_lossy;

use super::file_facts::{Broken, FileFacts, FileKind};
use super::identity;

/// What a picture tells.
pub(super) fn inspect(kind: FileKind, bytes: &[u8]) -> FileFacts {
    let mut facts = FileFacts { kind, ..FileFacts::default() };
    let size = imagesize::blob_size(bytes).ok();
    facts.pixels =
        size.and_then(|s| Some((u32::try_from(s.width).ok()?, u32::try_from(s.height).ok()?)));
    facts.pixels = facts.pixels.filter(|(w, h)| *w > 0 && *h > 0);
    let whole = match kind {
        FileKind::Jpeg => facts.pixels.is_some() && jpeg_is_whole(bytes),
        FileKind::Png => facts.pixels.is_some() && png_is_whole(bytes),
        // Rare kinds: what the reader does not know is not called damaged.
        _ => true,
    };
    if !whole {
        facts.broken = Some(Broken::Damaged);
    }
    exif_facts(bytes, &mut facts);
    if kind == FileKind::Png {
        facts.metadata.extend(png_author(bytes));
    }
    facts.metadata.dedup();
    facts
}

/// The picture data of a JPEG ends with a mark; a file that was cut off lacks it.
pub(super) fn jpeg_is_whole(bytes: &[u8]) -> bool {
    let mut at = 2;
    while let Some([0xff, marker, rest @ ..]) = bytes.get(at..) {
        match marker {
            0xff => at += 1,
            0xda => return memchr::memmem::rfind(rest, b"\xff\xd9").is_some(),
            0xd9 => return false,
            0x01 | 0xd0..=0xd8 => at += 2,
            _ => {
                let Some([high, low]) = rest.get(..2) else { return false };
                at += 2 + (usize::from(*high) << 8 | usize::from(*low)).max(2);
            }
        }
    }
    false
}

/// The chunks of a PNG: kind and data.
fn png_chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = bytes.get(8..).unwrap_or_default();
    std::iter::from_fn(move || {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) as usize;
        let (kind, data) = (rest.get(4..8)?, rest.get(8..length.checked_add(8)?)?);
        rest = rest.get(length.checked_add(12)?..)?;
        Some((kind, data))
    })
}

fn png_is_whole(bytes: &[u8]) -> bool {
    png_chunks(bytes).any(|(kind, _)| kind == b"IEND")
        && png_chunks(bytes).any(|(kind, _)| kind == b"IDAT")
}

/// PNG, 11.3.3: `tEXt` and uncompressed `iTXt` with the key `Author`.
fn png_author(bytes: &[u8]) -> Option<String> {
    png_chunks(bytes).filter(|(kind, _)| *kind == b"tEXt" || *kind == b"iTXt").find_map(
        |(kind, data)| {
            let (key, value) = data.split_at_checked(data.iter().position(|b| *b == 0)?)?;
            let text =
                if kind == b"iTXt" { value.rsplit(|b| *b == 0).next()? } else { value.get(1..)? };
            (key == b"Author").then(|| identity::person("作者", &String::from_utf8_lossy(text)))?
        },
    )
}

fn exif_facts(bytes: &[u8], facts: &mut FileFacts) {
    let mut reader = exif::Reader::new();
    reader.continue_on_error(true);
    let read = reader.read_from_container(&mut Cursor::new(bytes));
    let Ok(found) = read.or_else(|fault| fault.distill_partial_result(|_| {})) else { return };
    let has = |tag| found.fields().any(|f| f.tag == tag && is_place(&f.value));
    facts.located = has(Tag::GPSLatitude) && has(Tag::GPSLongitude);
    if let Some(Value::Ascii(parts)) = found.get_field(Tag::Artist, In::PRIMARY).map(|f| &f.value) {
        let text: Vec<u8> = parts.concat();
        facts.metadata.extend(identity::person("作者", &decode_lossy(&text)));
    }
}

/// How a picture is to be turned when it is shown, 1 to 8 (Exif 2.32, 4.6.4 A); 1 where it does not
/// say so.
pub fn orientation(bytes: &[u8]) -> u32 {
    let read = exif::Reader::new().read_from_container(&mut Cursor::new(bytes)).ok();
    let value =
        read.and_then(|found| found.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0));
    value.filter(|v| (1..=8).contains(v)).unwrap_or(1)
}

/// Some cameras write the fields with nothing in them.
fn is_place(value: &Value) -> bool {
    match value {
        Value::Rational(parts) => {
            let are_numbers = parts.iter().all(|p| p.denom != 0);
            are_numbers && parts.iter().any(|p| p.num != 0)
        }
        _ => false,
    }
}
