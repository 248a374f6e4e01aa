//! Packs the small objects of a written PDF into compressed object streams (ISO 32000-1, 7.5.7 and 7.5.8; allowed by
//! ISO 19005-2): the tags of a plan with many tables would otherwise be a third of the file.
//!
//! Only files in the plain shape that the typesetter writes are packed; any other one is left as it is.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// Objects in one stream: readers unpack a whole stream for one object.
const GROUP: usize = 200;

/// Where an object is in the packed file.
#[derive(Clone, Copy)]
enum Entry {
    Free,
    Plain { offset: usize },
    Packed { stream: usize, index: usize },
}

/// The packed file, or the file itself if it has another shape.
pub(super) fn pack(pdf: Vec<u8>) -> Vec<u8> {
    match packed(&pdf) {
        Some(smaller) if smaller.len() < pdf.len() => smaller,
        _ => pdf,
    }
}

fn packed(pdf: &[u8]) -> Option<Vec<u8>> {
    let table = rfind(pdf, b"\nxref\n")? + 1;
    let trailer = table + find(&pdf[table..], b"trailer\n<<")?;
    let keys = &pdf[trailer + b"trailer\n<<".len()..];
    let keys = std::str::from_utf8(&keys[..find(keys, b">>\nstartxref")?]).ok()?;
    let root: usize = keys.split("/Root ").nth(1)?.split(' ').next()?.parse().ok()?;
    let keys = &keys[keys.find("/Root")?..];
    let offsets = offsets(std::str::from_utf8(&pdf[table..trailer]).ok()?)?;
    // An object ends where the next one in the file begins.
    let mut ends: Vec<usize> = offsets.iter().copied().flatten().chain([table]).collect();
    ends.sort_unstable();
    let mut out = pdf[..*ends.first()?].to_vec();
    let mut entries = vec![Entry::Free; offsets.len()];
    let mut small = Vec::new();
    for (number, start) in offsets.iter().enumerate().filter_map(|(n, o)| Some((n, (*o)?))) {
        let end = *ends.get(ends.partition_point(|e| *e <= start))?;
        let object = pdf.get(start..end)?;
        let inner = object.strip_prefix(format!("{number} 0 obj\n").as_bytes())?;
        let body = &inner[..rfind(inner, b"\nendobj")?];
        if number == root || body.ends_with(b"endstream") {
            entries[number] = Entry::Plain { offset: out.len() };
            out.extend_from_slice(object);
        } else {
            small.push((number, body));
        }
    }
    for group in small.chunks(GROUP) {
        let stream = entries.len();
        let (mut head, mut bodies) = (String::new(), Vec::new());
        for (index, (number, body)) in group.iter().enumerate() {
            head.push_str(&format!("{number} {} ", bodies.len()));
            bodies.extend_from_slice(body);
            bodies.push(b'\n');
            entries[*number] = Entry::Packed { stream, index };
        }
        entries.push(Entry::Plain { offset: out.len() });
        let dictionary = format!("/Type/ObjStm/N {}/First {}", group.len(), head.len());
        stream_object(&mut out, stream, &dictionary, &[head.into_bytes(), bodies].concat())?;
    }
    let number = entries.len();
    entries.push(Entry::Plain { offset: out.len() });
    let start = out.len();
    let rows: Vec<u8> = entries.iter().flat_map(|entry| row(*entry)).collect();
    stream_object(&mut out, number, &format!("/Type/XRef/Size {}/W[1 4 2]{keys}", entries.len()), &rows)?;
    out.extend_from_slice(format!("startxref\n{start}\n%%EOF").as_bytes());
    Some(out)
}

/// The offsets of a cross-reference table with one section, by object number; `None` for free ones.
fn offsets(table: &str) -> Option<Vec<Option<usize>>> {
    let mut lines = table.lines();
    (lines.next()? == "xref").then_some(())?;
    let count: usize = lines.next()?.strip_prefix("0 ")?.trim().parse().ok()?;
    let offsets: Option<Vec<_>> = lines
        .map(|line| match (line.get(..10)?.parse().ok()?, line.get(10..)?.trim()) {
            (offset, "00000 n") => Some(Some(offset)),
            (_, "65535 f" | "00000 f") => Some(None),
            _ => None,
        })
        .collect();
    offsets.filter(|o| o.len() == count)
}

/// A row of the cross-reference stream: kind in one byte, place in four, index in two.
fn row(entry: Entry) -> [u8; 7] {
    let (kind, place, index) = match entry {
        Entry::Free => (0, 0, u16::MAX.into()),
        Entry::Plain { offset } => (1, offset, 0),
        Entry::Packed { stream, index } => (2, stream, index),
    };
    let place = u32::try_from(place).unwrap_or(u32::MAX).to_be_bytes();
    let index = u16::try_from(index).unwrap_or(u16::MAX).to_be_bytes();
    [kind, place[0], place[1], place[2], place[3], index[0], index[1]]
}

fn stream_object(out: &mut Vec<u8>, number: usize, dictionary: &str, data: &[u8]) -> Option<()> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).ok()?;
    let data = encoder.finish().ok()?;
    let head = format!("{number} 0 obj\n<<{dictionary}/Filter/FlateDecode/Length {}>>\nstream\n", data.len());
    out.extend_from_slice(head.as_bytes());
    out.extend_from_slice(&data);
    out.extend_from_slice(b"\nendstream\nendobj\n");
    Some(())
}

fn find(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).position(|w| w == word)
}

fn rfind(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).rposition(|w| w == word)
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
