//! Packs the small objects of a written PDF into compressed object streams (ISO 32000-1, 7.5.7 and
//! 7.5.8; allowed by ISO 19005-2): the tags of a plan with many tables would otherwise be a third
//! of the file.
//!
//! Only files in the plain shape that the typesetter writes are packed; any other one is left as it
//! is.

use std::io::Write as _;
use std::ops::Range;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// Objects in one stream: readers unpack a whole stream for one object.
const GROUP: usize = 200;

/// Where an object is in the packed file.
#[derive(Clone, Copy)]
enum ObjectPlace {
    Free,
    Plain { offset: usize },
    Packed { stream: usize, index: usize },
}

/// The packed file, or the file itself if it has another shape. Large objects are moved, never
/// copied: they may be scans.
pub(super) fn pack(mut pdf: Vec<u8>) -> Vec<u8> {
    let Some(Packing { moves, end, tail }) =
        packing(&pdf).filter(|p| p.end + p.tail.len() < pdf.len())
    else {
        return pdf;
    };
    for (from, to) in moves {
        let length = from.len();
        pdf.copy_within(from, to);
        debug_assert!(to + length <= end);
    }
    pdf.truncate(end);
    pdf.extend_from_slice(&tail);
    pdf
}

/// How a file is packed.
struct Packing {
    /// What stays, by where it is and where it goes, which is never behind it; in order.
    moves: Vec<(Range<usize>, usize)>,
    /// Where that ends.
    end: usize,
    /// What comes then.
    tail: Vec<u8>,
}

fn packing(pdf: &[u8]) -> Option<Packing> {
    let table = rfind(pdf, b"\nxref\n")? + 1;
    let trailer = table + find(&pdf[table..], b"trailer\n<<")?;
    let keys = &pdf[trailer + b"trailer\n<<".len()..];
    let keys = std::str::from_utf8(&keys[..find(keys, b">>\nstartxref")?]).ok()?;
    let (_, root) = keys.split_once("/Root ")?;
    let root: usize = root.split(' ').next()?.parse().ok()?;
    let keys = &keys[keys.find("/Root")?..];
    let offsets = offsets(std::str::from_utf8(&pdf[table..trailer]).ok()?)?;
    // An object ends where the next one in the file begins.
    let mut order: Vec<(usize, usize)> = offsets
        .iter()
        .enumerate()
        .filter_map(|(number, offset)| Some(((*offset)?, number)))
        .collect();
    order.sort_unstable();
    let mut end = order.first()?.0;
    let mut moves = Vec::new();
    let mut entries = vec![ObjectPlace::Free; offsets.len()];
    let mut small = Vec::new();
    for (index, (start, number)) in order.iter().copied().enumerate() {
        let next = order.get(index + 1).map(|(next, _)| *next).unwrap_or(table);
        let object = pdf.get(start..next)?;
        let inner = object.strip_prefix(format!("{number} 0 obj\n").as_bytes())?;
        let body = &inner[..rfind(inner, b"\nendobj")?];
        if number == root || body.ends_with(b"endstream") {
            entries[number] = ObjectPlace::Plain { offset: end };
            moves.push((start..next, end));
            end += object.len();
        } else {
            small.push((number, body));
        }
    }
    small.sort_unstable_by_key(|(number, _)| *number);
    let mut tail = Vec::new();
    for group in small.chunks(GROUP) {
        let stream = entries.len();
        let (mut head, mut bodies) = (String::new(), Vec::new());
        for (index, (number, body)) in group.iter().enumerate() {
            head.push_str(&format!("{number} {} ", bodies.len()));
            bodies.extend_from_slice(body);
            bodies.push(b'\n');
            entries[*number] = ObjectPlace::Packed { stream, index };
        }
        entries.push(ObjectPlace::Plain { offset: end + tail.len() });
        let dictionary = format!("/Type/ObjStm/N {}/First {}", group.len(), head.len());
        stream_object(&mut tail, stream, &dictionary, &[head.into_bytes(), bodies].concat())?;
    }
    let number = entries.len();
    let start = end + tail.len();
    entries.push(ObjectPlace::Plain { offset: start });
    let rows: Vec<u8> = entries.iter().flat_map(|entry| row(*entry)).collect();
    stream_object(
        &mut tail,
        number,
        &format!("/Type/XRef/Size {}/W[1 4 2]{keys}", entries.len()),
        &rows,
    )?;
    tail.extend_from_slice(format!("startxref\n{start}\n%%EOF").as_bytes());
    Some(Packing { moves, end, tail })
}

/// The offsets of a cross-reference table with one section, by object number; `None` for free ones.
fn offsets(table: &str) -> Option<Vec<Option<usize>>> {
    let mut lines = table.lines();
    if lines.next()? != "xref" {
        return None;
    }
    let count = lines.next()?.strip_prefix("0 ")?;
    let count: usize = count.trim().parse().ok()?;
    let offsets: Option<Vec<_>> = lines
        .map(|line| {
            let (offset, state) = line.split_at_checked(10)?;
            let offset = offset.parse().ok()?;
            match state.trim() {
                "00000 n" => Some(Some(offset)),
                "65535 f" | "00000 f" => Some(None),
                _ => None,
            }
        })
        .collect();
    offsets.filter(|o| o.len() == count)
}

/// A row of the cross-reference stream: kind in one byte, place in four, index in two.
fn row(entry: ObjectPlace) -> [u8; 7] {
    let (kind, place, index) = match entry {
        ObjectPlace::Free => (0, 0, u16::MAX.into()),
        ObjectPlace::Plain { offset } => (1, offset, 0),
        ObjectPlace::Packed { stream, index } => (2, stream, index),
    };
    let place = u32::try_from(place).unwrap_or(u32::MAX).to_be_bytes();
    let index = u16::try_from(index).unwrap_or(u16::MAX).to_be_bytes();
    [kind, place[0], place[1], place[2], place[3], index[0], index[1]]
}

fn stream_object(out: &mut Vec<u8>, number: usize, dictionary: &str, data: &[u8]) -> Option<()> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).ok()?;
    let data = encoder.finish().ok()?;
    let head = format!(
        "{number} 0 obj\n<<{dictionary}/Filter/FlateDecode/Length {}>>\nstream\n",
        data.len()
    );
    out.extend_from_slice(head.as_bytes());
    out.extend_from_slice(&data);
    out.extend_from_slice(b"\nendstream\nendobj\n");
    Some(())
}

fn find(text: &[u8], word: &[u8]) -> Option<usize> {
    memchr::memmem::find(text, word)
}

fn rfind(text: &[u8], word: &[u8]) -> Option<usize> {
    memchr::memmem::rfind(text, word)
}

#[cfg(test)]
mod tests {
    use super::pack;

    #[test]
    fn a_file_in_another_shape_is_left_alone() {
        for odd in [
            "",
            "%PDF-1.7\nxref\n",
            "%PDF-1.7\n1 0 obj\n<<>>\nendobj\nxref\n0 9\n0000000009 00000 n\r\ntrailer\n<</Root 1 0 R>>\nstartxref\n1\n%%EOF",
        ] {
            assert_eq!(pack(odd.as_bytes().to_vec()), odd.as_bytes());
        }
    }
}
