//! A letter as a Word document, in the form of GB/T 9704—2012, 10.1 (信函格式): the sender in red
//! and double lines above and below the first page, which bears no number.

use std::fmt::Write as _;
use std::io;

use super::super::pictures::ExportPictures;
use super::super::{ExportInput, Exported};
use super::body::{BODY, BodyWriter};
use super::fonts::{BIAO, LINE};
use super::{KINDS, parts};
use crate::plan::letter::{LetterLayout, LetterRole, split_title};
use crate::plan::{BlockKind, Inline, InlineKind};
use crate::text::escape;

/// The length of the red lines, 170 mm, and the greatest size of the sender's name, both in points.
const LINES: f64 = 170.0 * 72.0 / 25.4;
const TALLEST: f64 = 31.0;
/// How far the lines stand out of the text at the left and at the right: the text is 156 mm wide
/// and begins at 28 mm.
const OUT: &str = "<w:ind w:left=\"-454\" w:right=\"-340\"/>";

/// Writes a letter as a Word document. Its first heading is the title, the sender what stands in it
/// before 关于.
///
/// # Errors
/// As for a plan.
pub fn letter(document: &ExportInput<'_>) -> io::Result<Exported> {
    let mut remarks = Vec::new();
    let pictures = ExportPictures::read(document, &KINDS, &mut remarks);
    let letter = LetterLayout::of(document.plan);
    let mut writer = BodyWriter::new(document, &pictures, None);
    if let Some(title) = &document.plan.title {
        let split = match title.inlines.as_slice() {
            [Inline { kind: InlineKind::Text(text), .. }] => split_title(text),
            _ => None,
        };
        writer.paragraph("LetterTitle", "", |w| match split {
            Some((senders, matter)) => {
                w.run(senders);
                w.out.push_str("<w:r><w:br/></w:r>");
                w.run(matter);
            }
            None => w.inlines(&title.inlines),
        });
    }
    for (stand, block) in &letter.blocks {
        let BlockKind::Paragraph(inlines) = &block.kind else {
            writer.block(block, BODY);
            continue;
        };
        let (style, properties) = match stand {
            LetterRole::Receiver => ("Normal", "<w:jc w:val=\"left\"/>"),
            LetterRole::Sender => {
                ("Normal", "<w:ind w:rightChars=\"200\" w:right=\"640\"/><w:jc w:val=\"right\"/>")
            }
            LetterRole::Day => {
                ("Normal", "<w:ind w:rightChars=\"400\" w:right=\"1280\"/><w:jc w:val=\"right\"/>")
            }
            LetterRole::Text | LetterRole::Other => ("BodyText", ""),
        };
        writer.paragraph(style, properties, |w| w.inlines(inlines));
    }
    let _ = write!(
        writer.out,
        "<w:sectPr><w:headerReference w:type=\"first\" r:id=\"rId7\"/><w:footerReference w:type=\"default\" r:id=\"rId5\"/>\
         <w:footerReference w:type=\"even\" r:id=\"rId6\"/><w:footerReference w:type=\"first\" r:id=\"rId8\"/>\
         <w:footnotePr><w:numFmt w:val=\"decimalEnclosedCircleChinese\"/></w:footnotePr><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\" w:header=\"1701\" w:footer=\"1134\" w:gutter=\"0\"/>\
         <w:pgNumType w:fmt=\"decimal\" w:start=\"1\"/><w:cols w:space=\"425\"/><w:titlePg/>\
         <w:docGrid w:type=\"lines\" w:linePitch=\"{LINE}\"/></w:sectPr>"
    );
    let sender = letter.senders.first().map_or("", String::as_str);
    let more = [
        (parts::FIRST[0], parts::header(&head(sender))),
        (parts::FIRST[1], parts::first_footer(&line("top", "thickThinSmallGap", 0, 240))),
    ];
    super::finish(writer, &pictures, remarks, &more)
}

/// The sender and the line 4 mm below.
fn head(sender: &str) -> String {
    let letters = sender.chars().count().max(1) as f64;
    // Half points.
    let size = (TALLEST.min(LINES * 0.98 / letters) * 2.0) as u32;
    let name = format!(
        "<w:r><w:rPr><w:rFonts w:eastAsia=\"{BIAO}\"/><w:color w:val=\"FF0000\"/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr>\
         <w:t>{}</w:t></w:r>",
        escape::visible(sender)
    );
    format!(
        "<w:p>{}{}</w:p>",
        line("bottom", "thickThinSmallGap", 11, 624),
        if sender.is_empty() { "" } else { &name }
    )
}

/// The properties of a paragraph with a red double line at one side, so many points away, and so
/// many twentieths of a point high. Word names the stroke first that is nearer to the text.
fn line(side: &str, kind: &str, space: u32, high: u32) -> String {
    format!(
        "<w:pPr><w:pStyle w:val=\"Normal\"/><w:pBdr><w:{side} w:val=\"{kind}\" w:sz=\"24\" w:space=\"{space}\" w:color=\"FF0000\"/></w:pBdr>\
         <w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"{high}\" w:lineRule=\"exact\"/>{OUT}<w:jc w:val=\"center\"/></w:pPr>"
    )
}
