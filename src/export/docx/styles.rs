//! The part that holds the styles: headings, paragraphs, characters and tables. Sizes in half
//! points. The typefaces are those of GB/T 9704—2012, by the names that offices have them under.

use super::paragraph_styles::{BODY, ParagraphStyle, STYLES};
use super::parts::W;
use super::xml_writer::XmlWriter;

/// 仿宋, the text.
const FANG: &str = "仿宋_GB2312";
/// 楷体, headings of the second level and emphasis.
pub(super) const KAI: &str = "楷体_GB2312";
/// 黑体, headings of the first level, heads and captions.
pub(super) const HEI: &str = "黑体";
/// 小标宋, the title.
pub(super) const BIAO: &str = "方正小标宋简体";

/// Twentieths of a point from line to line: 22 lines in 225 mm.
pub(super) const LINE: u32 = 579;
/// Sizes of text in tables beside that of the styles `TableText` and `TableHead`.
pub(super) const SMALLER: [u32; 3] = [21, 18, 15];
/// Levels of headings that Word knows.
pub(super) const DEEPEST: usize = 9;

/// The part.
pub(super) fn part() -> XmlWriter {
    let mut xml = XmlWriter::part();
    xml.element("w:styles", &[("xmlns:w", W)], |xml| {
        defaults(xml);
        for level in 1..=DEEPEST {
            heading(xml, level);
        }
        for style in &STYLES {
            paragraph(xml, style);
        }
        for size in SMALLER {
            for base in ["TableText", "TableHead"] {
                smaller_table_text(xml, base, size);
            }
        }
        characters(xml);
        tables(xml);
    });
    xml
}

/// What holds where no style says otherwise.
fn defaults(xml: &mut XmlWriter) {
    let latin = "Times New Roman";
    xml.element("w:docDefaults", &[], |xml| {
        xml.element("w:rPrDefault", &[], |xml| {
            xml.element("w:rPr", &[], |xml| {
                let fonts =
                    [("w:ascii", latin), ("w:eastAsia", FANG), ("w:hAnsi", latin), ("w:cs", latin)];
                xml.empty("w:rFonts", &fonts);
                xml.val("w:sz", "32");
                xml.val("w:szCs", "32");
                let languages = [("w:val", "en-US"), ("w:eastAsia", "zh-CN"), ("w:bidi", "ar-SA")];
                xml.empty("w:lang", &languages);
            });
        });
        xml.empty("w:pPrDefault", &[]);
    });
    let normal = [("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")];
    xml.element("w:style", &normal, |xml| {
        xml.val("w:name", "Normal");
        xml.empty("w:qFormat", &[]);
        xml.element("w:pPr", &[], |xml| {
            let line = LINE.to_string();
            xml.empty("w:spacing", &[("w:line", &line), ("w:lineRule", "exact")]);
            xml.val("w:jc", "both");
        });
    });
}

fn heading(xml: &mut XmlWriter, level: usize) {
    let font = match level {
        1 => HEI,
        2 => KAI,
        _ => FANG,
    };
    let id = format!("Heading{level}");
    xml.element("w:style", &[("w:type", "paragraph"), ("w:styleId", &id)], |xml| {
        xml.val("w:name", &format!("heading {level}"));
        xml.val("w:basedOn", "Normal");
        xml.val("w:next", BODY);
        xml.empty("w:qFormat", &[]);
        xml.element("w:pPr", &[], |xml| {
            xml.empty("w:keepNext", &[]);
            xml.empty("w:keepLines", &[]);
            xml.empty("w:ind", &[("w:firstLineChars", "200"), ("w:firstLine", "640")]);
            xml.val("w:outlineLvl", &(level - 1).to_string());
        });
        xml.element("w:rPr", &[], |xml| font_and_size(xml, font, 32));
    });
}

