//! The part that holds the styles: headings, paragraphs, characters and tables. Sizes in half
//! points.

use std::fmt::Write as _;

use super::fonts::{FANG, HEI, KAI, LINE};
use super::paragraphs::{BODY, STYLES};

/// Sizes of text in tables beside that of the styles `TableText` and `TableHead`.
pub(super) const SMALLER: [u32; 3] = [21, 18, 15];
/// Levels of headings that Word knows.
pub(super) const DEEPEST: usize = 9;

/// The part.
pub(super) fn part() -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">",
    );
    let _ = write!(
        out,
        "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:eastAsia=\"{FANG}\" w:hAnsi=\"Times New Roman\" \
         w:cs=\"Times New Roman\"/><w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/></w:rPr>\
         </w:rPrDefault><w:pPrDefault/></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/>\
         <w:pPr><w:spacing w:line=\"{LINE}\" w:lineRule=\"exact\"/><w:jc w:val=\"both\"/></w:pPr></w:style>"
    );
    for level in 1..=DEEPEST {
        let font = match level {
            1 => HEI,
            2 => KAI,
            _ => FANG,
        };
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:styleId=\"Heading{level}\"><w:name w:val=\"heading {level}\"/><w:basedOn w:val=\"Normal\"/>\
             <w:next w:val=\"{BODY}\"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/><w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>\
             <w:outlineLvl w:val=\"{}\"/></w:pPr><w:rPr>{}</w:rPr></w:style>",
            level - 1,
            look(font, 32)
        );
    }
    for style in &STYLES {
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:styleId=\"{}\"><w:name w:val=\"{}\"/><w:basedOn w:val=\"{}\"/><w:next w:val=\"{}\"/><w:qFormat/>",
            style.id, style.name, style.based_on, style.next
        );
        if !style.paragraph.is_empty() {
            let _ = write!(out, "<w:pPr>{}</w:pPr>", style.paragraph);
        }
        let _ = write!(out, "<w:rPr>{}</w:rPr></w:style>", look(style.font, style.size));
    }
    for size in SMALLER {
        for base in ["TableText", "TableHead"] {
            let _ = write!(
                out,
                "<w:style w:type=\"paragraph\" w:styleId=\"{base}{size}\"><w:name w:val=\"{base} {size}\"/><w:basedOn w:val=\"{base}\"/>\
                 <w:next w:val=\"{base}{size}\"/><w:rPr>{}</w:rPr></w:style>",
                look("", size)
            );
        }
    }
    let _ = write!(
        out,
        "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Strong\"><w:name w:val=\"Strong\"/><w:qFormat/><w:rPr><w:b/><w:bCs/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Emphasis\"><w:name w:val=\"Emphasis\"/><w:qFormat/>\
         <w:rPr><w:rFonts w:eastAsia=\"{KAI}\"/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"FootnoteReference\"><w:name w:val=\"footnote reference\"/>\
         <w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>"
    );
    out.push_str("<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr>");
    out.push_str(
        "<w:tblCellMar><w:left w:w=\"85\" w:type=\"dxa\"/><w:right w:w=\"85\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>",
    );
    out.push_str("<w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:basedOn w:val=\"TableNormal\"/>");
    out.push_str("<w:tblPr><w:tblBorders>");
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        let _ =
            write!(out, "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>");
    }
    out.push_str("</w:tblBorders></w:tblPr></w:style></w:styles>");
    out
}

fn look(font: &str, size: u32) -> String {
    let mut out = String::new();
    if !font.is_empty() {
        let _ = write!(out, "<w:rFonts w:eastAsia=\"{font}\"/>");
    }
    if size > 0 {
        let _ = write!(out, "<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>");
    }
    out
}
