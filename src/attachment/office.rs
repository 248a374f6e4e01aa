//! Office files: text, people, comments, changes, hidden parts, macros. The only files that unzip
//! them.
//!
//! A part is read up to 64 MB, all parts together up to 128 MB, whatever their archive claims.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::text::path::comparable_part;

use super::MOST_TEXT;
use super::file_facts::{Broken, FileFacts, FileKind};
use super::identity;

mod form_fields;
mod sheet;
mod slides;
mod word;
mod xml;

use xml::XmlStep;

/// Bytes of one part at most.
const LARGEST_PART: u64 = 64 << 20;
/// Bytes of all parts that are read.
const ALL_PARTS: u64 = 128 << 20;
/// Entries at most; more is no document.
const MOST_PARTS: usize = 20_000;

/// The parts of an office file.
struct OfficeParts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The names of the entries by their names for comparing.
    names: BTreeMap<String, String>,
    left: u64,
    /// Whether a limit was reached.
    cut: bool,
    /// Whether a part could not be unpacked.
    damaged: bool,
}

impl OfficeParts<'_> {
    /// A part as text; `None` if it is not there or cannot be read.
    fn read(&mut self, name: &str) -> Option<String> {
        let entry = self.names.get(&comparable_part(name))?.clone();
        let limit = LARGEST_PART.min(self.left);
        let mut bytes = Vec::new();
        let Ok(part) = self.archive.by_name(&entry) else {
            self.damaged = true;
            return None;
        };
        if part.take(limit + 1).read_to_end(&mut bytes).is_err() {
            self.damaged = true;
            return None;
        }
        self.left -= limit.min(bytes.len() as u64);
        if bytes.len() as u64 > limit {
            self.cut = true;
            return None;
        }
        let text = match bytes.get(..2) {
            Some([0xff, 0xfe] | [0xfe, 0xff]) => {
                encoding_rs::UTF_16LE.decode(&bytes).0.into_owned()
            }
            _ => String::from_utf8_lossy(&bytes).into_owned(),
        };
        Some(text.trim_start_matches('\u{feff}').to_owned())
    }

    /// The names of all parts below a folder that end in `.xml`, numbers in order.
    fn below(&self, prefix: &str) -> Vec<String> {
        let mut names = Vec::new();
        let prefix = comparable_part(prefix);
        for name in self.names.keys() {
            let Some(rest) = name.strip_prefix(&prefix) else { continue };
            if rest.ends_with(".xml") && !rest.contains('/') {
                names.push(name.clone());
            }
        }
        names.sort_by_key(|n| (n.len(), n.clone()));
        names
    }

    fn holds(&self, ending: &str) -> bool {
        self.names.keys().any(|name| name.ends_with(ending))
    }

    /// The main part: the one that the document names, else the one that is usual.
    fn main_part(&mut self, usual: &str) -> String {
        let relations = self.read("_rels/.rels").unwrap_or_default();
        let mut main = None;
        xml::walk(&relations, |step| {
            let XmlStep::Start { element, .. } = step else { return };
            let is_main = element
                .attribute("Type")
                .is_some_and(|kind| kind.rsplit('/').next() == Some("officeDocument"));
            if element.name() == "Relationship" && is_main {
                main = element.attribute("Target");
            }
        });
        match main {
            Some(name) if self.names.contains_key(&comparable_part(&name)) => {
                comparable_part(&name)
            }
            _ => usual.to_owned(),
        }
    }
}

/// What an office file of 2007 or later tells.
pub(super) fn inspect(kind: FileKind, bytes: &[u8]) -> FileFacts {
    let mut facts = FileFacts { kind, ..FileFacts::default() };
    let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else {
        facts.broken = Some(Broken::Damaged);
        return facts;
    };
    if archive.len() > MOST_PARTS {
        facts.cut = true;
        return facts;
    }
    let mut names = BTreeMap::new();
    for name in archive.file_names().flatten() {
        names.insert(comparable_part(&name), name.into_owned());
    }
    let mut parts = OfficeParts { archive, names, left: ALL_PARTS, cut: false, damaged: false };
    facts.macros = parts.holds("vbaproject.bin");
    let mut text = String::new();
    let whole = match kind {
        FileKind::Docx => word::read(&mut parts, &mut facts, &mut text),
        FileKind::Xlsx => sheet::read(&mut parts, &mut facts, &mut text),
        _ => slides::read(&mut parts, &mut facts, &mut text),
    };
    properties(&mut parts, &mut facts);
    if parts.damaged || !(whole || parts.cut) {
        facts.broken = Some(Broken::Damaged);
    }
    facts.cut = parts.cut || text.len() > MOST_TEXT * 3;
    facts.text = Some(limited(text)).filter(|t| !t.trim().is_empty());
    facts
}

fn limited(text: String) -> String {
    match text.char_indices().nth(MOST_TEXT) {
        Some((end, _)) => text[..end].to_owned(),
        None => text,
    }
}

/// Author, last editor, company, manager.
fn properties(parts: &mut OfficeParts<'_>, facts: &mut FileFacts) {
    let labels = [
        ("docProps/core.xml", "creator", "作者"),
        ("docProps/core.xml", "lastModifiedBy", "最后修改者"),
    ];
    let more = [("docProps/app.xml", "Company", "单位"), ("docProps/app.xml", "Manager", "经理")];
    let core = parts.read(labels[0].0).unwrap_or_default();
    let app = parts.read(more[0].0).unwrap_or_default();
    let mut told = Vec::new();
    for (part, tag, label) in labels.into_iter().chain(more) {
        let source = if part == "docProps/core.xml" { &core } else { &app };
        told.extend(xml::first_text(source, tag).and_then(|value| identity::person(label, &value)));
    }
    told.append(&mut facts.metadata);
    facts.metadata = told;
}

/// What an office file up to 2003 tells: whether a password or macros are in it. Its text is not
/// read.
pub(super) fn inspect_ole(bytes: &[u8]) -> FileFacts {
    // Names in the directory of a compound file are UTF-16 ([MS-CFB] 2.6.1).
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &name).is_some()
    };
    let mut facts = FileFacts { kind: FileKind::Ole, ..FileFacts::default() };
    if holds("EncryptedPackage") {
        facts.broken = Some(Broken::Encrypted);
    } else if bytes.len() < 1536 {
        // Header, one sector of allocation and one of directory are the least ([MS-CFB] 2.2).
        facts.broken = Some(Broken::Damaged);
    }
    facts.macros = holds("_VBA_PROJECT");
    facts
}
