//! What two honest readers may read differently: one goes by the directory, another from the
//! beginning on; one takes the first of two fields, another the last.

use memchr::memmem;

use super::record::{LOCAL, half_at, long_at, word_at};
use super::scan::{ScannedEntry, WHOLE, ZipScan, extra_field, extra_ids};
use crate::project::FaultKind;

/// Info-ZIP's Unicode path.
const UNICODE_PATH: u16 = 0x7075;
/// Bit 3: sizes and CRC stand behind the content.
const BEHIND: u16 = 0x0008;
/// Bit 11: the name is UTF-8.
const UTF8: u16 = 0x0800;

/// Adds the doubts about every entry.
pub(super) fn add_doubts_of_entries(scan: &mut ZipScan<'_>) {
    let mut doubts = Vec::new();
    for (index, entry) in scan.entries.iter().enumerate() {
        if let Some(what) = doubt(entry) {
            doubts.push((index, FaultKind::TwoReadings, what.to_owned()));
        }
    }
    scan.faults.extend(doubts);
}

fn doubt(entry: &ScannedEntry<'_>) -> Option<&'static str> {
    let is_folder_name = entry.name.ends_with(b"/") || entry.name.ends_with(b"\\");
    let unix_kind = (entry.attributes >> 16) & 0o170_000;
    let is_unix = matches!(entry.system, 3 | 19);
    let is_folder = (is_unix && unix_kind == 0o040_000) || entry.attributes & 0x10 != 0;
    let own_ids = extra_ids(entry.extra);
    let differs = |id: u16| {
        let (here, there) = (extra_field(entry.extra, id), extra_field(entry.local_extra, id));
        there.is_some() && here != there
    };
    if entry.name.is_empty() {
        Some("名称是空的，不同软件会给它不同的名称，或者不解出来")
    } else if is_folder_name && (entry.size > 0 || entry.packed > 2) {
        Some("名称是文件夹，却有内容；有的软件会把它解成文件")
    } else if is_folder && !is_folder_name {
        Some("标作文件夹，名称却是文件；有的软件只建一个空文件夹")
    } else if !entry.name.is_ascii() && (entry.flags ^ entry.local_flags) & UTF8 != 0 {
        Some("两处对名称编码的说法不同，不同软件会显示不同的名称")
    } else if own_ids.is_none() {
        Some("附加字段残缺，不同软件会读出不同的名称或大小")
    } else if own_ids.is_some_and(|ids| is_twice(&ids, 0x0001) || is_twice(&ids, UNICODE_PATH)) {
        Some("附加字段重复，不同软件会读出不同的名称或大小")
    } else if differs(UNICODE_PATH) {
        Some("两处记录的 Unicode 名称不同，不同软件会显示不同的名称")
    } else {
        None
    }
}

fn is_twice(ids: &[u16], wanted: u16) -> bool {
    ids.iter().filter(|id| **id == wanted).count() > 1
}

/// What lies between two entries, or between the last one and the directory.
#[derive(Default)]
pub(super) struct Gaps {
    unused: usize,
    hides_entry: bool,
}

impl Gaps {
    /// Looks at the bytes that follow an entry, or that come first.
    pub(super) fn look(&mut self, bytes: &[u8], before: Option<usize>, scan: &mut ZipScan<'_>) {
        self.hides_entry |= memmem::find(bytes, &LOCAL.to_le_bytes()).is_some();
        let entry = before.and_then(|index| scan.entries.get(index));
        let is_behind = entry.is_some_and(|entry| entry.local_flags & BEHIND != 0);
        let Some(entry) = entry.filter(|_| is_behind) else {
            self.unused += bytes.len();
            return;
        };
        if !is_descriptor(bytes, entry) {
            let what = "内容之后记录的大小或校验值与目录不同，不同软件会解出不同的内容";
            scan.fault(before.unwrap_or(WHOLE), FaultKind::TwoReadings, what);
        }
    }

    /// Says what was found.
    pub(super) fn say(&self, scan: &mut ZipScan<'_>) {
        if self.hides_entry {
            scan.fault(WHOLE, FaultKind::Unsafe, "藏有目录里没有列出的文件");
        } else if self.unused > 0 {
            let what =
                format!("文件之间有 {} 字节不属于任何文件，不同软件会读出不同的文件", self.unused);
            scan.fault(WHOLE, FaultKind::TwoReadings, what);
        }
    }
}

/// Whether bytes are the data descriptor of an entry (APPNOTE 4.3.9), with or without a signature,
/// with sizes of four or of eight bytes.
fn is_descriptor(bytes: &[u8], entry: &ScannedEntry<'_>) -> bool {
    let unsigned = match bytes.len() {
        12 | 20 => 0,
        16 | 24 if bytes.starts_with(b"PK\x07\x08") => 4,
        _ => return false,
    };
    let (crc, sizes) = (word_at(bytes, unsigned), unsigned + 4);
    let are_wide = bytes.len() - sizes == 16;
    let (packed, size) = if are_wide {
        (long_at(bytes, sizes), long_at(bytes, sizes + 8))
    } else {
        (word_at(bytes, sizes).map(u64::from), word_at(bytes, sizes + 4).map(u64::from))
    };
    (crc, packed, size) == (Some(entry.crc), Some(entry.packed), Some(entry.size))
}

/// Whether the end record and the one of Zip64 say different things: readers go by one of them.
pub(super) fn ends_differ(bytes: &[u8], end: usize, wide: [u64; 3]) -> bool {
    let short = [
        half_at(bytes, end + 10).map(|v| (u64::from(v), v == u16::MAX)),
        word_at(bytes, end + 12).map(|v| (u64::from(v), v == u32::MAX)),
        word_at(bytes, end + 16).map(|v| (u64::from(v), v == u32::MAX)),
    ];
    let mut both = short.into_iter().zip(wide);
    both.any(|(here, there)| matches!(here, Some((value, false)) if value != there))
}
