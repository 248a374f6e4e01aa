//! A letter as a Word document, in the form of GB/T 9704—2012, 10.1 (信函格式): the sender in red
//! and double lines above and below the first page, which bears no number.

use std::io;

use super::super::pictures::ExportPictures;
use super::super::{ExportInput, Exported};
use super::body::{BODY, BodyWriter};
use super::page_sections::letter_section;
use super::runs::line_break;
use super::styles::BIAO;
use super::xml_writer::XmlWriter;
use super::{FORMATS, parts};
use crate::plan::letter_layout::{LetterLayout, LetterRole, split_title};
use crate::plan::{BlockKind, Heading, Inline, InlineKind};

/// The length of the red lines, 170 mm, and the greatest size of the sender's name, both in points.
const LINES: f64 = 170.0 * 72.0 / 25.4;
const TALLEST: f64 = 31.0;
const RED: &str = "FF0000";

/// Writes a letter as a Word document. Its first heading is the title, the sender what stands in it
/// before 关于.
///
/// # Errors
/// As for a plan.
pub fn letter(document: &ExportInput<'_>) -> io::Result<Exported> {
    let mut remarks = Vec::new();
    let pictures = ExportPictures::read(document, &FORMATS, &mut remarks);
    let letter = LetterLayout::of(document.plan);
    let mut writer = BodyWriter::new(document, &pictures, None);
    if let Some(title) = &document.plan.title {
        writer.plain_paragraph("LetterTitle", |w| letter_title(w, title));
    }
    for (role, block) in &letter.blocks {
        let BlockKind::Paragraph(inlines) = &block.kind else {
            writer.block(block, BODY);
            continue;
        };
        let style = match role {
            LetterRole::Text | LetterRole::Other => "BodyText",
            LetterRole::Receiver | LetterRole::Sender | LetterRole::Day => "Normal",
        };
        writer.paragraph(style, |xml| placement(xml, *role), |w| w.inlines(inlines));
    }
    letter_section(&mut writer.xml);
    let sender = letter.senders.first().map(String::as_str).unwrap_or_default();
    let bottom = RedLine { side: "bottom", distance: "11", height: "624" };
    let top = RedLine { side: "top", distance: "0", height: "240" };
    let mut head = XmlWriter::default();
    head.element("w:p", &[], |xml| {
        bottom.write(xml);
        if !sender.is_empty() {
            sender_name(xml, sender);
        }
    });
    let mut foot = XmlWriter::default();
    top.write(&mut foot);
    let more = [
        (parts::LETTER_HEADER, parts::letter_header(&head)),
        (parts::LETTER_FOOTER, parts::letter_footer(&foot)),
    ];
    super::finish(writer, &pictures, remarks, more.into())
}

/// The title. The matter begins a line of its own behind the senders.
fn letter_title<'a>(writer: &mut BodyWriter<'a>, title: &'a Heading) {
    if let [Inline { kind: InlineKind::Text(text), .. }] = title.inlines.as_slice()
        && let Some((senders, matter)) = split_title(text)
    {
        writer.run(senders);
        line_break(&mut writer.xml);
        writer.run(matter);
    } else {
        writer.inlines(&title.inlines);
    }
}

/// Where a paragraph stands in its line.
fn placement(xml: &mut XmlWriter, role: LetterRole) {
    match role {
        LetterRole::Receiver => xml.val("w:jc", "left"),
        LetterRole::Sender => {
            xml.empty("w:ind", &[("w:rightChars", "200"), ("w:right", "640")]);
            xml.val("w:jc", "right");
        }
        LetterRole::Day => {
            xml.empty("w:ind", &[("w:rightChars", "400"), ("w:right", "1280")]);
            xml.val("w:jc", "right");
        }
        LetterRole::Text | LetterRole::Other => {}
    }
}

/// The name of the sender, as large as its line allows.
fn sender_name(xml: &mut XmlWriter, sender: &str) {
    let letters = sender.chars().count().max(1) as f64;
    let half_points = (TALLEST.min(LINES * 0.98 / letters) * 2.0) as u32;
    xml.element("w:r", &[], |xml| {
        xml.element("w:rPr", &[], |xml| {
            xml.empty("w:rFonts", &[("w:eastAsia", BIAO)]);
            xml.val("w:color", RED);
            xml.val("w:sz", &half_points.to_string());
            xml.val("w:szCs", &half_points.to_string());
        });
        xml.element("w:t", &[], |xml| xml.characters(sender));
    });
}

/// A paragraph with a red double line at one side.
struct RedLine<'a> {
    side: &'a str,
    /// From the text to the line, points.
    distance: &'a str,
    /// Of the paragraph, twentieths of a point.
    height: &'a str,
}

impl RedLine<'_> {
    /// The properties of the paragraph. The line stands out of the text at both sides: the text is
    /// 156 mm wide and begins at 28 mm. Word names the stroke first that is nearer to the text.
    fn write(&self, xml: &mut XmlWriter) {
        xml.element("w:pPr", &[], |xml| {
            xml.val("w:pStyle", "Normal");
            xml.element("w:pBdr", &[], |xml| {
                let line = [
                    ("w:val", "thickThinSmallGap"),
                    ("w:sz", "24"),
                    ("w:space", self.distance),
                    ("w:color", RED),
                ];
                xml.empty(&format!("w:{}", self.side), &line);
            });
            xml.val("w:snapToGrid", "0");
            xml.empty("w:spacing", &[("w:line", self.height), ("w:lineRule", "exact")]);
            xml.empty("w:ind", &[("w:left", "-454"), ("w:right", "-340")]);
            xml.val("w:jc", "center");
        });
    }
}
