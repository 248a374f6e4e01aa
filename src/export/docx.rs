//! A plan as a Word document (ISO/IEC 29500, transitional): real heading styles, a contents field,
//! page numbers outside.
//!
//! Ordinals of headings stay literal text, so that a plan that is read back says the same. Fonts
//! are named and not embedded: 仿宋_GB2312 and the like are what offices have, and a word processor
//! without them takes the next best.

mod body;
mod field;
mod flow;
mod fonts;
mod front;
mod inline;
mod letter;
mod look;
mod numbering;
mod pages;
mod paragraphs;
mod parts;
mod styles;
mod table;

use std::io::{self, Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::pictures::{ExportPictures, PictureFormat};
use super::{ExportInput, Exported, Remark};
use body::BodyWriter;
pub use letter::letter;

/// Kinds of pictures that every word processor shows.
const KINDS: [PictureFormat; 3] = [PictureFormat::Png, PictureFormat::Jpeg, PictureFormat::Gif];

/// Writes a plan as a Word document.
///
/// # Errors
/// What packing says: a part of 4 GiB.
pub fn docx(document: &ExportInput<'_>) -> io::Result<Exported> {
    let mut remarks = Vec::new();
    let pictures = ExportPictures::read(document, &KINDS, &mut remarks);
    let targets = document.target_table();
    let mut writer = BodyWriter::new(document, &pictures, targets.as_ref());
    writer.front();
    writer.plan();
    finish(writer, &pictures, remarks, &[])
}

/// A further part: id, kind and name, and the text.
type Further<'a> = ((&'a str, &'a str, &'a str), String);

/// The document around what was written.
fn finish(
    mut writer: BodyWriter<'_>,
    pictures: &ExportPictures,
    mut remarks: Vec<Remark>,
    further: &[Further<'_>],
) -> io::Result<Exported> {
    let main = parts::document(&writer.take());
    let notes = writer.notes();
    remarks.append(&mut writer.remarks);
    let more: Vec<_> = further.iter().map(|(part, _)| *part).collect();
    let texts = [
        ("[Content_Types].xml", parts::content_types(&more)),
        ("_rels/.rels", parts::ROOT_RELATIONS.to_owned()),
        ("docProps/core.xml", parts::core(&writer.document.title())),
        ("word/_rels/document.xml.rels", parts::relations(pictures, &more)),
        ("word/document.xml", main),
        ("word/footer1.xml", parts::footer(true)),
        ("word/footer2.xml", parts::footer(false)),
        ("word/footnotes.xml", parts::footnotes(&notes)),
        ("word/numbering.xml", numbering::part(&writer.lists)),
        ("word/settings.xml", parts::SETTINGS.to_owned()),
        ("word/styles.xml", styles::part()),
    ];
    let texts = texts.into_iter().map(|(name, text)| (name.to_owned(), text));
    let texts = texts
        .chain(further.iter().map(|((_, _, name), text)| (format!("word/{name}"), text.clone())));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // One day for all entries, and the mode bits that every system writes: the bytes depend on the
    // plan alone.
    let options = SimpleFileOptions::default()
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, text) in texts {
        zip.start_file(name, options.compression_method(CompressionMethod::Deflated))?;
        zip.write_all(text.as_bytes())?;
    }
    for picture in pictures.in_order() {
        zip.start_file(
            parts::media(picture),
            options.compression_method(CompressionMethod::Stored),
        )?;
        zip.write_all(&picture.bytes)?;
    }
    Ok(Exported { bytes: zip.finish()?.into_inner(), remarks })
}
