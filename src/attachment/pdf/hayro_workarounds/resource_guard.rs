//! What is looked at before a PDF is parsed: nesting that would exhaust the stack, streams that
//! would exhaust memory.

use std::io::Read;

use flate2::read::ZlibDecoder;
use hayro_syntax::object::{Array, Name, Stream};
use memchr::memmem;

use super::lexer::after_line_end;

/// Objects nested deeper than this are an attack: random bytes of the largest file stay far below.
const DEEPEST: usize = 50_000;
/// Bytes that one stream may unpack to, pictures excepted (they are never unpacked).
const LARGEST_STREAM: u64 = 96 << 20;
/// Bytes that all streams of a file may unpack to, pictures excepted.
const ALL_STREAMS: u64 = 512 << 20;

/// Filters that are unpacked one after the other.
const MOST_LAYERS: usize = 4;
/// Bytes of a stream that is packed with a legacy filter (LZW, run lengths), which may grow a
/// thousandfold.
const LARGEST_RARE: usize = 128 << 10;

/// Whether a PDF may be parsed at all. Nothing is resolved yet, so that streams are recognised by their
/// bytes.
pub(in crate::attachment) fn is_sane(bytes: &[u8]) -> bool {
    let mut nesting = Nesting::default();
    nesting.add(bytes);
    if nesting.deepest() > DEEPEST {
        return false;
    }
    let mut left = ALL_STREAMS;
    memmem::find_iter(bytes, b"stream").all(|at| {
        if bytes[..at].ends_with(b"end") || is_picture(&bytes[at.saturating_sub(2048)..at]) {
            return true;
        }
        let data = &bytes[at + 6..];
        unpacks(after_line_end(data).unwrap_or_default(), MOST_LAYERS, &mut left)
    })
}

/// Whether a stream may be decoded and parsed as content: its filters are known here, whatever its
/// bytes look like.
pub(in crate::attachment) fn is_sane_stream(stream: &Stream<'_>) -> bool {
    let dict = stream.dict();
    let name = dict.get::<Name<'_>>("Filter").or_else(|| dict.get::<Name<'_>>("F"));
    let list = dict.get::<Array<'_>>("Filter").or_else(|| dict.get::<Array<'_>>("F"));
    let mut filters: Vec<Name<'_>> = Vec::from_iter(name);
    if let Some(list) = &list {
        filters.extend(list.iter::<Name<'_>>());
    }
    let raw = stream.raw_data();
    let is_ascii = |filter: &Name<'_>| {
        matches!(filter.as_ref(), b"ASCIIHexDecode" | b"AHx" | b"ASCII85Decode" | b"A85" | b"Crypt")
    };
    let is_common =
        |filter: &Name<'_>| is_ascii(filter) || matches!(filter.as_ref(), b"FlateDecode" | b"Fl");
    let is_rare_alone = || {
        let Some((_, before)) = filters.split_last() else { return false };
        before.iter().all(is_ascii) && raw.len() <= LARGEST_RARE
    };
    if filters.len() > MOST_LAYERS || !(filters.iter().all(is_common) || is_rare_alone()) {
        return false;
    }
    let mut left = LARGEST_STREAM;
    if !unpacks(&raw, MOST_LAYERS, &mut left) {
        return false;
    }
    let mut nesting = Nesting::default();
    nesting.add(&stream.decoded().unwrap_or_default());
    nesting.deepest() <= DEEPEST
}

/// Whether a file has its end: readers look for `startxref` there, and a file that was cut off
/// lacks it.
pub(in crate::attachment) fn has_end(bytes: &[u8]) -> bool {
    let is_filled = |b: &u8| !matches!(b, 0 | b' ' | b'\r' | b'\n' | b'\t' | 0x1a);
    let Some(last) = bytes.iter().rposition(is_filled) else { return false };
    let filled = &bytes[..=last];
    memmem::find(&filled[filled.len().saturating_sub(4096)..], b"startxref").is_some()
}

/// Whether the dictionary before a stream is that of a picture.
fn is_picture(before: &[u8]) -> bool {
    let own = memmem::rfind(before, b" obj").map(|i| &before[i..]).unwrap_or(before);
    let has = |word: &[u8]| memmem::find(own, word).is_some();
    has(b"/Image") && has(b"/Width") && has(b"/Height") && !has(b"/ObjStm")
}

/// RFC 1950, 2.2: method 8 and a check over both bytes.
pub(super) fn is_zlib(data: &[u8]) -> bool {
    matches!(data, [method, flags, ..] if method & 0x0f == 8 && (u16::from(*method) << 8 | u16::from(*flags)) % 31 == 0)
}

