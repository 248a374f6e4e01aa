//! The kind of a file by its first bytes; by its name only where text is run as a program.

use std::io::Cursor;

use crate::text::path::comparable_part;
use crate::text::word_list;

use super::file_facts::FileKind;

/// The kind of a file.
pub fn kind_of(name: &str, bytes: &[u8]) -> FileKind {
    kind_with(name, bytes, zip_kind)
}

/// The kind of a file whose beginning is all there is, or all that may be read.
pub fn kind_by_beginning(name: &str, head: &[u8]) -> FileKind {
    kind_with(name, head, damaged_zip_kind)
}

fn kind_with(name: &str, bytes: &[u8], zip_kind: fn(&[u8]) -> FileKind) -> FileKind {
    let by_content = by_content(bytes, zip_kind);
    let runs = word_list::has_ending(name, "program-endings");
    // A picture called .exe is still run by nobody; text, archives and OLE (.msi) are.
    let may_run =
        matches!(by_content, FileKind::Text | FileKind::Ole | FileKind::Zip | FileKind::Other)
            && !bytes.is_empty();
    if runs && may_run { FileKind::Executable } else { by_content }
}

fn by_content(bytes: &[u8], zip_kind: fn(&[u8]) -> FileKind) -> FileKind {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    let at =
        |offset: usize, magic: &[u8]| bytes.get(offset..).is_some_and(|b| b.starts_with(magic));
    // ISO 32000 wants %PDF- at the start; readers accept it within the first kilobyte.
    if memchr::memmem::find(&bytes[..bytes.len().min(1024)], b"%PDF-").is_some() {
        FileKind::Pdf
    } else if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") || starts(b"PK\x07\x08") {
        zip_kind(bytes)
    } else if starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        FileKind::Ole
    } else if starts(b"\xff\xd8\xff") {
        FileKind::Jpeg
    } else if starts(b"\x89PNG\r\n\x1a\n") {
        FileKind::Png
    } else if starts(b"GIF8")
        || starts(b"II*\0")
        || starts(b"MM\0*")
        || (starts(b"RIFF") && at(8, b"WEBP"))
        || is_bmp(bytes)
        || is_heif(bytes)
    {
        FileKind::Picture
    } else if starts(b"Rar!\x1a\x07")
        || starts(b"7z\xbc\xaf\x27\x1c")
        || starts(b"\x1f\x8b")
        || starts(b"BZh")
        || at(257, b"ustar")
    {
        FileKind::Archive
    } else if (starts(b"#!") && is_text(bytes))
        || is_portable_executable(bytes)
        || starts(b"\x7fELF")
        || is_mach_o(bytes)
        || starts(b"\x4c\x00\x00\x00\x01\x14\x02\x00")
    {
        FileKind::Executable
    } else if is_text(bytes) {
        FileKind::Text
    } else {
        FileKind::Other
    }
}

fn is_bmp(bytes: &[u8]) -> bool {
    // The header's size is one of a few numbers; `BM` alone would also match prose.
    bytes.starts_with(b"BM")
        && matches!(bytes.get(14..18), Some([12 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0]))
}

fn is_heif(bytes: &[u8]) -> bool {
    bytes.get(4..8) == Some(b"ftyp")
        && bytes
            .get(8..12)
            .is_some_and(|b| [b"heic", b"heix", b"mif1", b"avif", b"msf1"].iter().any(|k| b == *k))
}

fn is_portable_executable(bytes: &[u8]) -> bool {
    if !bytes.starts_with(b"MZ") {
        return false;
    }
    let Some(&[a, b, c, d]) = bytes.get(0x3c..0x40) else { return false };
    let offset = u32::from_le_bytes([a, b, c, d]) as usize;
    match bytes.get(offset..) {
        Some(header) => header.starts_with(b"PE\0\0") || header.starts_with(b"NE"),
        // Only the beginning of the file is here.
        None => true,
    }
}

fn is_mach_o(bytes: &[u8]) -> bool {
    matches!(
        bytes.get(..4),
        Some([0xfe, 0xed, 0xfa, 0xce | 0xcf] | [0xce | 0xcf, 0xfa, 0xed, 0xfe])
    )
}

/// Which member of the zip family it is, by the names in its directory.
fn zip_kind(bytes: &[u8]) -> FileKind {
    let Ok(archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return damaged_zip_kind(bytes);
    };
    let names: Vec<String> =
        archive.file_names().flatten().map(|name| comparable_part(&name)).collect();
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let below = |folder: &str| names.iter().any(|name| name.starts_with(folder));
    if has("ofd.xml") {
        FileKind::Ofd
    } else if has("[content_types].xml") {
        if below("word/") {
            FileKind::Docx
        } else if below("xl/") {
            FileKind::Xlsx
        } else if below("ppt/") {
            FileKind::Pptx
        } else {
            // Visio, XPS and others of the kind.
            FileKind::Other
        }
    } else if has("mimetype") {
        // OpenDocument, EPUB.
        FileKind::Other
    } else {
        FileKind::Zip
    }
}

/// A cut-off archive has no directory, but its first entries still tell.
fn damaged_zip_kind(bytes: &[u8]) -> FileKind {
    let head = &bytes[..bytes.len().min(1 << 20)];
    let holds = |name: &[u8]| memchr::memmem::find(head, name).is_some();
    if holds(b"OFD.xml") {
        FileKind::Ofd
    } else if !holds(b"[Content_Types].xml") {
        FileKind::Zip
    } else if holds(b"word/") {
        FileKind::Docx
    } else if holds(b"xl/") {
        FileKind::Xlsx
    } else if holds(b"ppt/") {
        FileKind::Pptx
    } else {
        FileKind::Zip
    }
}

/// Whether it reads as text: UTF-8, UTF-16 with a mark, or GB18030, without control characters.
fn is_text(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8192)];
    if head.is_empty() {
        return false;
    }
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return true;
    }
    if head.iter().any(|b| matches!(b, 0..=8 | 14..=26 | 28..=31)) {
        return false;
    }
    let is_cut = head.len() < bytes.len();
    match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(fault) if is_cut && head.len() - fault.valid_up_to() < 4 => true,
        Err(_) => {
            let (text, _, damaged) = encoding_rs::GB18030.decode(head);
            !damaged || (is_cut && text.chars().filter(|c| *c == '\u{fffd}').count() <= 1)
        }
    }
}
