//! The parts around the text: types, relationships, settings, page numbers, notes, properties.

use super::super::pictures::{ExportPicture, ExportPictures};
use super::runs::{field_code, field_mark};
use super::xml_writer::XmlWriter;

/// The namespace of WordprocessingML.
pub(in crate::export) const W: &str =
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const CORE_PROPERTIES: &str = "application/vnd.openxmlformats-package.core-properties+xml";

/// A part that the text refers to.
#[derive(Clone, Copy)]
pub(super) struct Related {
    id: &'static str,
    kind: &'static str,
    /// Its name, below `word/`.
    pub(super) name: &'static str,
}

const fn related(id: &'static str, kind: &'static str, name: &'static str) -> Related {
    Related { id, kind, name }
}

const ALWAYS: [Related; 6] = [
    related("rId1", "styles", "styles.xml"),
    related("rId2", "numbering", "numbering.xml"),
    related("rId3", "settings", "settings.xml"),
    related("rId4", "footnotes", "footnotes.xml"),
    related("rId5", "footer", "footer1.xml"),
    related("rId6", "footer", "footer2.xml"),
];

/// The head of the first page of a letter.
pub(super) const LETTER_HEADER: Related = related("rId7", "header", "header1.xml");
/// The foot of the first page of a letter.
pub(super) const LETTER_FOOTER: Related = related("rId8", "footer", "footer3.xml");

/// From the package to the text and the properties.
pub(super) fn package_relations() -> XmlWriter {
    let mut xml = XmlWriter::part();
    xml.element("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))], |xml| {
        relationship(xml, "rId1", &format!("{R}/officeDocument"), "word/document.xml");
        let core = format!("{PACKAGE}/relationships/metadata/core-properties");
        relationship(xml, "rId2", &core, "docProps/core.xml");
    });
    xml
}

fn relationship(xml: &mut XmlWriter, id: &str, kind: &str, target: &str) {
    xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
}

/// Odd and even pages differ, fields are brought up to date when the file is opened, notes are ① ②
/// ③.
pub(super) fn settings() -> XmlWriter {
    let mut xml = XmlWriter::part();
    xml.element("w:settings", &[("xmlns:w", W)], |xml| {
        xml.empty("w:zoom", &[("w:percent", "100")]);
        xml.val("w:defaultTabStop", "640");
        xml.empty("w:evenAndOddHeaders", &[]);
        xml.val("w:characterSpacingControl", "compressPunctuation");
        xml.val("w:updateFields", "true");
        xml.element("w:footnotePr", &[], |xml| {
            xml.val("w:numFmt", "decimalEnclosedCircleChinese");
            xml.empty("w:footnote", &[("w:id", "-1")]);
            xml.empty("w:footnote", &[("w:id", "0")]);
        });
        xml.element("w:compat", &[], |xml| {
            let mode = [
                ("w:name", "compatibilityMode"),
                ("w:uri", "http://schemas.microsoft.com/office/word"),
                ("w:val", "15"),
            ];
            xml.empty("w:compatSetting", &mode);
        });
        xml.empty("w:themeFontLang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")]);
    });
    xml
}

/// The text with the names of its vocabularies.
pub(super) fn document(body: &XmlWriter) -> XmlWriter {
    let mut xml = XmlWriter::part();
    let namespaces = [
        ("xmlns:w", W),
        ("xmlns:r", R),
        ("xmlns:wp", &format!("{DRAWING}/wordprocessingDrawing")),
        ("xmlns:a", &format!("{DRAWING}/main")),
        ("xmlns:pic", &format!("{DRAWING}/picture")),
    ];
    xml.element("w:document", &namespaces, |xml| {
        xml.element("w:body", &[], |xml| xml.append(body));
    });
    xml
}

/// The types of all parts.
pub(super) fn content_types(more: &[Related]) -> XmlWriter {
    let mut xml = XmlWriter::part();
    xml.element("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))], |xml| {
        let defaults = [
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            ("png", "image/png"),
            ("jpeg", "image/jpeg"),
            ("gif", "image/gif"),
        ];
        for (extension, kind) in defaults {
            xml.empty("Default", &[("Extension", extension), ("ContentType", kind)]);
        }
        content_type(xml, "/word/document.xml", &format!("{WORD}.document.main+xml"));
        for Related { kind, name, .. } in ALWAYS.iter().chain(more) {
            content_type(xml, &format!("/word/{name}"), &format!("{WORD}.{kind}+xml"));
        }
        content_type(xml, "/docProps/core.xml", CORE_PROPERTIES);
    });
    xml
}

