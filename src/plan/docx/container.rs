//! The archive of a document: its parts within limits, and why a file is no document that can be
//! read.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use memchr::memmem;
use zip::ZipArchive;

use crate::text::path::comparable_part;

use super::docx_error::{Disguise, DocxError};
use super::part_encoding::PartEncoding;
use super::xml::{self, XmlNode};

/// Bytes of all parts that are read, unpacked.
const ALL_PARTS: u64 = 100_000_000;
/// Entries at most; more is no document.
const MOST_PARTS: usize = 20_000;
/// How compound files begin ([MS-CFB] 2.2).
const OLE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// The part that says what the others are (ECMA-376 part 2, 7.2.3.2).
pub(super) const CONTENT_TYPES: &str = "[Content_Types].xml";

/// An opened document.
pub(super) struct Container<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The names of the entries by their names for comparing.
    names: BTreeMap<String, String>,
    left: u64,
    /// The path of the main part, without a leading `/`.
    pub(super) main: String,
}

/// What a relationship points at.
#[derive(Clone, Debug, Default)]
pub(super) struct Relation {
    /// The last part of its type: `image`, `comments`.
    pub(super) kind: String,
    /// The path of the part, or an address outside.
    pub(super) target: String,
    /// Whether it lies outside the document.
    pub(super) external: bool,
}

/// The path of the part that a relationship of a kind points at.
pub(super) fn part_of_kind(relations: &BTreeMap<String, Relation>, kind: &str) -> Option<String> {
    let mut inside = relations.values().filter(|relation| !relation.external);
    let relation = inside.find(|relation| relation.kind == kind)?;
    Some(relation.target.clone())
}

impl<'a> Container<'a> {
    /// Opens a document and finds its main part.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, DocxError> {
        if bytes.starts_with(&OLE) {
            // Names in the directory of a compound file are UTF-16 ([MS-CFB] 2.6.1).
            let name: Vec<u8> =
                "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
            return Err(if memmem::find(bytes, &name).is_some() {
                DocxError::Encrypted
            } else {
                DocxError::OldBinary
            });
        }
        if !bytes.starts_with(b"PK") {
            return Err(disguise(bytes).map(DocxError::Disguised).unwrap_or(DocxError::NotDocx));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| DocxError::Damaged)?;
        // Of two parts with one name, one program reads the first and another the last.
        if entries(bytes).is_some_and(|said| said != archive.len()) {
            return Err(DocxError::Damaged);
        }
        if archive.len() > MOST_PARTS {
            return Err(DocxError::TooLarge);
        }
        let names = names_of(&archive)?;
        let mut container = Self { archive, names, left: ALL_PARTS, main: String::new() };
        if container.names.keys().any(|name| name.ends_with("vbaproject.bin")) {
            return Err(DocxError::Macros);
        }
        let relations = container.relations("")?;
        container.main = "word/document.xml".to_owned();
        let main = relations.values().find(|r| r.kind == "officeDocument");
        if let Some(main) = main
            && container.holds(&main.target)
        {
            container.main = main.target.clone();
        }
        if !container.holds(&container.main.clone()) {
            let other = [
                ("content.xml", Disguise::OpenDocument),
                ("xl/workbook.xml", Disguise::Office),
                ("ppt/presentation.xml", Disguise::Office),
            ];
            let found = other.iter().find(|(part, _)| container.holds(part));
            return Err(found
                .map(|(_, kind)| DocxError::Disguised(*kind))
                .unwrap_or(DocxError::NotDocx));
        }
        container.main = container.entry(&container.main).unwrap_or(&container.main).to_owned();
        container.prove_kind()?;
        Ok(container)
    }

    /// Whether a part is there.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// The name that a part has in the archive: some writers choose capitals, a leading slash or
    /// backslashes, or write the characters of a relationship's target as `%E5`.
    fn entry(&self, name: &str) -> Option<&str> {
        self.names.get(&comparable_part(name)).map(String::as_str)
    }

    /// Proves that the document says itself that it is one of Word's; no word processor opens one
    /// that does not.
    fn prove_kind(&mut self) -> Result<(), DocxError> {
        let tree = self.tree(CONTENT_TYPES)?.ok_or(DocxError::Damaged)?;
        let main = comparable_part(&self.main);
        let ending = main.rsplit_once('.').map(|(_, ending)| ending).unwrap_or_default();
        let is_named = |node: &&XmlNode, key: &str, value: &str| {
            node.attribute(key).is_some_and(|name| comparable_part(name) == value)
        };
        let mut types = tree.children.iter();
        let own = types.clone().find(|node| is_named(node, "PartName", &main));
        let found = own.or_else(|| types.find(|node| is_named(node, "Extension", ending)));
        let kind = found.and_then(|node| node.attribute("ContentType")).unwrap_or_default();
        let kind = kind.to_ascii_lowercase();
        if kind.contains("wordprocessingml") {
            Ok(())
        } else if kind.contains("ms-word") && kind.contains("macroenabled") {
            Err(DocxError::Macros)
        } else if kind.contains("spreadsheetml") || kind.contains("presentationml") {
            Err(DocxError::Disguised(Disguise::Office))
        } else {
            Err(DocxError::Damaged)
        }
    }

    /// A part's bytes; `None` if it is not there.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, DocxError> {
        let Some(entry) = self.entry(name).map(str::to_owned) else { return Ok(None) };
        let part = self.archive.by_name(&entry).map_err(|e| match e {
            zip::result::ZipError::UnsupportedArchive(what)
                if what.to_lowercase().contains("password") =>
            {
                DocxError::Encrypted
            }
            _ => DocxError::Damaged,
        })?;
        // What the archive says of a size may be a lie, but nobody lies to be refused.
        if part.size() > self.left {
            return Err(DocxError::TooLarge);
        }
        let mut bytes = Vec::new();
        part.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| DocxError::Damaged)?;
        let size = bytes.len() as u64;
        if size > self.left {
            return Err(DocxError::TooLarge);
        }
        self.left -= size;
        Ok(Some(bytes))
    }

    /// A part as text, without a byte order mark.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, DocxError> {
        Ok(self.written(name)?.map(|(_, text)| text))
    }

    /// A part as text, and how it is written.
    pub(super) fn written(
        &mut self,
        name: &str,
    ) -> Result<Option<(PartEncoding, String)>, DocxError> {
        self.bytes(name)?.map(PartEncoding::read).transpose()
    }

    /// A part as a tree.
    pub(super) fn tree(&mut self, name: &str) -> Result<Option<XmlNode>, DocxError> {
        self.text(name)?.map(|text| xml::parse(&text)).transpose()
    }

    /// The name of the entry that a relationship points at; as it is written if there is none.
    fn target(&self, folder: &str, target: &str) -> String {
        let written = resolve(folder, target);
        let found = self.entry(&written).map(str::to_owned);
        found.unwrap_or(written)
    }

    /// The relationships of a part, by id; those of the document as a whole for an empty name.
    pub(super) fn relations(
        &mut self,
        part: &str,
    ) -> Result<BTreeMap<String, Relation>, DocxError> {
        let part = part.replace('\\', "/");
        let folder = part.rsplit_once('/').map(|(folder, _)| folder).unwrap_or("");
        let Some(tree) = self.tree(&relations_of(&part))? else { return Ok(BTreeMap::new()) };
        let mut out = BTreeMap::new();
        for node in tree.children.iter().filter(|n| &*n.name == "Relationship") {
            let (Some(id), Some(target)) = (node.attribute("Id"), node.attribute("Target")) else {
                continue;
            };
            let kind = node.attribute("Type").unwrap_or_default();
            let external = node.attribute("TargetMode") == Some("External");
            let target = if external { target.to_owned() } else { self.target(folder, target) };
            let kind = kind.rsplit('/').next().unwrap_or_default();
            out.insert(id.to_owned(), Relation { kind: kind.to_owned(), target, external });
        }
        Ok(out)
    }
}

