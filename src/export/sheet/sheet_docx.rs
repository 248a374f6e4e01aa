//! The sheet as a Word document (ISO/IEC 29500, transitional): headings and a table for each group.

use std::io;

use super::{NOTHING, evidence, place};
use crate::export::docx::package::{DocxPart, pack};
use crate::export::docx::parts::W;
use crate::export::docx::xml_writer::XmlWriter;
use crate::reading::view::{SheetView, ViewGroup};

/// The parts that are the same in every sheet.
const FIXED_PARTS: [(&str, &str); 4] = [
    ("[Content_Types].xml", include_str!("parts/content_types.xml")),
    ("_rels/.rels", include_str!("parts/package_relations.xml")),
    ("word/_rels/document.xml.rels", include_str!("parts/document_relations.xml")),
    ("word/styles.xml", include_str!("parts/styles.xml")),
];
/// Widths of the columns, in twentieths of a point.
const WIDTHS: [u32; 3] = [1300, 4100, 4200];
/// A4 with margins of 2 cm, in twentieths of a point.
const PAGE: (u32, u32) = (11_906, 16_838);
const MARGIN: u32 = 1_134;
const HEADER: u32 = 567;

/// Writes the sheet as a Word document.
///
/// # Errors
/// What packing says: a part of 4 GiB.
pub fn docx(view: &SheetView) -> io::Result<Vec<u8>> {
    let mut xml = XmlWriter::part();
    xml.element("w:document", &[("xmlns:w", W)], |xml| {
        xml.element("w:body", &[], |xml| {
            paragraph("Title", &format!("读通知：{}", view.title), xml);
            if !view.warning.is_empty() {
                paragraph("Normal", &view.warning, xml);
            }
            for group in &view.groups {
                paragraph("Heading1", group.heading, xml);
                table(group, xml);
            }
            page_section(xml);
        });
    });
    let mut parts = Vec::new();
    for (name, text) in FIXED_PARTS {
        parts.push(DocxPart::text(name, text.as_bytes()));
    }
    parts.push(DocxPart::text("word/document.xml", xml.into_bytes()));
    pack(&parts)
}

fn paragraph(style: &str, text: &str, xml: &mut XmlWriter) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| xml.val("w:pStyle", style));
        run(text, xml);
    });
}

fn run(text: &str, xml: &mut XmlWriter) {
    xml.element("w:r", &[], |xml| xml.text("w:t", text));
}

fn page_section(xml: &mut XmlWriter) {
    let (width, height) = (PAGE.0.to_string(), PAGE.1.to_string());
    let (margin, header) = (MARGIN.to_string(), HEADER.to_string());
    xml.element("w:sectPr", &[], |xml| {
        xml.empty("w:pgSz", &[("w:w", &width), ("w:h", &height)]);
        let margins = [
            ("w:top", margin.as_str()),
            ("w:right", &margin),
            ("w:bottom", &margin),
            ("w:left", &margin),
            ("w:header", &header),
            ("w:footer", &header),
            ("w:gutter", "0"),
        ];
        xml.empty("w:pgMar", &margins);
    });
}

fn table(group: &ViewGroup, xml: &mut XmlWriter) {
    if group.rows.is_empty() {
        paragraph("Normal", NOTHING, xml);
        return;
    }
    xml.element("w:tbl", &[], |xml| {
        table_properties(xml);
        xml.element("w:tblGrid", &[], |xml| {
            for width in WIDTHS {
                xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
            }
        });
        let head = ["项", "内容", "原句"].map(|word| vec![word.to_owned()]);
        line(head, "w:tblHeader", xml);
        for row in &group.rows {
            let mut value = vec![row.value.clone()];
            if !row.note.is_empty() {
                value.push(row.note.clone());
            }
            let quote = format!("{} {}", evidence(row), place(row));
            let cells = [vec![row.label.clone()], value, vec![quote.trim().to_owned()]];
            line(cells, "w:cantSplit", xml);
        }
    });
}

fn table_properties(xml: &mut XmlWriter) {
    let width: u32 = WIDTHS.iter().sum();
    xml.element("w:tblPr", &[], |xml| {
        xml.empty("w:tblW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        xml.element("w:tblBorders", &[], |xml| {
            for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
                let border =
                    [("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "999999")];
                xml.empty(&format!("w:{side}"), &border);
            }
        });
        xml.empty("w:tblLayout", &[("w:type", "fixed")]);
    });
}

/// A row with one property; each cell is a list of paragraphs.
fn line(cells: [Vec<String>; 3], property: &str, xml: &mut XmlWriter) {
    xml.element("w:tr", &[], |xml| {
        xml.element("w:trPr", &[], |xml| xml.empty(property, &[]));
        for (width, paragraphs) in WIDTHS.into_iter().zip(cells) {
            xml.element("w:tc", &[], |xml| {
                let width = width.to_string();
                let of_cell = [("w:w", width.as_str()), ("w:type", "dxa")];
                xml.element("w:tcPr", &[], |xml| xml.empty("w:tcW", &of_cell));
                for text in paragraphs {
                    xml.element("w:p", &[], |xml| run(&text, xml));
                }
            });
        }
    });
}