fn content_type(xml: &mut XmlWriter, part: &str, kind: &str) {
    xml.empty("Override", &[("PartName", part), ("ContentType", kind)]);
}

/// What the text refers to.
pub(super) fn relations(pictures: &ExportPictures, more: &[Related]) -> XmlWriter {
    let mut xml = XmlWriter::part();
    xml.element("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))], |xml| {
        for Related { id, kind, name } in ALWAYS.iter().chain(more) {
            relationship(xml, id, &format!("{R}/{kind}"), name);
        }
        for picture in pictures.in_order() {
            let target = media(picture);
            let target = target.trim_start_matches("word/");
            relationship(xml, &picture_id(picture), &format!("{R}/image"), target);
        }
    });
    xml
}

/// The name of a picture's part.
pub(super) fn media(picture: &ExportPicture) -> String {
    format!("word/media/image{}.{}", picture.number, picture.kind.extension())
}

/// The id under which the text refers to a picture.
pub(super) fn picture_id(picture: &ExportPicture) -> String {
    format!("rIdImage{}", picture.number)
}

/// The foot of odd pages.
pub(super) fn odd_footer() -> XmlWriter {
    footer("right", &[("w:rightChars", "100"), ("w:right", "280")])
}

/// The foot of even pages.
pub(super) fn even_footer() -> XmlWriter {
    footer("left", &[("w:leftChars", "100"), ("w:left", "280")])
}

/// The foot of a page: the number in 四号 with a dash on each side, one character from the outer
/// edge (GB/T 9704—2012, 7.5).
fn footer(side: &str, indent: &[(&str, &str)]) -> XmlWriter {
    let mut xml = XmlWriter::part();
    xml.element("w:ftr", &[("xmlns:w", W)], |xml| {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                xml.val("w:pStyle", "Footer");
                xml.empty("w:ind", indent);
                xml.val("w:jc", side);
            });
            xml.element("w:r", &[], |xml| xml.text("w:t", "— "));
            field_mark(xml, "begin");
            field_code(xml, " PAGE ");
            field_mark(xml, "separate");
            xml.element("w:r", &[], |xml| xml.element("w:t", &[], |xml| xml.characters("1")));
            field_mark(xml, "end");
            xml.element("w:r", &[], |xml| xml.text("w:t", " —"));
        });
    });
    xml
}

/// The head of the first page of a letter.
pub(super) fn letter_header(paragraphs: &XmlWriter) -> XmlWriter {
    let mut xml = XmlWriter::part();
    xml.element("w:hdr", &[("xmlns:w", W)], |xml| xml.append(paragraphs));
    xml
}

/// The foot of the first page of a letter, a paragraph with these properties.
pub(super) fn letter_footer(properties: &XmlWriter) -> XmlWriter {
    let mut xml = XmlWriter::part();
    xml.element("w:ftr", &[("xmlns:w", W)], |xml| {
        xml.element("w:p", &[], |xml| xml.append(properties));
    });
    xml
}

/// All notes.
pub(super) fn footnotes(notes: &[XmlWriter]) -> XmlWriter {
    let mut xml = XmlWriter::part();
    xml.element("w:footnotes", &[("xmlns:w", W), ("xmlns:r", R)], |xml| {
        for (id, kind) in [("-1", "separator"), ("0", "continuationSeparator")] {
            xml.element("w:footnote", &[("w:type", kind), ("w:id", id)], |xml| {
                xml.element("w:p", &[], |xml| {
                    xml.element("w:r", &[], |xml| xml.empty(&format!("w:{kind}"), &[]));
                });
            });
        }
        for (index, note) in notes.iter().enumerate() {
            let id = (index + 1).to_string();
            xml.element("w:footnote", &[("w:id", &id)], |xml| xml.append(note));
        }
    });
    xml
}

/// The properties: the title and nothing about a person or a machine.
pub(super) fn core(title: &str) -> XmlWriter {
    let mut xml = XmlWriter::part();
    let namespaces = [
        ("xmlns:cp", &*format!("{PACKAGE}/metadata/core-properties")),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    xml.element("cp:coreProperties", &namespaces, |xml| {
        xml.element("dc:title", &[], |xml| xml.characters(title));
    });
    xml
}
