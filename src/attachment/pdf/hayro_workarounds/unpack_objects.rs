//! Objects that lie packed in streams, laid out one by one.
//!
//! The PDF crate reads the whole index of an object stream (ISO 32000-1, 7.5.7) again for every
//! object it takes out of it, and takes fonts and colour spaces out anew at every use; in the plans
//! that this program writes one index holds thousands of objects. So the objects are appended once
//! more as an incremental update (7.5.6), which any reader prefers. Only files that were written in
//! one go are treated like this: nothing in them can stand for an older state.

use std::collections::HashMap;
use std::io::Read;

use flate2::read::ZlibDecoder;
use memchr::memmem;

use super::lexer::{after_line_end, dictionary, digits, number, reference};

/// Fewer packed objects than this are read as they are.
const WORTH_IT: usize = 64;
/// More packed objects than this are not laid out.
const MOST_OBJECTS: usize = 500_000;
/// Bytes that all object streams together may unpack to.
const LARGEST: u64 = 64 << 20;

/// The file with its packed objects laid out behind it; `None` if it is better read as it is.
pub(in crate::attachment::pdf) fn unpack(bytes: &[u8]) -> Option<Vec<u8>> {
    let streams: Vec<usize> = memmem::find_iter(bytes, b"/ObjStm").collect();
    if streams.is_empty() || memmem::find(bytes, b"/Encrypt").is_some() {
        return None;
    }
    let (previous, index) = only_index(bytes)?;
    let root = reference(index, b"/Root")?;
    let info = reference(index, b"/Info");
    let size = number(index, b"/Size")?;
    let mut left = LARGEST;
    let mut out = bytes.to_vec();
    let mut places: HashMap<u32, usize> = HashMap::new();
    for at in streams {
        lay_out(bytes, at, &mut left, &mut out, &mut places)?;
    }
    if places.len() < WORTH_IT {
        return None;
    }
    let table = out.len() + 1;
    let mut update = String::from("\nxref\n");
    let mut sorted: Vec<(u32, usize)> = places.into_iter().collect();
    sorted.sort_unstable();
    for run in sorted.chunk_by(|a, b| a.0 + 1 == b.0) {
        update.push_str(&format!("{} {}\n", run[0].0, run.len()));
        for (_, place) in run {
            update.push_str(&format!("{place:010} 00000 n \n"));
        }
    }
    let info = info.map(|info| format!(" /Info {info}")).unwrap_or_default();
    update.push_str(&format!("trailer\n<< /Size {size} /Root {root}{info} /Prev {previous} >>\nstartxref\n{table}\n%%EOF\n"));
    out.extend(update.bytes());
    Some(out)
}

/// Where the file's index lies, if there is only one and it is a stream, and its dictionary.
fn only_index(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut starts = memmem::find_iter(bytes, b"startxref");
    let (start, None) = (starts.next()?, starts.next()) else { return None };
    let place: usize = std::str::from_utf8(digits(&bytes[start + 9..])?).ok()?.parse().ok()?;
    let dictionary = dictionary(bytes.get(place..)?)?;
    let is_first = memmem::find(dictionary, b"/Prev").is_none();
    if is_first && memmem::find(dictionary, b"/XRef").is_some() {
        Some((place, dictionary))
    } else {
        None
    }
}

/// Appends the objects of the stream whose dictionary has `/ObjStm` at this place.
fn lay_out(
    bytes: &[u8],
    at: usize,
    left: &mut u64,
    out: &mut Vec<u8>,
    places: &mut HashMap<u32, usize>,
) -> Option<()> {
    let begin = memmem::rfind(&bytes[..at], b" obj")?;
    let dictionary = dictionary(&bytes[begin..])?;
    let plain = memmem::find(dictionary, b"/DecodeParms").is_none()
        && memmem::find(dictionary, b"/Extends").is_none();
    let flate = memmem::find(dictionary, b"/FlateDecode").is_some();
    if !plain || !flate || dictionary.contains(&b'[') {
        return None;
    }
    let (count, first, length) = (
        number(dictionary, b"/N")?,
        number(dictionary, b"/First")?,
        number(dictionary, b"/Length")?,
    );
    if places.len() + count > MOST_OBJECTS {
        return None;
    }
    let data = &bytes[begin..][memmem::find(&bytes[begin..], b"stream")? + 6..];
    let packed = after_line_end(data)?.get(..length)?;
    let mut unpacked = Vec::new();
    ZlibDecoder::new(packed).take(*left + 1).read_to_end(&mut unpacked).ok()?;
    *left = left.checked_sub(unpacked.len() as u64)?;
    let objects = unpacked.get(first..)?;
    let head = std::str::from_utf8(unpacked.get(..first)?).ok()?;
    let mut words = head.split_ascii_whitespace();
    let mut index: Vec<(u32, usize)> = Vec::with_capacity(count.min(MOST_OBJECTS));
    for _ in 0..count {
        let id = words.next()?.parse().ok()?;
        let offset: u32 = words.next()?.parse().ok()?;
        index.push((id, offset as usize));
    }
    for (position, (id, offset)) in index.iter().enumerate() {
        let end = match index.get(position + 1) {
            Some((_, next)) => *next,
            None => objects.len(),
        };
        let object = objects.get(*offset..end)?;
        out.push(b'\n');
        if places.insert(*id, out.len()).is_some() {
            return None;
        }
        out.extend(format!("{id} 0 obj\n").bytes());
        out.extend(object);
        out.extend(b"\nendobj");
    }
    Some(())
}
