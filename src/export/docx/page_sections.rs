//! Sections of pages: their size, margins and numbers.

use super::styles::LINE;
use super::xml_writer::XmlWriter;

/// How the pages of a section are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageNumbering {
    /// Not at all.
    None,
    /// I, II, III.
    Roman,
    /// 1, 2, 3.
    Arabic,
    /// After those of the section before.
    GoOn,
}

/// How the pages of a section stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Orientation {
    Portrait,
    Landscape,
}

/// The properties of a section: A4 with the margins of GB/T 9704—2012, 5.2 (37, 26, 35, 28 mm),
/// lines on a grid. The foot stands so that the number is 7 mm below the text. A landscape page has
/// the margins of a portrait sheet turned by a quarter.
pub(super) fn section(xml: &mut XmlWriter, numbers: PageNumbering, orientation: Orientation) {
    xml.element("w:sectPr", &[], |xml| {
        if numbers != PageNumbering::None {
            footer_reference(xml, "default", "rId5");
            footer_reference(xml, "even", "rId6");
        }
        note_numbers(xml);
        xml.val("w:type", "nextPage");
        match orientation {
            Orientation::Portrait => {
                portrait_size(xml);
                portrait_margins(xml, "851", "1304");
            }
            Orientation::Landscape => {
                let size = [("w:w", "16838"), ("w:h", "11906"), ("w:orient", "landscape")];
                xml.empty("w:pgSz", &size);
                let margins = [
                    ("w:top", "1587"),
                    ("w:right", "2098"),
                    ("w:bottom", "1474"),
                    ("w:left", "1984"),
                    ("w:header", "851"),
                    ("w:footer", "794"),
                    ("w:gutter", "0"),
                ];
                xml.empty("w:pgMar", &margins);
            }
        }
        match numbers {
            PageNumbering::None => {}
            PageNumbering::Roman => {
                xml.empty("w:pgNumType", &[("w:fmt", "upperRoman"), ("w:start", "1")]);
            }
            PageNumbering::Arabic => {
                xml.empty("w:pgNumType", &[("w:fmt", "decimal"), ("w:start", "1")]);
            }
            PageNumbering::GoOn => xml.empty("w:pgNumType", &[("w:fmt", "decimal")]),
        }
        xml.empty("w:cols", &[("w:space", "425")]);
        line_grid(xml);
    });
}

/// The only section of a letter (GB/T 9704—2012, 10.1): its first page has a head and a foot of its
/// own.
pub(super) fn letter_section(xml: &mut XmlWriter) {
    xml.element("w:sectPr", &[], |xml| {
        xml.empty("w:headerReference", &[("w:type", "first"), ("r:id", "rId7")]);
        footer_reference(xml, "default", "rId5");
        footer_reference(xml, "even", "rId6");
        footer_reference(xml, "first", "rId8");
        note_numbers(xml);
        portrait_size(xml);
        portrait_margins(xml, "1701", "1134");
        xml.empty("w:pgNumType", &[("w:fmt", "decimal"), ("w:start", "1")]);
        xml.empty("w:cols", &[("w:space", "425")]);
        xml.empty("w:titlePg", &[]);
        line_grid(xml);
    });
}

fn footer_reference(xml: &mut XmlWriter, kind: &str, id: &str) {
    xml.empty("w:footerReference", &[("w:type", kind), ("r:id", id)]);
}

/// Notes are numbered ① ② ③.
fn note_numbers(xml: &mut XmlWriter) {
    xml.element("w:footnotePr", &[], |xml| xml.val("w:numFmt", "decimalEnclosedCircleChinese"));
}

fn portrait_size(xml: &mut XmlWriter) {
    xml.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
}

fn portrait_margins(xml: &mut XmlWriter, header: &str, footer: &str) {
    let margins = [
        ("w:top", "2098"),
        ("w:right", "1474"),
        ("w:bottom", "1984"),
        ("w:left", "1587"),
        ("w:header", header),
        ("w:footer", footer),
        ("w:gutter", "0"),
    ];
    xml.empty("w:pgMar", &margins);
}

fn line_grid(xml: &mut XmlWriter) {
    xml.empty("w:docGrid", &[("w:type", "lines"), ("w:linePitch", &LINE.to_string())]);
}
