//! The archive around the parts of a Word document: the bytes depend on the parts alone.

use std::borrow::Cow;
use std::io::{self, Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A part of a document.
pub(in crate::export) struct DocxPart<'a> {
    name: String,
    bytes: Cow<'a, [u8]>,
    compression: CompressionMethod,
}

impl<'a> DocxPart<'a> {
    /// A part of XML, which is compressed.
    pub(in crate::export) fn text(
        name: impl Into<String>,
        bytes: impl Into<Cow<'a, [u8]>>,
    ) -> Self {
        Self { name: name.into(), bytes: bytes.into(), compression: CompressionMethod::Deflated }
    }

    /// A picture, which is compressed already.
    pub(in crate::export) fn picture(name: impl Into<String>, bytes: &'a [u8]) -> Self {
        Self { name: name.into(), bytes: bytes.into(), compression: CompressionMethod::Stored }
    }
}

/// Packs parts in their order.
///
/// # Errors
/// What packing says: a part of 4 GiB.
pub(in crate::export) fn pack(parts: &[DocxPart<'_>]) -> io::Result<Vec<u8>> {
    // One day for all entries, and the mode bits that every system writes.
    let options = SimpleFileOptions::default()
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts {
        zip.start_file(&part.name, options.compression_method(part.compression))?;
        zip.write_all(&part.bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
