//! Sections of pages: their size, margins and numbers.

use std::fmt::Write as _;

use super::fonts::LINE;

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

/// The properties of a section: A4 with the margins of GB/T 9704—2012, 5.2 (37, 26, 35, 28 mm),
/// lines on a grid. The foot stands so that the number is 7 mm below the text. A page on its side
/// has the margins of a sheet that was turned.
pub(super) fn section(numbers: PageNumbering, is_landscape: bool) -> String {
    let mut out = String::from("<w:sectPr>");
    if numbers != PageNumbering::None {
        out.push_str("<w:footerReference w:type=\"default\" r:id=\"rId5\"/><w:footerReference w:type=\"even\" r:id=\"rId6\"/>");
    }
    out.push_str("<w:footnotePr><w:numFmt w:val=\"decimalEnclosedCircleChinese\"/></w:footnotePr><w:type w:val=\"nextPage\"/>");
    out.push_str(if is_landscape {
        "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>\
         <w:pgMar w:top=\"1587\" w:right=\"2098\" w:bottom=\"1474\" w:left=\"1984\" w:header=\"851\" w:footer=\"794\" w:gutter=\"0\"/>"
    } else {
        "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\" w:header=\"851\" w:footer=\"1304\" w:gutter=\"0\"/>"
    });
    match numbers {
        PageNumbering::None => {}
        PageNumbering::Roman => out.push_str("<w:pgNumType w:fmt=\"upperRoman\" w:start=\"1\"/>"),
        PageNumbering::Arabic => out.push_str("<w:pgNumType w:fmt=\"decimal\" w:start=\"1\"/>"),
        PageNumbering::GoOn => out.push_str("<w:pgNumType w:fmt=\"decimal\"/>"),
    }
    let _ = write!(
        out,
        "<w:cols w:space=\"425\"/><w:docGrid w:type=\"lines\" w:linePitch=\"{LINE}\"/></w:sectPr>"
    );
    out
}