fn paragraph(xml: &mut XmlWriter, style: &ParagraphStyle) {
    xml.element("w:style", &[("w:type", "paragraph"), ("w:styleId", style.id)], |xml| {
        xml.val("w:name", style.name);
        xml.val("w:basedOn", style.based_on);
        xml.val("w:next", style.next);
        xml.empty("w:qFormat", &[]);
        if style.has_page_tab || !style.paragraph.is_empty() {
            xml.element("w:pPr", &[], |xml| {
                if style.has_page_tab {
                    let tab = [("w:val", "right"), ("w:leader", "dot"), ("w:pos", "8845")];
                    xml.element("w:tabs", &[], |xml| xml.empty("w:tab", &tab));
                }
                for (name, attributes) in style.paragraph {
                    xml.empty(name, attributes);
                }
            });
        }
        // Word reads an empty list of properties like none.
        xml.element("w:rPr", &[], |xml| font_and_size(xml, style.font, style.size));
    });
}

fn smaller_table_text(xml: &mut XmlWriter, base: &str, size: u32) {
    let id = format!("{base}{size}");
    xml.element("w:style", &[("w:type", "paragraph"), ("w:styleId", &id)], |xml| {
        xml.val("w:name", &format!("{base} {size}"));
        xml.val("w:basedOn", base);
        xml.val("w:next", &id);
        xml.element("w:rPr", &[], |xml| font_and_size(xml, "", size));
    });
}

fn characters(xml: &mut XmlWriter) {
    let default =
        [("w:type", "character"), ("w:default", "1"), ("w:styleId", "DefaultParagraphFont")];
    xml.element("w:style", &default, |xml| xml.val("w:name", "Default Paragraph Font"));
    xml.element("w:style", &[("w:type", "character"), ("w:styleId", "Strong")], |xml| {
        xml.val("w:name", "Strong");
        xml.empty("w:qFormat", &[]);
        xml.element("w:rPr", &[], |xml| {
            xml.empty("w:b", &[]);
            xml.empty("w:bCs", &[]);
        });
    });
    xml.element("w:style", &[("w:type", "character"), ("w:styleId", "Emphasis")], |xml| {
        xml.val("w:name", "Emphasis");
        xml.empty("w:qFormat", &[]);
        xml.element("w:rPr", &[], |xml| xml.empty("w:rFonts", &[("w:eastAsia", KAI)]));
    });
    let reference = [("w:type", "character"), ("w:styleId", "FootnoteReference")];
    xml.element("w:style", &reference, |xml| {
        xml.val("w:name", "footnote reference");
        xml.element("w:rPr", &[], |xml| xml.val("w:vertAlign", "superscript"));
    });
}

fn tables(xml: &mut XmlWriter) {
    let normal = [("w:type", "table"), ("w:default", "1"), ("w:styleId", "TableNormal")];
    xml.element("w:style", &normal, |xml| {
        xml.val("w:name", "Normal Table");
        xml.element("w:tblPr", &[], |xml| cell_margins(xml, 85));
    });
    xml.element("w:style", &[("w:type", "table"), ("w:styleId", "TableGrid")], |xml| {
        xml.val("w:name", "Table Grid");
        xml.val("w:basedOn", "TableNormal");
        xml.element("w:tblPr", &[], |xml| {
            xml.element("w:tblBorders", &[], |xml| {
                for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
                    let line =
                        [("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "auto")];
                    xml.empty(&format!("w:{side}"), &line);
                }
            });
        });
    });
}

/// The space beside the text of cells, twentieths of a point.
pub(super) fn cell_margins(xml: &mut XmlWriter, inset: u32) {
    let inset = inset.to_string();
    xml.element("w:tblCellMar", &[], |xml| {
        xml.empty("w:left", &[("w:w", &inset), ("w:type", "dxa")]);
        xml.empty("w:right", &[("w:w", &inset), ("w:type", "dxa")]);
    });
}

fn font_and_size(xml: &mut XmlWriter, font: &str, size: u32) {
    if !font.is_empty() {
        xml.empty("w:rFonts", &[("w:eastAsia", font)]);
    }
    if size > 0 {
        xml.val("w:sz", &size.to_string());
        xml.val("w:szCs", &size.to_string());
    }
}
