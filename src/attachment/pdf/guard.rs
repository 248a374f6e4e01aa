//! What is looked at before a PDF is parsed: nesting that would exhaust the stack, streams that would exhaust memory.

use std::io::Read;

use flate2::read::ZlibDecoder;
use memchr::memmem;

/// Objects nested deeper than this are an attack: random bytes of the largest file stay far below.
const DEEPEST: usize = 50_000;
/// Bytes that one stream may unpack to, pictures excepted (they are never unpacked).
const LARGEST_STREAM: u64 = 96 << 20;
/// Bytes that all streams of a file may unpack to, pictures excepted.
const ALL_STREAMS: u64 = 512 << 20;

/// Whether a PDF may be parsed at all.
pub(super) fn is_sane(bytes: &[u8]) -> bool {
    let mut nesting = Nesting::default();
    nesting.add(bytes);
    if nesting.deepest > DEEPEST {
        return false;
    }
    let mut left = ALL_STREAMS;
    for at in memmem::find_iter(bytes, b"stream") {
        if bytes[..at].ends_with(b"end") || is_picture(&bytes[at.saturating_sub(2048)..at]) {
            continue;
        }
        let data = bytes[at + 6..].strip_prefix(b"\r\n").or_else(|| bytes[at + 6..].strip_prefix(b"\n"));
        let Some(data) = data.filter(|d| is_zlib(d)) else { continue };
        if !unpacks(data, &mut left) {
            return false;
        }
    }
    true
}

/// Whether a file has its end: readers look for `startxref` there, and a file that was cut off lacks it.
pub(super) fn has_end(bytes: &[u8]) -> bool {
    let filled = bytes.iter().rposition(|b| !matches!(b, 0 | b' ' | b'\r' | b'\n' | b'\t' | 0x1a)).map_or(0, |i| i + 1);
    memmem::find(&bytes[filled.saturating_sub(4096)..filled], b"startxref").is_some()
}

/// Whether the dictionary before a stream is that of a picture.
fn is_picture(before: &[u8]) -> bool {
    let own = memmem::rfind(before, b" obj").map_or(before, |i| &before[i..]);
    let has = |word: &[u8]| memmem::find(own, word).is_some();
    has(b"/Image") && has(b"/Width") && has(b"/Height") && !has(b"/ObjStm")
}

/// RFC 1950, 2.2: method 8 and a check over both bytes.
fn is_zlib(data: &[u8]) -> bool {
    matches!(data, [method, flags, ..] if method & 0x0f == 8 && (u16::from(*method) << 8 | u16::from(*flags)) % 31 == 0)
}

/// Unpacks without keeping anything; false if it is too large or too deeply nested.
fn unpacks(data: &[u8], left: &mut u64) -> bool {
    let mut decoder = ZlibDecoder::new(data);
    let (mut nesting, mut total, mut buffer) = (Nesting::default(), 0_u64, vec![0; 1 << 16]);
    loop {
        let Ok(read @ 1..) = decoder.read(&mut buffer) else { break };
        total += read as u64;
        nesting.add(&buffer[..read]);
        if total > LARGEST_STREAM.min(*left) || nesting.deepest > DEEPEST {
            return false;
        }
    }
    *left -= total;
    true
}

/// Counts open brackets of arrays and dictionaries; what is in strings is counted too, which does no harm.
#[derive(Default)]
struct Nesting {
    open: usize,
    deepest: usize,
    last: u8,
}

impl Nesting {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            match byte {
                b'[' => self.open += 1,
                b']' => self.open = self.open.saturating_sub(1),
                b'<' if self.last == b'<' => {
                    self.open += 1;
                    self.deepest = self.deepest.max(self.open);
                    self.last = 0;
                    continue;
                }
                b'>' if self.last == b'>' => {
                    self.open = self.open.saturating_sub(1);
                    self.last = 0;
                    continue;
                }
                _ => {}
            }
            self.deepest = self.deepest.max(self.open);
            self.last = *byte;
        }
    }
}
