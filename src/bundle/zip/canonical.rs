//! The strict reader: proves that an archive is canonical, by making every record again and
//! comparing the bytes.

use std::collections::HashMap;

use crate::project::{FaultKind, PackageFault};
use crate::text::han::printable;

use super::super::file_names;
use super::record::{
    self, CENTRAL, CENTRAL_LEN, DEFLATED, END_LEN, LOCAL_LEN, STORED, ZipRecord, half_at, word_at,
};
use crate::bundle::verify::name_words;

/// Every way in which an archive is not what the canonical writer would have written for the same
/// contents; empty if it is canonical. Contents are not looked at: their CRC-32, sizes and hashes
/// are the business of whoever takes them out.
pub fn faults(bytes: &[u8]) -> Vec<PackageFault> {
    let mut proof = Proof { bytes, faults: Vec::new() };
    proof.run();
    proof.faults
}

struct Proof<'a> {
    bytes: &'a [u8],
    faults: Vec<PackageFault>,
}

impl Proof<'_> {
    fn fault(&mut self, entry: &str, what: impl Into<String>) {
        self.faults.push(PackageFault {
            kind: FaultKind::Ambiguous,
            entry: printable(entry),
            what: what.into(),
        });
    }

    fn run(&mut self) {
        let Some(end) = self.bytes.len().checked_sub(END_LEN) else {
            return self.fault("", "压缩包短于一个结尾记录");
        };
        let word = |at| word_at(self.bytes, end + at).unwrap_or_default();
        let (count, size, offset) =
            (half_at(self.bytes, end + 10).unwrap_or_default(), word(12), word(16));
        if self.bytes[end..] != record::end(count, size, offset) {
            return self.fault("", "结尾记录不规范，或其后还有内容");
        }
        if offset as usize + size as usize != end {
            return self.fault("", "文件目录没有紧接结尾记录");
        }
        let Some(records) = self.directory(offset as usize, end, usize::from(count)) else {
            return;
        };
        self.locals(&records, offset);
        self.names(&records);
    }

    /// Reads the directory; `None` if it cannot be followed.
    fn directory(&mut self, start: usize, end: usize, count: usize) -> Option<Vec<ZipRecord>> {
        let (mut at, mut records) = (start, Vec::new());
        while at < end {
            let length = match half_at(self.bytes, at + 28) {
                Some(value) => usize::from(value),
                None => 0,
            };
            let stated = word_at(self.bytes, at) == Some(CENTRAL);
            let name = self
                .bytes
                .get(at + CENTRAL_LEN..at + CENTRAL_LEN + length)
                .filter(|_| stated && at + CENTRAL_LEN + length <= end);
            let Some(name) = name else {
                self.fault("", "文件目录不完整");
                return None;
            };
            let Ok(name) = std::str::from_utf8(name) else {
                self.fault(&String::from_utf8_lossy(name), "名称不是 UTF-8");
                return None;
            };
            let word = |place| word_at(self.bytes, at + place).unwrap_or_default();
            let half = |place| half_at(self.bytes, at + place).unwrap_or_default();
            let record = ZipRecord {
                name: name.to_owned(),
                method: half(10),
                dos_date: half(14),
                crc: word(16),
                packed: word(20),
                size: word(24),
                offset: word(42),
            };
            let expected = record.central();
            if self.bytes.get(at..at + expected.len()) != Some(&expected[..]) {
                self.fault(name, difference(self.bytes, at));
                if half(30) != 0 || half(32) != 0 {
                    return None;
                }
            }
            at += expected.len();
            records.push(record);
        }
        if records.len() != count {
            self.fault("", format!("文件目录有 {} 项，结尾记录却写 {count} 项", records.len()));
        }
        Some(records)
    }

    /// The contents follow each other without a gap, each behind its own header.
    fn locals(&mut self, records: &[ZipRecord], directory: u32) {
        let mut at = 0u64;
        let date = records.first().map(|r| r.dos_date);
        for record in records {
            if u64::from(record.offset) != at {
                self.fault(&record.name, "位置不连续：前面有空隙、重叠，或顺序与目录不同");
                at = u64::from(record.offset);
            }
            let expected = record.local();
            let start = record.offset as usize;
            if self.bytes.get(start..start + expected.len()) != Some(&expected[..]) {
                self.fault(&record.name, "内容前的记录与目录不一致");
            }
            let method = match record.method {
                STORED => record.packed == record.size,
                DEFLATED => record.packed < record.size && !record::is_stored(&record.name),
                _ => false,
            };
            if !method {
                self.fault(&record.name, "压缩方法或大小不规范");
            }
            if Some(record.dos_date) != date || !is_day(record.dos_date) {
                self.fault(&record.name, "时间与其他文件不同，或不是日期");
            }
            at += expected.len() as u64 + u64::from(record.packed);
        }
        if at != u64::from(directory) {
            self.fault("", "内容与文件目录之间有空隙或重叠");
        }
        debug_assert_eq!(LOCAL_LEN, ZipRecord::default().local().len());
    }

    fn names(&mut self, records: &[ZipRecord]) {
        let folder = records
            .first()
            .and_then(|r| r.name.split_once('/'))
            .map(|(folder, _)| folder.to_owned());
        let mut keys: HashMap<String, &str> = HashMap::new();
        for (index, record) in records.iter().enumerate() {
            let name = record.name.as_str();
            if let Some(fault) = file_names::path_fault(name) {
                self.fault(name, name_words(fault));
            }
            if index > 0 && records[index - 1].name.as_bytes() >= name.as_bytes() {
                self.fault(name, "没有按名称排序，或重名");
            }
            if let Some(other) = keys.insert(file_names::collision_key(name), name) {
                self.fault(name, format!("与“{}”在 Windows 上同名", printable(other)));
            }
            let own_folder = name.split_once('/').map(|(folder, _)| folder);
            if own_folder.is_none() || own_folder != folder.as_deref() {
                self.fault(name, "不在同一个文件夹里");
            }
        }
    }
}

/// What first differs in a central header.
fn difference(bytes: &[u8], at: usize) -> &'static str {
    let half = |place| half_at(bytes, at + place).unwrap_or_default();
    match () {
        () if half(30) != 0 => "带有附加字段",
        () if half(32) != 0 => "带有注释",
        () if half(8) & 0x0001 != 0 => "加了密码",
        () if half(8) & 0x0008 != 0 => "带有数据描述符",
        () if half(8) != 0x0800 => "标志位不规范",
        () if half(12) != 0 => "时间不规范",
        () if half(4) != 0x031e || half(6) != 20 => "版本号不规范",
        () => "文件属性不规范",
    }
}

fn is_day(date: u16) -> bool {
    chrono::NaiveDate::from_ymd_opt(
        1980 + i32::from(date >> 9),
        u32::from((date >> 5) & 15),
        u32::from(date & 31),
    )
    .is_some()
}
