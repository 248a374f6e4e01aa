//! Finds the records of any archive, however it was written, without believing what they say.

use crate::attachment::kind_by_beginning;
use crate::project::{FaultKind, PackageFault};
use crate::text::encoding::decode_lossy;

use super::doubts::{self, Gaps};
use super::record::{
    self, CENTRAL, CENTRAL_LEN, END, END_LEN, LOCAL, LOCAL_LEN, half_at, long_at, word_at,
};

/// Bytes at the beginning of what is no archive that tell what it is.
const HEAD: usize = 4096;

/// More entries than this are not read.
pub(super) const MAX_ENTRIES: usize = 2_000;

/// An entry as the central directory states it.
#[derive(Clone, Debug)]
pub(super) struct ScannedEntry<'a> {
    /// Bytes of the name.
    pub name: &'a [u8],
    /// General purpose bits.
    pub flags: u16,
    /// Compression method.
    pub method: u16,
    /// System that made it: the upper byte of “version made by”.
    pub system: u8,
    /// CRC-32 as stated.
    pub crc: u32,
    /// Bytes in the archive as stated.
    pub packed: u64,
    /// Bytes of the content as stated.
    pub size: u64,
    /// External attributes.
    pub attributes: u32,
    /// Extra fields.
    pub extra: &'a [u8],
    /// General purpose bits of the local header.
    pub local_flags: u16,
    /// Extra fields of the local header.
    pub local_extra: &'a [u8],
    /// Where its local header begins in the file.
    pub start: usize,
    /// Where its bytes begin.
    pub data: usize,
    /// Where its bytes end.
    pub end: usize,
}

/// The records of an archive.
#[derive(Debug, Default)]
pub(super) struct ZipScan<'a> {
    /// Entries, in the order of the directory, with what is wrong with them.
    pub entries: Vec<ScannedEntry<'a>>,
    /// What is wrong; the entry's name is filled in by its index later, `usize::MAX` for the
    /// archive.
    pub faults: Vec<(usize, FaultKind, String)>,
    /// What is odd and harmless.
    pub notes: Vec<String>,
}

/// What to say of a part of a split archive.
pub(crate) const VOLUME: &str = "是分卷压缩包的一卷，单独打不开；请把全部分卷合成一个 zip 再发";

/// Marks a fault of the archive as a whole.
pub(super) const WHOLE: usize = usize::MAX;

impl ZipScan<'_> {
    pub(super) fn fault(&mut self, index: usize, kind: FaultKind, what: impl Into<String>) {
        self.faults.push((index, kind, what.into()));
    }
}

/// A fault of the archive as a whole.
pub(super) fn whole(kind: FaultKind, what: impl Into<String>) -> PackageFault {
    PackageFault { kind, entry: String::new(), what: what.into() }
}

/// Where the directory lies.
struct Directory {
    start: usize,
    end: usize,
    count: u64,
    /// Bytes before the archive's own beginning.
    shift: usize,
}

/// Reads the records.
///
/// # Errors
/// The one fault because of which nothing can be read.
pub(super) fn scan(bytes: &[u8]) -> Result<ZipScan<'_>, PackageFault> {
    let mut scan = ZipScan::default();
    let directory = directory(bytes, &mut scan)?;
    let mut at = directory.start;
    while at < directory.end {
        if scan.entries.len() == MAX_ENTRIES {
            return Err(whole(FaultKind::Unsafe, format!("文件多于 {MAX_ENTRIES} 个，不再读取")));
        }
        let Some((raw, next)) = central(bytes, at, directory.end) else {
            scan.fault(WHOLE, FaultKind::Damaged, "文件目录不完整");
            break;
        };
        at = next;
        let index = scan.entries.len();
        let raw = local(bytes, raw, &directory, index, &mut scan);
        scan.entries.push(raw);
    }
    let counted = scan.entries.len() as u64;
    if counted != directory.count && at >= directory.end {
        scan.fault(
            WHOLE,
            FaultKind::Damaged,
            format!("文件目录有 {counted} 项，结尾记录却写 {} 项", directory.count),
        );
    }
    overlaps(bytes, &directory, &mut scan);
    doubts::add_doubts_of_entries(&mut scan);
    Ok(scan)
}

