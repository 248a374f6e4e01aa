//! A copy of a document: some parts replaced or added, all others as they are packed; and how XML
//! is added to.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::text::path::comparable_part;

use super::docx_error::DocxError;

/// The prefix and name of the namespace of the root element.
pub(super) fn namespace(document: &str) -> Option<(String, String)> {
    let open = document
        .match_indices('<')
        .map(|(i, _)| i)
        .find(|i| !document[i + 1..].starts_with(['?', '!']))?;
    let tag = &document[open + 1..open + document[open..].find('>')?];
    let name = tag.split(|c: char| c.is_whitespace() || c == '/').next()?;
    let (prefix, _) = name.split_once(':')?;
    let key = format!("xmlns:{prefix}=");
    let value = tag[tag.find(&key)? + key.len()..].trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let value = value[1..].split(quote).next()?;
    Some((prefix.to_owned(), value.to_owned()))
}

/// Puts something before the end of the root element, whatever its prefix.
pub(super) fn insert_last(text: &str, root: &str, entry: &str) -> Option<String> {
    let end = text.trim_end();
    if let Some(start) = end.rfind("</") {
        let name = end[start + 2..].trim_end_matches('>').trim();
        if end.ends_with('>') && (name == root || name.ends_with(&format!(":{root}"))) {
            // A prefix of the root counts for what is put into it too.
            let prefix = name.strip_suffix(root).unwrap_or_default();
            let entry = if prefix.is_empty() {
                entry.to_owned()
            } else {
                entry.replacen('<', &format!("<{prefix}"), 1)
            };
            return Some(format!("{}{entry}{}", &text[..start], &text[start..]));
        }
    }
    let body = end.strip_suffix("/>")?;
    let start = body.rfind('<')?;
    let name = body[start + 1..].split_whitespace().next()?;
    (name == root).then(|| format!("{body}>{entry}</{name}>"))
}

/// The archive with some parts replaced or added; all others are copied as they are packed.
pub(super) fn rewrite(bytes: &[u8], changed: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>, DocxError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| DocxError::Damaged)?;
    let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() + 65_536)));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut left = changed;
    let put = |out: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, bytes: &[u8]| {
        out.start_file(name, options).map_err(|_| DocxError::Unusual)?;
        out.write_all(bytes).map_err(|_| DocxError::Unusual)
    };
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index).map_err(|_| DocxError::Damaged)?;
        let name = file.name().map_err(|_| DocxError::Unusual)?.into_owned();
        match left.iter().position(|(n, _)| comparable_part(n) == comparable_part(&name)) {
            Some(at) => {
                drop(file);
                let (_, bytes) = left.swap_remove(at);
                put(&mut out, &name, &bytes)?;
            }
            None => out.raw_copy_file(file).map_err(|_| DocxError::Unusual)?,
        }
    }
    for (name, bytes) in left {
        put(&mut out, &name, &bytes)?;
    }
    out.finish().map(Cursor::into_inner).map_err(|_| DocxError::Unusual)
}
