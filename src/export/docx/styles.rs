//! The styles, after GB/T 9704—2012: 7.3.3 for headings and text, 7.5 for page numbers. Sizes in half points.

use std::fmt::Write as _;

use super::table::SMALLER;

/// 仿宋, the text.
const FANG: &str = "仿宋_GB2312";
/// 楷体, headings of the second level and emphasis.
pub(super) const KAI: &str = "楷体_GB2312";
/// 黑体, headings of the first level, heads and captions.
const HEI: &str = "黑体";
/// 小标宋, the title.
pub(super) const BIAO: &str = "方正小标宋简体";

/// Twentieths of a point from line to line: 22 lines in 225 mm.
pub(super) const LINE: u32 = 579;

struct Style {
    id: &'static str,
    name: &'static str,
    based_on: &'static str,
    next: &'static str,
    paragraph: &'static str,
    font: &'static str,
    size: u32,
}

const BODY: &str = "BodyText";

/// Paragraph styles; headings are made below.
const STYLES: [Style; 22] = [
    Style {
        id: BODY,
        name: "Body Text",
        based_on: "Normal",
        next: BODY,
        paragraph: "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>",
        font: "",
        size: 0,
    },
    Style {
        id: "Title",
        name: "Title",
        based_on: "Normal",
        next: BODY,
        paragraph: "<w:spacing w:before=\"2000\" w:after=\"0\" w:line=\"360\" w:lineRule=\"auto\"/><w:jc w:val=\"center\"/>",
        font: BIAO,
        size: 44,
    },
    Style {
        id: "LetterTitle",
        name: "Letter Title",
        based_on: "Normal",
        next: BODY,
        paragraph: "<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"1158\" w:after=\"1158\" w:line=\"680\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/>",
        font: BIAO,
        size: 44,
    },
    Style {
        id: "Subtitle",
        name: "Subtitle",
        based_on: "Normal",
        next: BODY,
        paragraph: "<w:spacing w:before=\"700\" w:line=\"360\" w:lineRule=\"auto\"/><w:jc w:val=\"center\"/>",
        font: KAI,
        size: 36,
    },
    Style {
        id: "CoverText",
        name: "Cover Text",
        based_on: "Normal",
        next: "CoverText",
        paragraph: "<w:spacing w:line=\"480\" w:lineRule=\"auto\"/><w:jc w:val=\"center\"/>",
        font: "",
        size: 32,
    },
    Style {
        id: "CoverFact",
        name: "Cover Fact",
        based_on: "Normal",
        next: "CoverFact",
        paragraph: "<w:spacing w:line=\"480\" w:lineRule=\"auto\"/><w:ind w:left=\"2240\" w:right=\"640\" w:hanging=\"1600\"/><w:jc w:val=\"left\"/>",
        font: "",
        size: 32,
    },
    Style {
        id: "CoverNote",
        name: "Cover Note",
        based_on: "Normal",
        next: "CoverNote",
        paragraph: "<w:spacing w:line=\"360\" w:lineRule=\"auto\"/><w:jc w:val=\"center\"/>",
        font: "",
        size: 21,
    },
    Style {
        id: "TOCHeading",
        name: "TOC Heading",
        based_on: "Normal",
        next: BODY,
        paragraph: "<w:spacing w:after=\"400\"/><w:jc w:val=\"center\"/>",
        font: HEI,
        size: 36,
    },
    Style {
        id: "TOC1",
        name: "toc 1",
        based_on: "Normal",
        next: "Normal",
        paragraph: "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"8845\"/></w:tabs><w:spacing w:line=\"500\" w:lineRule=\"exact\"/><w:jc w:val=\"left\"/>",
        font: HEI,
        size: 28,
    },
    Style {
        id: "TOC2",
        name: "toc 2",
        based_on: "Normal",
        next: "Normal",
        paragraph: "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"8845\"/></w:tabs><w:spacing w:line=\"500\" w:lineRule=\"exact\"/><w:ind w:left=\"420\"/><w:jc w:val=\"left\"/>",
        font: "",
        size: 28,
    },
    Style {
        id: "TOC3",
        name: "toc 3",
        based_on: "Normal",
        next: "Normal",
        paragraph: "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"8845\"/></w:tabs><w:spacing w:line=\"500\" w:lineRule=\"exact\"/><w:ind w:left=\"840\"/><w:jc w:val=\"left\"/>",
        font: "",
        size: 28,
    },
    Style {
        id: "Caption",
        name: "caption",
        based_on: "Normal",
        next: BODY,
        paragraph: "<w:keepLines/><w:spacing w:before=\"120\" w:after=\"60\" w:line=\"340\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/>",
        font: HEI,
        size: 24,
    },
    Style {
        id: "Figure",
        name: "Figure",
        based_on: "Normal",
        next: BODY,
        paragraph: "<w:keepNext/><w:spacing w:before=\"120\" w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"center\"/>",
        font: "",
        size: 0,
    },
    Style {
        id: "TableText",
        name: "Table Text",
        based_on: "Normal",
        next: "TableText",
        paragraph: "<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"40\" w:after=\"40\" w:line=\"300\" w:lineRule=\"auto\"/><w:jc w:val=\"left\"/>",
        font: "",
        size: 24,
    },
    Style {
        id: "TableHead",
        name: "Table Head",
        based_on: "TableText",
        next: "TableText",
        paragraph: "<w:keepNext/><w:jc w:val=\"center\"/>",
        font: HEI,
        size: 24,
    },
    Style {
        id: "TableNote",
        name: "Table Note",
        based_on: "Normal",
        next: BODY,
        paragraph: "<w:spacing w:after=\"120\" w:line=\"320\" w:lineRule=\"exact\"/><w:jc w:val=\"left\"/>",
        font: "",
        size: 21,
    },
    Style {
        id: "TableGap",
        name: "Table Gap",
        based_on: "Normal",
        next: BODY,
        paragraph: "<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"120\" w:lineRule=\"exact\"/>",
        font: "",
        size: 10,
    },
    Style { id: "ListParagraph", name: "List Paragraph", based_on: "Normal", next: "ListParagraph", paragraph: "", font: "", size: 0 },
    Style {
        id: "Quote",
        name: "Quote",
        based_on: "Normal",
        next: BODY,
        paragraph: "<w:ind w:left=\"640\" w:right=\"320\"/>",
        font: KAI,
        size: 0,
    },
    Style {
        id: "Preformatted",
        name: "HTML Preformatted",
        based_on: "Normal",
        next: BODY,
        paragraph: "<w:spacing w:line=\"320\" w:lineRule=\"exact\"/><w:ind w:left=\"640\"/><w:jc w:val=\"left\"/>",
        font: "",
        size: 24,
    },
    Style {
        id: "Footer",
        name: "footer",
        based_on: "Normal",
        next: "Footer",
        paragraph: "<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"280\" w:lineRule=\"exact\"/>",
        font: "宋体",
        size: 28,
    },
    Style {
        id: "FootnoteText",
        name: "footnote text",
        based_on: "Normal",
        next: "FootnoteText",
        paragraph: "<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"260\" w:lineRule=\"atLeast\"/><w:jc w:val=\"left\"/>",
        font: "",
        size: 18,
    },
];

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
        let _ = write!(out, "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>");
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
