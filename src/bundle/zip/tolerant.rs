//! The loose reader: anybody's archive, as far as it can be read without danger.
//!
//! Nothing is written anywhere. Sizes are counted from the bytes that come out, never believed.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::project::{FaultKind, PackageFault};
use crate::text::han::printable;

use super::super::file_names;
use super::decode::{self, MAX_TOTAL};
use super::entry_names::{self, NameEncoding};
use super::scan::{self, ScannedEntry, WHOLE};
use crate::bundle::verify::name_words;

pub(crate) use super::scan::looks_like_zip;

/// An archive that was read.
#[derive(Debug, Default)]
pub struct LooseArchive {
    /// Its files, in the order of the directory.
    pub files: Vec<LooseFile>,
    /// What is wrong.
    pub faults: Vec<PackageFault>,
    /// What had to be assumed, in Chinese.
    pub assumed: Vec<String>,
}

/// A file of an archive.
#[derive(Clone, Debug, Default)]
pub struct LooseFile {
    /// Path with `/`, NFC, without `./` and empty parts.
    pub path: String,
    /// Bytes, counted.
    pub size: u64,
    /// SHA-256 of the content, hexadecimal; empty if it could not be taken out.
    pub sha256: String,
    /// SHA-256 of the compressed bytes, if it is compressed.
    pub deflated_sha256: Option<String>,
    index: usize,
}

/// Reads an archive.
pub fn read(bytes: &[u8]) -> LooseArchive {
    let scan = match scan::scan(bytes) {
        Ok(scan) => scan,
        Err(fault) => return LooseArchive { faults: vec![fault], ..LooseArchive::default() },
    };
    let named = entry_names::decode_all(&scan.entries);
    let mut out = LooseArchive { assumed: scan.notes.clone(), ..LooseArchive::default() };
    say_encodings(&named, &mut out);
    let mut blocked = vec![false; scan.entries.len()];
    for (index, kind, what) in &scan.faults {
        let entry = match named.get(*index) {
            Some((n, _)) => printable(n),
            None => String::new(),
        };
        out.faults.push(PackageFault { kind: *kind, entry, what: what.clone() });
        let is_readable = *kind == FaultKind::TwoReadings;
        if let Some(flag) = blocked.get_mut(*index).filter(|_| *index != WHOLE && !is_readable) {
            *flag = true;
        }
    }
    let mut left = MAX_TOTAL;
    for (index, (raw, (written, encoding))) in scan.entries.iter().zip(&named).enumerate() {
        let fault = |kind, what: String| PackageFault { kind, entry: printable(written), what };
        if let Some(danger) = entry_names::danger(written) {
            out.faults.push(fault(FaultKind::Unsafe, danger.to_owned()));
            blocked[index] = true;
        }
        if matches!(encoding, NameEncoding::Broken | NameEncoding::Cp437) {
            out.faults.push(fault(FaultKind::Names, "名称的编码无法确定，会显示为乱码".to_owned()));
        }
        if *encoding == NameEncoding::Disputed {
            let plain = printable(&entry_names::plain_name(raw.name));
            let what = format!("有两个不同的名称，有的软件会把它解成“{plain}”");
            out.faults.push(fault(FaultKind::TwoReadings, what));
        }
        if written.ends_with(['/', '\\']) && raw.size == 0 {
            continue;
        }
        let path = plain(written);
        if let Some(what) = special(bytes, raw) {
            out.faults.push(fault(FaultKind::Unsafe, what));
            blocked[index] = true;
        } else if let Some(what) =
            path.split('/').find_map(file_names::part_fault).filter(|_| !blocked[index])
        {
            out.faults.push(fault(FaultKind::Names, name_words(what).to_owned()));
        }
        let mut file = LooseFile { path, index, ..LooseFile::default() };
        if !blocked[index] {
            match decode::extract(bytes, raw, &mut left, &mut |_| {}) {
                Ok(measured) => {
                    (file.size, file.sha256) = (measured.size, measured.sha256);
                    file.deflated_sha256 = decode::deflated_sha256(bytes, raw);
                }
                Err((kind, what)) => {
                    out.faults.push(fault(kind, what));
                    if kind == FaultKind::Unsafe {
                        break;
                    }
                }
            }
        }
        out.files.push(file);
    }
    collisions(&mut out);
    out
}