fn directory(bytes: &[u8], scan: &mut ZipScan<'_>) -> Result<Directory, PackageFault> {
    let lowest = bytes.len().saturating_sub(END_LEN + usize::from(u16::MAX));
    let signature = END.to_le_bytes();
    let ends: Vec<usize> = (lowest..bytes.len().saturating_sub(END_LEN - 1))
        .rev()
        .filter(|i| bytes[*i..].starts_with(&signature))
        .collect();
    let comment = |at: usize| match half_at(bytes, at + 20) {
        Some(value) => usize::from(value),
        None => 0,
    };
    let is_exact = |at: &&usize| *at + END_LEN + comment(**at) == bytes.len();
    let exact = ends.iter().find(is_exact);
    let Some(&end) = exact.or(ends.first()) else { return Err(not_a_zip(bytes)) };
    if exact.is_none() {
        match bytes.get(end + END_LEN + comment(end)..) {
            // Some programs fill up their last block.
            Some(rest) if rest.iter().all(|b| *b == 0) => {
                scan.notes.push(format!("压缩包结尾之后有 {} 个零字节，没有理会", rest.len()))
            }
            // A line break that a mailer or a transfer as text has put there.
            Some(rest) if rest.iter().all(|b| b"\r\n\x1a".contains(b)) => {
                scan.notes.push(format!("压缩包结尾之后有 {} 字节换行，没有理会", rest.len()))
            }
            Some(rest) => scan.fault(
                WHOLE,
                FaultKind::TwoReadings,
                format!(
                    "压缩包结尾之后还有 {} 字节不属于它，多半是传输时添上的；有的软件会因此打不开",
                    rest.len()
                ),
            ),
            None => scan.fault(WHOLE, FaultKind::Damaged, "压缩包的注释不完整"),
        }
    }
    if comment(end) > 0 {
        scan.notes.push("压缩包带有注释，没有理会".to_owned());
    }
    let damaged = || whole(FaultKind::Damaged, "压缩包结尾记录读不懂");
    let half = |at: usize| half_at(bytes, at).ok_or_else(damaged);
    let word = |at: usize| word_at(bytes, at).ok_or_else(damaged);
    if half(end + 4)? != 0 || half(end + 6)? != 0 {
        return Err(whole(FaultKind::Damaged, VOLUME));
    }
    if half(end + 8)? != half(end + 10)? {
        let what = "结尾记录里文件个数的两处写法不同，不同软件会读出不同的文件";
        scan.fault(WHOLE, FaultKind::TwoReadings, what);
    }
    let (mut count, mut size, mut offset, mut stop) =
        (u64::from(half(end + 10)?), u64::from(word(end + 12)?), u64::from(word(end + 16)?), end);
    let locator = end.checked_sub(20).filter(|at| word_at(bytes, *at) == Some(0x0706_4b50));
    if let Some(locator) = locator {
        // Zip64 (APPNOTE 4.3.14); its own record stands right before the locator where no prefix
        // shifts it.
        let long = |at: usize| long_at(bytes, at).ok_or_else(damaged);
        let stated = usize::try_from(long(locator + 8)?).map_err(|_| damaged())?;
        let place = [stated, locator.saturating_sub(56)]
            .into_iter()
            .find(|at| word_at(bytes, *at) == Some(0x0606_4b50))
            .ok_or_else(damaged)?;
        (count, size, offset, stop) =
            (long(place + 32)?, long(place + 40)?, long(place + 48)?, place);
        if doubts::ends_differ(bytes, end, [count, size, offset]) {
            let what = "两个结尾记录说法不同，不同软件会读出不同的文件";
            scan.fault(WHOLE, FaultKind::Unsafe, what);
        }
    }
    let size = usize::try_from(size).map_err(|_| damaged())?;
    let offset = usize::try_from(offset).map_err(|_| damaged())?;
    let start = stop.checked_sub(size).ok_or_else(damaged)?;
    let shift = start.checked_sub(offset).ok_or_else(damaged)?;
    // One inside a stored entry, a .docx say, is none of ours: only those after the directory's
    // beginning mislead.
    if ends.iter().any(|at| *at != end && *at >= start) {
        scan.fault(WHOLE, FaultKind::Unsafe, "有几处像是结尾记录，不同软件会读出不同的文件");
    }
    if shift > 0 {
        scan.fault(WHOLE, FaultKind::Unsafe, prefix_words(bytes, shift));
    }
    Ok(Directory { start, end: stop, count, shift })
}