/// Unpacks what looks packed, layer by layer, keeping little; false if it is too large or too
/// deeply nested.
fn unpacks(data: &[u8], layers: usize, left: &mut u64) -> bool {
    let mut head = [0; 2];
    let mut begins = data.get(..2).is_some_and(is_zlib);
    for layer in 1..=layers {
        if !begins {
            break;
        }
        match inflates(&mut layered(data, layer), &mut head, left) {
            Some(filled) => begins = filled && is_zlib(&head),
            None => return false,
        }
    }
    let inner = if layers > 0 { ascii(data) } else { None };
    match inner {
        Some(inner) => {
            let mut nesting = Nesting::default();
            nesting.add(&inner);
            nesting.deepest() <= DEEPEST && unpacks(&inner, layers - 1, left)
        }
        None => true,
    }
}

/// Data that was packed several times over, unpacked.
fn layered(data: &[u8], layers: usize) -> Box<dyn Read + '_> {
    (0..layers).fold(Box::new(data), |inner, _| Box::new(ZlibDecoder::new(inner)))
}

/// Data written in letters (ISO 32000, 7.4.2 and 7.4.3), if it looks like that and is packed
/// within.
fn ascii(data: &[u8]) -> Option<Vec<u8>> {
    let letters = data.iter().filter(|byte| !byte.is_ascii_whitespace());
    let head: Vec<u8> = letters.take(16).copied().collect();
    let is_hex = head.len() > 3 && head.iter().all(u8::is_ascii_hexdigit);
    let is_base = head.len() > 3 && head.iter().all(|b| matches!(b, b'!'..=b'u' | b'z' | b'~'));
    // Only what unpacks is of interest: the first four bytes show whether it does.
    let wanted = |decode: fn(&[u8], usize) -> Vec<u8>| {
        let start = decode(data, 4);
        let packed = is_zlib(&start) || start.iter().all(|b| b.is_ascii_graphic());
        packed.then(|| decode(data, usize::MAX))
    };
    if is_hex {
        wanted(decode_hex)
    } else if is_base {
        wanted(decode_base85)
    } else {
        None
    }
}

fn decode_hex(data: &[u8], most: usize) -> Vec<u8> {
    let letters = data.iter().take_while(|b| **b != b'>');
    let mut digits = letters.filter_map(|b| char::from(*b).to_digit(16));
    let mut out = Vec::new();
    while let (true, Some(high)) = (out.len() < most, digits.next()) {
        out.push((high << 4 | digits.next().unwrap_or(0)) as u8);
    }
    out
}

fn decode_base85(data: &[u8], most: usize) -> Vec<u8> {
    let (mut out, mut group, mut count) = (Vec::new(), 0_u32, 0_usize);
    for byte in data.strip_prefix(b"<~").unwrap_or(data) {
        match byte {
            b'~' => break,
            _ if out.len() >= most => break,
            b'z' if count == 0 => out.extend([0; 4]),
            b'!'..=b'u' => {
                group = group.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                count += 1;
                if count == 5 {
                    out.extend(group.to_be_bytes());
                    (group, count) = (0, 0);
                }
            }
            _ => {}
        }
    }
    if count > 1 {
        // A short group is filled up with the last digit.
        let filled = (count..5).fold(group, |group, _| group.wrapping_mul(85).wrapping_add(84));
        out.extend(&filled.to_be_bytes()[..count - 1]);
    }
    out
}

/// Unpacks one layer to its end, or to where it is damaged. Whether there was enough for the two
/// bytes of `head`; `None` if it is too large or too deeply nested.
fn inflates(decoder: &mut dyn Read, head: &mut [u8; 2], left: &mut u64) -> Option<bool> {
    let (mut nesting, mut total, mut buffer) = (Nesting::default(), 0_u64, vec![0; 1 << 15]);
    let mut begun = Vec::with_capacity(head.len());
    while let Ok(read @ 1..) = decoder.read(&mut buffer) {
        total += read as u64;
        let missing = head.len() - begun.len();
        begun.extend(buffer[..read].iter().take(missing));
        nesting.add(&buffer[..read]);
        if total > LARGEST_STREAM.min(*left) || nesting.deepest() > DEEPEST {
            return None;
        }
    }
    *left -= total;
    Some(begun.try_into().map(|begun| *head = begun).is_ok())
}

/// Counts open brackets of arrays and dictionaries; what is in strings is counted too, which does
/// no harm.
#[derive(Default)]
struct Nesting {
    arrays: Pairs,
    dictionaries: Pairs,
}

#[derive(Default)]
struct Pairs {
    open: usize,
    deepest: usize,
}

impl Pairs {
    fn add(&mut self, bytes: &[u8], opens: u8, closes: u8) {
        for at in memchr::memchr2_iter(opens, closes, bytes) {
            self.open =
                if bytes[at] == opens { self.open + 1 } else { self.open.saturating_sub(1) };
            self.deepest = self.deepest.max(self.open);
        }
    }
}

impl Nesting {
    fn add(&mut self, bytes: &[u8]) {
        self.arrays.add(bytes, b'[', b']');
        self.dictionaries.add(bytes, b'<', b'>');
    }

    /// At the least as deep as anything is nested: both kinds may alternate; a dictionary has two
    /// signs.
    fn deepest(&self) -> usize {
        self.arrays.deepest + self.dictionaries.deepest / 2
    }
}