impl LooseArchive {
    /// Takes a file's content out again; `None` if it could not be read the first time.
    pub fn content<'b>(&self, bytes: &'b [u8], file: &LooseFile) -> Option<Cow<'b, [u8]>> {
        if file.sha256.is_empty() {
            return None;
        }
        let scan = scan::scan(bytes).ok()?;
        let entry = scan.entries.get(file.index)?;
        if entry.method == super::record::STORED {
            return bytes.get(entry.data..entry.end).map(Cow::Borrowed);
        }
        let (mut out, mut left) = (Vec::new(), MAX_TOTAL);
        decode::extract(bytes, entry, &mut left, &mut |piece| out.extend_from_slice(piece)).ok()?;
        Some(Cow::Owned(out))
    }
}

fn say_encodings(named: &[(String, NameEncoding)], out: &mut LooseArchive) {
    let any = |wanted: NameEncoding| named.iter().any(|(_, e)| *e == wanted);
    for (encoding, what) in [
        (
            NameEncoding::GbkAsUtf8,
            "文件名注明是 UTF-8，实际是 GBK，按 GBK 读取；有的软件会显示为乱码",
        ),
        (NameEncoding::Big5, "文件名看来是 Big5（繁体）编码，按 Big5 读取；多数软件会显示为乱码"),
    ] {
        if any(encoding) {
            out.faults.push(PackageFault::whole(FaultKind::Names, what.to_owned()));
        }
    }
    if any(NameEncoding::Gbk) {
        out.assumed.push("文件名没有注明编码，按 GBK（GB 18030）读取".to_owned());
    }
    if any(NameEncoding::Utf8) {
        out.assumed.push("文件名没有注明编码，按 UTF-8 读取".to_owned());
    }
    if named.iter().any(|(n, _)| n.contains('\\')) {
        out.assumed.push("路径用“\\”分隔，按文件夹理解".to_owned());
    }
}

/// A path as it is compared and shown: `/`, NFC, nothing empty.
fn plain(written: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    crate::project::model::normal(&written.nfc().collect::<String>())
}

/// Links and devices, told by the Unix mode.
fn special(bytes: &[u8], raw: &ScannedEntry<'_>) -> Option<String> {
    // Only Unix (3) and macOS (19) keep a mode in the upper half of the attributes; others leave
    // zeros or rubbish there.
    let kind = if matches!(raw.system, 3 | 19) { (raw.attributes >> 16) & 0o170_000 } else { 0 };
    match kind {
        0 | 0o100_000 | 0o040_000 => None,
        0o120_000 => {
            let (mut target, mut left) = (Vec::new(), 4_096);
            let _ = decode::extract(bytes, raw, &mut left, &mut |piece| {
                target.extend_from_slice(piece)
            });
            Some(format!("是符号链接，指向“{}”", printable(&String::from_utf8_lossy(&target))))
        }
        _ => Some("是设备或管道，不是文件".to_owned()),
    }
}

/// Files that are one and the same on some system.
fn collisions(out: &mut LooseArchive) {
    let mut seen: HashMap<String, String> = HashMap::new();
    let mut faults = Vec::new();
    for file in &out.files {
        if let Some(other) = seen.insert(file_names::collision_key(&file.path), file.path.clone()) {
            let what = if other == file.path {
                "有两个同名文件，不同软件会取不同的一个".to_owned()
            } else {
                format!("与“{}”在 Windows 上同名，会互相覆盖", printable(&other))
            };
            faults.push(PackageFault {
                kind: FaultKind::Unsafe,
                entry: printable(&file.path),
                what,
            });
        }
    }
    // A file that is also the folder of another cannot be written out anywhere.
    for file in &out.files {
        let folders =
            file.path.match_indices('/').map(|(i, _)| file_names::collision_key(&file.path[..i]));
        for folder in folders {
            if let Some(other) = seen.get(&folder) {
                let what = format!("“{}”既是文件又是文件夹", printable(other));
                faults.push(PackageFault {
                    kind: FaultKind::Unsafe,
                    entry: printable(&file.path),
                    what,
                });
            }
        }
    }
    out.faults.extend(faults);
}