/// What to say of bytes before an archive.
fn prefix_words(bytes: &[u8], length: usize) -> String {
    let is_program =
        bytes.starts_with(b"MZ") || bytes.starts_with(b"\x7fELF") || bytes.starts_with(b"#!");
    if is_program {
        "开头是一段程序（自解压文件），请改发普通 zip".to_owned()
    } else {
        format!("压缩包前面有 {length} 字节不属于它的内容")
    }
}

/// Says what a file is that has no end record.
fn not_a_zip(bytes: &[u8]) -> PackageFault {
    let what = match bytes {
        [] => "文件是空的",
        _ if bytes.starts_with(b"PK\x07\x08PK\x03\x04") => VOLUME,
        _ if bytes.starts_with(b"PK\x03\x04") => {
            "压缩包不完整：没有结尾记录，可能没有下载完或传输中断"
        }
        _ if bytes.starts_with(b"Rar!") => "是 RAR 压缩包，请改用 zip",
        _ if bytes.starts_with(b"7z\xbc\xaf\x27\x1c") => "是 7z 压缩包，请改用 zip",
        _ if bytes.starts_with(b"\x1f\x8b") => "是 gzip 压缩包，请改用 zip",
        _ if bytes.starts_with(b"\xd0\xcf\x11\xe0") => {
            "是旧版 Office 文件或 Outlook 的 .msg，邮件请另存为 .eml"
        }
        _ if bytes.starts_with(b"%PDF") => "是单个 PDF，不是压缩包",
        _ => {
            let head = &bytes[..bytes.len().min(HEAD)];
            let words = kind_by_beginning("", head).words(&decode_lossy(head));
            return whole(FaultKind::Damaged, format!("不是 zip 压缩包，内容是{words}"));
        }
    };
    whole(FaultKind::Damaged, what)
}

fn central(bytes: &[u8], at: usize, stop: usize) -> Option<(ScannedEntry<'_>, usize)> {
    if word_at(bytes, at)? != CENTRAL {
        return None;
    }
    let lengths = [half_at(bytes, at + 28)?, half_at(bytes, at + 30)?, half_at(bytes, at + 32)?]
        .map(usize::from);
    let name_end = at + CENTRAL_LEN + lengths[0];
    let extra_end = name_end + lengths[1];
    let next = extra_end + lengths[2];
    if next > stop {
        return None;
    }
    let mut raw = ScannedEntry {
        name: bytes.get(at + CENTRAL_LEN..name_end)?,
        flags: half_at(bytes, at + 8)?,
        method: half_at(bytes, at + 10)?,
        system: *bytes.get(at + 5)?,
        crc: word_at(bytes, at + 16)?,
        packed: u64::from(word_at(bytes, at + 20)?),
        size: u64::from(word_at(bytes, at + 24)?),
        attributes: word_at(bytes, at + 38)?,
        extra: bytes.get(name_end..extra_end)?,
        local_flags: 0,
        local_extra: &[],
        start: 0,
        data: 0,
        end: 0,
    };
    let mut offset = u64::from(word_at(bytes, at + 42)?);
    if let Some(wide) = extra_field(raw.extra, 0x0001) {
        let mut place = 0;
        for value in [&mut raw.size, &mut raw.packed, &mut offset] {
            if *value == u64::from(u32::MAX) {
                *value = long_at(wide, place)?;
                place += 8;
            }
        }
    }
    raw.start = usize::try_from(offset).ok()?;
    Some((raw, next))
}

