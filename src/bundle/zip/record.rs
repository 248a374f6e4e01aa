//! The records of a canonical archive, field by field (APPNOTE 4.3.7, 4.3.12, 4.3.16).
//!
//! The writer emits these bytes and the strict reader compares with them, so both mean the same by
//! “canonical”.

use chrono::{Datelike, NaiveDate};

/// Signature of a local file header.
pub(super) const LOCAL: u32 = 0x0403_4b50;
/// Signature of a central directory header.
pub(super) const CENTRAL: u32 = 0x0201_4b50;
/// Signature of the end of central directory record.
pub(super) const END: u32 = 0x0605_4b50;
/// Bytes of a local header without its name.
pub(super) const LOCAL_LEN: usize = 30;
/// Bytes of a central header without its name.
pub(super) const CENTRAL_LEN: usize = 46;
/// Bytes of the end record.
pub(super) const END_LEN: usize = 22;
/// Bytes as they are.
pub(super) const STORED: u16 = 0;
/// RFC 1951.
pub(super) const DEFLATED: u16 = 8;

/// Bit 11: names are UTF-8.
const FLAGS: u16 = 0x0800;
/// 2.0: deflate.
const NEEDED: u16 = 20;
/// Unix, 3.0.
const MADE_BY: u16 = 0x031e;
/// A regular file that its owner may write and all may read.
const ATTRIBUTES: u32 = 0o100_644 << 16;

/// What differs between two entries of canonical archives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ZipRecord {
    /// Name, UTF-8.
    pub name: String,
    /// [`STORED`] or [`DEFLATED`].
    pub method: u16,
    /// Day in the form of MS-DOS; the time of day is always zero.
    pub dos_date: u16,
    /// CRC-32 of the content.
    pub crc: u32,
    /// Bytes in the archive.
    pub packed: u32,
    /// Bytes of the content.
    pub size: u32,
    /// Where its local header begins.
    pub offset: u32,
}

impl ZipRecord {
    /// The fields that both headers share.
    fn shared(&self, out: &mut Vec<u8>) {
        for half in [NEEDED, FLAGS, self.method, 0, self.dos_date] {
            out.extend(half.to_le_bytes());
        }
        for word in [self.crc, self.packed, self.size] {
            out.extend(word.to_le_bytes());
        }
        // The writer refuses names that do not fit; a reader's longer name then differs from what
        // it compares with.
        out.extend((self.name.len() as u16).to_le_bytes());
        out.extend(0u16.to_le_bytes());
    }

    /// The local header with its name.
    pub(super) fn local(&self) -> Vec<u8> {
        let mut out = LOCAL.to_le_bytes().to_vec();
        self.shared(&mut out);
        out.extend(self.name.as_bytes());
        out
    }

    /// The central header with its name.
    pub(super) fn central(&self) -> Vec<u8> {
        let mut out = CENTRAL.to_le_bytes().to_vec();
        out.extend(MADE_BY.to_le_bytes());
        self.shared(&mut out);
        for half in [0u16; 3] {
            out.extend(half.to_le_bytes());
        }
        out.extend(ATTRIBUTES.to_le_bytes());
        out.extend(self.offset.to_le_bytes());
        out.extend(self.name.as_bytes());
        out
    }
}

/// The end record.
pub(super) fn end(count: u16, size: u32, offset: u32) -> Vec<u8> {
    let mut out = END.to_le_bytes().to_vec();
    for half in [0, 0, count, count] {
        out.extend(half.to_le_bytes());
    }
    out.extend(size.to_le_bytes());
    out.extend(offset.to_le_bytes());
    out.extend(0u16.to_le_bytes());
    out
}

/// A day in the form of MS-DOS, which knows 1980 to 2107; others are drawn to the nearer end.
pub(super) fn dos_date(day: NaiveDate) -> u16 {
    match day.year() {
        ..1980 => 0x0021,
        2108.. => (127 << 9) | (12 << 5) | 31,
        year => (((year - 1980) as u16) << 9) | ((day.month() as u16) << 5) | day.day() as u16,
    }
}

/// Whether a file of this name is stored as it is: types that are compressed already, and the three
/// that guard the rest (so that no byte of them can change unseen in the slack of a compressed
/// stream).
pub(super) fn is_stored(name: &str) -> bool {
    const PACKED: &[&str] = &[
        "pdf", "jpg", "jpeg", "png", "gif", "webp", "heic", "docx", "xlsx", "pptx", "dotx", "xltx",
        "potx", "docm", "xlsm", "pptm", "ofd", "odt", "ods", "odp", "wps", "zip", "rar", "7z",
        "gz", "bz2", "xz", "zst", "mp3", "mp4", "m4a", "mov", "avi", "mkv",
    ];
    let last = crate::text::path::last_part(name);
    if super::super::manifest::GUARDS.contains(&last) {
        return true;
    }
    let Some((_, ending)) = last.rsplit_once('.') else { return false };
    PACKED.iter().any(|packed| ending.eq_ignore_ascii_case(packed))
}

/// The bytes from a place on; `None` beyond the end.
fn array_at<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}

/// Two bytes at a place, little end first.
pub(super) fn half_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(array_at(bytes, at)?))
}

/// Four bytes at a place, little end first.
pub(super) fn word_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(array_at(bytes, at)?))
}

/// Eight bytes at a place, little end first.
pub(super) fn long_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(array_at(bytes, at)?))
}