/// The entries of an archive by their names for comparing. Where two have the same, one program
/// reads the first and another one the last.
fn names_of(archive: &ZipArchive<Cursor<&[u8]>>) -> Result<BTreeMap<String, String>, DocxError> {
    let mut names = BTreeMap::new();
    for name in archive.file_names() {
        let name = name.map_err(|_| DocxError::Damaged)?;
        if name.ends_with('/') {
            continue;
        }
        if names.insert(comparable_part(&name), name.into_owned()).is_some() {
            return Err(DocxError::Damaged);
        }
    }
    Ok(names)
}

/// What a file is that has the name of a Word document and is no archive.
fn disguise(bytes: &[u8]) -> Option<Disguise> {
    let start: String = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    match start {
        "" => Some(Disguise::Empty),
        s if s.starts_with("{\\rtf") => Some(Disguise::Rtf),
        s if s.starts_with("%pdf-") => Some(Disguise::Pdf),
        s if s.starts_with("<?xml")
            && (s.contains("word.document") || s.contains("xmlpackage")) =>
        {
            Some(Disguise::Xml)
        }
        s if s.starts_with("<html")
            || s.starts_with("<!doctype html")
            || s.starts_with("mime-version:") =>
        {
            Some(Disguise::Web)
        }
        _ => None,
    }
}

/// How many entries an archive says it has; `None` if that is said elsewhere (APPNOTE 4.3.16).
fn entries(bytes: &[u8]) -> Option<usize> {
    let end = memmem::rfind(bytes, b"PK\x05\x06")?;
    let count = bytes.get(end + 10..end + 12)?;
    let count = u16::from_le_bytes([count[0], count[1]]);
    if count != u16::MAX { Some(usize::from(count)) } else { None }
}

/// Where the relationships of a part stand.
pub(super) fn relations_of(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// A target as a path from the top of the archive.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let whole = match target.strip_prefix('/') {
        Some(rest) => rest.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