/// Reads the local header of an entry and compares it with the central one.
fn local<'a>(
    bytes: &'a [u8],
    mut raw: ScannedEntry<'a>,
    directory: &Directory,
    index: usize,
    scan: &mut ZipScan<'a>,
) -> ScannedEntry<'a> {
    let start = raw.start.saturating_add(directory.shift);
    raw.start = start;
    (raw.data, raw.end) = (start, start);
    let header = bytes
        .get(start..directory.start)
        .filter(|h| h.len() >= LOCAL_LEN && word_at(h, 0) == Some(LOCAL));
    let Some(header) = header else {
        scan.fault(index, FaultKind::Damaged, "文件目录指向的位置没有文件");
        return raw;
    };
    let length = |at: usize| match half_at(header, at) {
        Some(value) => usize::from(value),
        None => 0,
    };
    let data = LOCAL_LEN + length(26) + length(28);
    let end = usize::try_from(raw.packed).ok().and_then(|packed| data.checked_add(packed));
    let Some(end) = end.filter(|end| *end <= header.len()) else {
        scan.fault(index, FaultKind::Damaged, "内容不完整");
        return raw;
    };
    (raw.data, raw.end) = (start + data, start + end);
    if header.get(LOCAL_LEN..LOCAL_LEN + length(26)) != Some(raw.name) {
        scan.fault(index, FaultKind::Unsafe, "两处记录的名称不同，不同软件会解出不同的文件");
    }
    // Bit 3 puts sizes and CRC behind the content; then the local header may hold zeros. The other
    // bits must agree.
    let flags = half_at(header, 6).unwrap_or_default();
    raw.local_flags = flags;
    raw.local_extra = header.get(LOCAL_LEN + length(26)..data).unwrap_or_default();
    if half_at(header, 8) != Some(raw.method) || (flags ^ raw.flags) & 0x0001 != 0 {
        scan.fault(index, FaultKind::Unsafe, "两处记录的压缩或加密方式不同");
    }
    let stated = |at: usize, value: u64| {
        let here = match word_at(header, at) {
            Some(value) => u64::from(value),
            None => 0,
        };
        here == value || here == u64::from(u32::MAX) || (flags & 0x0008 != 0 && here == 0)
    };
    if !stated(14, u64::from(raw.crc)) || !stated(18, raw.packed) || !stated(22, raw.size) {
        scan.fault(index, FaultKind::Damaged, "两处记录的大小或校验值不同");
    }
    raw
}

/// Entries that lie over each other, and bytes that belong to none.
fn overlaps(bytes: &[u8], directory: &Directory, scan: &mut ZipScan<'_>) {
    let mut order: Vec<usize> = (0..scan.entries.len()).collect();
    order.sort_by_key(|i| scan.entries[*i].start);
    let (mut reached, mut last) = (directory.shift, None);
    let (mut over, mut gaps) = (Vec::new(), Gaps::default());
    for index in order {
        let entry = &scan.entries[index];
        let (start, end) = (entry.start, entry.end);
        if entry.data == start {
            continue;
        }
        if start < reached {
            over.push(index);
        } else if start > reached {
            let between = bytes.get(reached..start).unwrap_or_default();
            match last {
                None => scan.fault(WHOLE, FaultKind::Unsafe, prefix_words(bytes, between.len())),
                Some(_) => gaps.look(between, last, scan),
            }
        }
        if end >= reached {
            (reached, last) = (end, Some(index));
        }
    }
    if let Some(rest) = bytes.get(reached..directory.start).filter(|rest| !rest.is_empty()) {
        gaps.look(rest, last, scan);
    }
    for index in over {
        scan.fault(index, FaultKind::Unsafe, "与另一文件的内容重叠");
    }
    gaps.say(scan);
}

/// The ids of all extra fields; `None` if what stands there are no fields. Zeros at the end fill up.
pub(super) fn extra_ids(mut extra: &[u8]) -> Option<Vec<u16>> {
    let mut ids = Vec::new();
    while extra.iter().any(|b| *b != 0) {
        let length = usize::from(half_at(extra, 2)?);
        ids.push(half_at(extra, 0)?);
        extra = extra.get(4 + length..)?;
    }
    Some(ids)
}

/// The content of an extra field.
pub(super) fn extra_field(mut extra: &[u8], id: u16) -> Option<&[u8]> {
    while let (Some(here), Some(length)) = (half_at(extra, 0), half_at(extra, 2)) {
        let content = extra.get(4..4 + usize::from(length))?;
        if here == id {
            return Some(content);
        }
        extra = &extra[4 + usize::from(length)..];
    }
    None
}

/// Whether the bytes begin like a zip archive.
pub(crate) fn looks_like_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
        || bytes.starts_with(b"PK\x07\x08PK\x03\x04")
        || bytes.starts_with(&record::END.to_le_bytes())
}
