//! A plan as a Word document (ISO/IEC 29500, transitional): real heading styles, a contents field,
//! page numbers outside.
//!
//! Ordinals of headings stay literal text, so that a plan that is read back says the same. Fonts
//! are named and not embedded: 仿宋_GB2312 and the like are what offices have, and a word processor
//! without them takes the next best.

mod body;
mod front;
mod letter_document;
mod numbering;
pub(super) mod package;
mod page_sections;
mod paragraph_styles;
pub(super) mod parts;
mod runs;
mod section_flow;
mod styles;
mod tables;
pub(super) mod xml_writer;

use std::io;

use super::pictures::{ExportPictures, PictureFormat};
use super::{ExportInput, Exported, Remark};
use body::BodyWriter;
pub use letter_document::letter;
use package::{DocxPart, pack};
use parts::Related;
use xml_writer::XmlWriter;

/// Formats of pictures that every word processor shows.
const FORMATS: [PictureFormat; 3] = [PictureFormat::Png, PictureFormat::Jpeg, PictureFormat::Gif];

/// Writes a plan as a Word document.
///
/// # Errors
/// What packing says: a part of 4 GiB.
pub fn docx(document: &ExportInput<'_>) -> io::Result<Exported> {
    let mut remarks = Vec::new();
    let pictures = ExportPictures::read(document, &FORMATS, &mut remarks);
    let targets = document.target_table();
    let mut writer = BodyWriter::new(document, &pictures, targets.as_ref());
    writer.front();
    writer.plan();
    finish(writer, &pictures, remarks, Vec::new())
}

/// The document around what was written, with further parts below `word/`.
fn finish(
    mut writer: BodyWriter<'_>,
    pictures: &ExportPictures,
    mut remarks: Vec<Remark>,
    further: Vec<(Related, XmlWriter)>,
) -> io::Result<Exported> {
    let main = parts::document(&writer.take());
    let notes = writer.notes();
    remarks.append(&mut writer.remarks);
    let more: Vec<Related> = further.iter().map(|(related, _)| *related).collect();
    let mut texts = vec![
        ("[Content_Types].xml".to_owned(), parts::content_types(&more)),
        ("_rels/.rels".to_owned(), parts::package_relations()),
        ("docProps/core.xml".to_owned(), parts::core(&writer.document.title())),
        ("word/_rels/document.xml.rels".to_owned(), parts::relations(pictures, &more)),
        ("word/document.xml".to_owned(), main),
        ("word/footer1.xml".to_owned(), parts::odd_footer()),
        ("word/footer2.xml".to_owned(), parts::even_footer()),
        ("word/footnotes.xml".to_owned(), parts::footnotes(&notes)),
        ("word/numbering.xml".to_owned(), numbering::part(&writer.lists)),
        ("word/settings.xml".to_owned(), parts::settings()),
        ("word/styles.xml".to_owned(), styles::part()),
    ];
    for (related, text) in further {
        texts.push((format!("word/{}", related.name), text));
    }
    let mut packed = Vec::new();
    for (name, text) in texts {
        packed.push(DocxPart::text(name, text.into_bytes()));
    }
    for picture in pictures.in_order() {
        packed.push(DocxPart::picture(parts::media(picture), &picture.bytes));
    }
    Ok(Exported { bytes: pack(&packed)?, remarks })
}
