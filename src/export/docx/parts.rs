//! The parts around the text: types, relationships, settings, page numbers, notes, properties.

use std::fmt::Write as _;

use super::super::pictures::{ExportPicture, ExportPictures};
use crate::text::escape;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The parts that the text refers to: id, kind, name, all below `word/`.
const PARTS: [(&str, &str, &str); 6] = [
    ("rId1", "styles", "styles.xml"),
    ("rId2", "numbering", "numbering.xml"),
    ("rId3", "settings", "settings.xml"),
    ("rId4", "footnotes", "footnotes.xml"),
    ("rId5", "footer", "footer1.xml"),
    ("rId6", "footer", "footer2.xml"),
];

/// What only the first page of a letter has.
pub(super) const FIRST: [(&str, &str, &str); 2] =
    [("rId7", "header", "header1.xml"), ("rId8", "footer", "footer3.xml")];

/// From the whole to the text and the properties.
pub(super) const ROOT_RELATIONS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" ",
    "Target=\"word/document.xml\"/>",
    "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" ",
    "Target=\"docProps/core.xml\"/></Relationships>"
);

/// Odd and even pages differ, fields are brought up to date when the file is opened, notes are ① ②
/// ③.
pub(super) const SETTINGS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:zoom w:percent=\"100\"/>",
    "<w:defaultTabStop w:val=\"640\"/><w:evenAndOddHeaders/>",
    "<w:characterSpacingControl w:val=\"compressPunctuation\"/><w:updateFields w:val=\"true\"/>",
    "<w:footnotePr><w:numFmt w:val=\"decimalEnclosedCircleChinese\"/><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>",
    "<w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>",
    "<w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>"
);

/// The text with the names of its vocabularies.
pub(super) fn document(body: &str) -> String {
    let drawing = "http://schemas.openxmlformats.org/drawingml/2006";
    format!(
        "{HEAD}<w:document xmlns:w=\"{W}\" xmlns:r=\"{R}\" xmlns:wp=\"{drawing}/wordprocessingDrawing\" xmlns:a=\"{drawing}/main\" \
         xmlns:pic=\"{drawing}/picture\"><w:body>{body}</w:body></w:document>"
    )
}

/// The types of all parts.
pub(super) fn content_types(more: &[(&str, &str, &str)]) -> String {
    let mut out = format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    );
    let defaults = [
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
        ("png", "image/png"),
        ("jpeg", "image/jpeg"),
        ("gif", "image/gif"),
    ];
    for (extension, kind) in defaults {
        let _ = write!(out, "<Default Extension=\"{extension}\" ContentType=\"{kind}\"/>");
    }
    let _ = write!(
        out,
        "<Override PartName=\"/word/document.xml\" ContentType=\"{WORD}.document.main+xml\"/>"
    );
    for (_, kind, name) in PARTS.iter().chain(more) {
        let _ =
            write!(out, "<Override PartName=\"/word/{name}\" ContentType=\"{WORD}.{kind}+xml\"/>");
    }
    out.push_str("<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>");
    out.push_str("</Types>");
    out
}

/// What the text refers to.
pub(super) fn relations(pictures: &ExportPictures, more: &[(&str, &str, &str)]) -> String {
    let mut out = format!(
        "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    );
    for (id, kind, name) in PARTS.iter().chain(more) {
        let _ = write!(out, "<Relationship Id=\"{id}\" Type=\"{R}/{kind}\" Target=\"{name}\"/>");
    }
    for picture in pictures.in_order() {
        let target = media(picture);
        let target = target.trim_start_matches("word/");
        let _ = write!(
            out,
            "<Relationship Id=\"{}\" Type=\"{R}/image\" Target=\"{target}\"/>",
            picture_id(picture)
        );
    }
    out.push_str("</Relationships>");
    out
}

/// The name of a picture's part.
pub(super) fn media(picture: &ExportPicture) -> String {
    format!("word/media/image{}.{}", picture.number, picture.kind.extension())
}

/// The id under which the text refers to a picture.
pub(super) fn picture_id(picture: &ExportPicture) -> String {
    format!("rIdImage{}", picture.number)
}

/// The foot of a page: the number in 四号 with a dash on each side, one character from the outer
/// edge (GB/T 9704—2012, 7.5).
pub(super) fn footer(is_odd: bool) -> String {
    let (side, indent) = if is_odd {
        ("right", "w:rightChars=\"100\" w:right=\"280\"")
    } else {
        ("left", "w:leftChars=\"100\" w:left=\"280\"")
    };
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    format!(
        "{HEAD}<w:ftr xmlns:w=\"{W}\"><w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:ind {indent}/><w:jc w:val=\"{side}\"/></w:pPr>\
         <w:r><w:t xml:space=\"preserve\">— </w:t></w:r>{}<w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>{}\
         <w:r><w:t>1</w:t></w:r>{}<w:r><w:t xml:space=\"preserve\"> —</w:t></w:r></w:p></w:ftr>",
        field("begin"),
        field("separate"),
        field("end")
    )
}

/// The head of the first page of a letter.
pub(super) fn header(paragraphs: &str) -> String {
    format!("{HEAD}<w:hdr xmlns:w=\"{W}\">{paragraphs}</w:hdr>")
}

/// The foot of the first page of a letter, a paragraph with these properties.
pub(super) fn first_footer(properties: &str) -> String {
    format!("{HEAD}<w:ftr xmlns:w=\"{W}\"><w:p>{properties}</w:p></w:ftr>")
}

/// All notes.
pub(super) fn footnotes(notes: &[String]) -> String {
    let mut out = format!("{HEAD}<w:footnotes xmlns:w=\"{W}\" xmlns:r=\"{R}\">");
    for (id, kind, mark) in
        [(-1, "separator", "separator"), (0, "continuationSeparator", "continuationSeparator")]
    {
        let _ = write!(
            out,
            "<w:footnote w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>"
        );
    }
    for (index, note) in notes.iter().enumerate() {
        let _ = write!(out, "<w:footnote w:id=\"{}\">{note}</w:footnote>", index + 1);
    }
    out.push_str("</w:footnotes>");
    out
}

/// The properties: the title and nothing about a person or a machine.
pub(super) fn core(title: &str) -> String {
    let package = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    let title = escape::visible(title);
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{package}\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{title}</dc:title></cp:coreProperties>"
    )
}
