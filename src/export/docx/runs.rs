//! Running text as runs, with fields, notes and pictures in it.

use super::super::pictures::ExportPicture;
use super::super::{NotExported, Remark, first_char};
use super::body::BodyWriter;
use super::parts::picture_id;
use super::styles::KAI;
use super::xml_writer::XmlWriter;
use crate::plan::{Image, Inline, InlineKind};
use crate::text::At;
use crate::text::han::is_cjk;

/// The width of the text, points.
const WIDTH: f64 = 442.2;
/// The greatest height of a picture within text, points: 10 cm.
const HIGHEST: f64 = 283.0;
/// English metric units in a point.
const UNITS: f64 = 12_700.0;

/// How a run looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RunProperties {
    strong: bool,
    emph: bool,
    strike: bool,
    /// `superscript` or `subscript`.
    raised: Option<&'static str>,
}

impl RunProperties {
    /// The properties of a run of this look.
    fn write(self, xml: &mut XmlWriter) {
        if self == Self::default() {
            return;
        }
        xml.element("w:rPr", &[], |xml| {
            if self.strong {
                xml.val("w:rStyle", "Strong");
            } else if self.emph {
                xml.val("w:rStyle", "Emphasis");
            }
            if self.strong && self.emph {
                xml.empty("w:rFonts", &[("w:eastAsia", KAI)]);
            }
            if self.strong {
                xml.empty("w:b", &[]);
                xml.empty("w:bCs", &[]);
            }
            if self.strike {
                xml.empty("w:strike", &[]);
            }
            if let Some(raised) = self.raised {
                xml.val("w:vertAlign", raised);
            }
        });
    }
}

/// One end of a field.
pub(super) fn field_mark(xml: &mut XmlWriter, kind: &str) {
    xml.element("w:r", &[], |xml| xml.empty("w:fldChar", &[("w:fldCharType", kind)]));
}

/// What a field says.
pub(super) fn field_code(xml: &mut XmlWriter, code: &str) {
    xml.element("w:r", &[], |xml| xml.code("w:instrText", code));
}

/// A line end within a paragraph.
pub(super) fn line_break(xml: &mut XmlWriter) {
    xml.element("w:r", &[], |xml| xml.empty("w:br", &[]));
}

/// The properties of the number of a note.
pub(super) fn note_style(xml: &mut XmlWriter) {
    xml.element("w:rPr", &[], |xml| xml.val("w:rStyle", "FootnoteReference"));
}

impl<'a> BodyWriter<'a> {
    pub(super) fn inlines(&mut self, inlines: &'a [Inline]) {
        for (index, inline) in inlines.iter().enumerate() {
            let look = self.look;
            match &inline.kind {
                InlineKind::Text(text) | InlineKind::Code(text) => self.run(text),
                InlineKind::Strong(inner) => {
                    self.with_look(RunProperties { strong: true, ..look }, inner);
                }
                InlineKind::Emph(inner) => {
                    self.with_look(RunProperties { emph: true, ..look }, inner);
                }
                InlineKind::Strike(inner) => {
                    self.with_look(RunProperties { strike: true, ..look }, inner);
                }
                InlineKind::Sup(inner) => {
                    self.with_look(RunProperties { raised: Some("superscript"), ..look }, inner);
                }
                InlineKind::Sub(inner) => {
                    self.with_look(RunProperties { raised: Some("subscript"), ..look }, inner);
                }
                InlineKind::Link { inlines, .. } => self.with_look(look, inlines),
                InlineKind::Image(image) => self.picture(image, inline.at, HIGHEST),
                // A line end between Chinese characters is nothing; between words of letters it is
                // a space.
                InlineKind::SoftBreak => {
                    let after = first_char(&inlines[index + 1..]);
                    if self.last.is_some_and(|c| !is_cjk(c)) && after.is_some_and(|c| !is_cjk(c)) {
                        self.run(" ");
                    }
                }
                InlineKind::LineBreak => line_break(&mut self.xml),
                InlineKind::Note(name) => self.note(name, inline.at),
                InlineKind::Html(_) => {}
            }
        }
    }

    fn with_look(&mut self, look: RunProperties, inner: &'a [Inline]) {
        let before = std::mem::replace(&mut self.look, look);
        self.inlines(inner);
        self.look = before;
    }

    /// A run of text.
    pub(super) fn run(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let look = self.look;
        self.xml.element("w:r", &[], |xml| {
            look.write(xml);
            xml.text("w:t", text);
        });
        self.last = text.chars().next_back();
    }

    /// Preformatted text: its lines and spaces stay.
    pub(super) fn preformatted(&mut self, text: &str) {
        for (index, line) in text.trim_end().lines().enumerate() {
            if index > 0 {
                line_break(&mut self.xml);
            }
            self.run(&line.replace('\t', "    "));
        }
    }

    /// A note at its first reference, its number at the others. Word has no notes in notes.
    fn note(&mut self, name: &str, at: At) {
        let plan = self.document.plan;
        let Some((name, _)) = plan.footnotes.iter().find(|(n, _)| n == name) else { return };
        if let Some(index) = self.note_names.iter().position(|n| n == name) {
            self.note_again(index);
        } else if self.in_note {
            self.remarks.push(Remark { at, what: NotExported::NoteInNote });
        } else {
            self.note_names.push(name);
            let number = self.note_names.len().to_string();
            let id = self.id().to_string();
            let xml = &mut self.xml;
            let name = format!("_Note{number}");
            xml.empty("w:bookmarkStart", &[("w:id", &id), ("w:name", &name)]);
            xml.element("w:r", &[], |xml| {
                note_style(xml);
                xml.empty("w:footnoteReference", &[("w:id", &number)]);
            });
            xml.empty("w:bookmarkEnd", &[("w:id", &id)]);
        }
    }

    /// The number of a note that was referred to before, by its index.
    fn note_again(&mut self, index: usize) {
        let xml = &mut self.xml;
        field_mark(xml, "begin");
        xml.element("w:r", &[], |xml| {
            note_style(xml);
            xml.code("w:instrText", &format!(" NOTEREF _Note{} \\f \\h ", index + 1));
        });
        field_mark(xml, "separate");
        xml.element("w:r", &[], |xml| {
            note_style(xml);
            xml.element("w:t", &[], |xml| xml.characters(&circled(index)));
        });
        field_mark(xml, "end");
    }

    /// The picture that can be shown here: text of notes refers to none.
    pub(super) fn picture_of(&self, image: &Image) -> Option<&'a ExportPicture> {
        if self.in_note { None } else { self.pictures.get(&image.path) }
    }

    /// A picture in its own size, but never larger than the room. `highest` in points.
    pub(super) fn picture(&mut self, image: &Image, at: At, highest: f64) {
        let Some(picture) = self.picture_of(image) else {
            if self.in_note && self.pictures.get(&image.path).is_some() {
                self.remarks.push(Remark { at, what: NotExported::PictureInNote });
            }
            return;
        };
        let (width, height) = picture.size;
        let scale = (WIDTH / width).min(highest / height).min(1.0);
        let units = |points: f64| ((points * scale * UNITS).max(1.0) as u64).to_string();
        let drawing = Drawing {
            id: self.id().to_string(),
            name: format!("图片 {}", picture.number),
            alt: image.alt.trim(),
            relation: picture_id(picture),
            width: units(width),
            height: units(height),
        };
        drawing.write(&mut self.xml);
        self.last = None;
    }
}

/// A picture in the text.
struct Drawing<'a> {
    id: String,
    name: String,
    alt: &'a str,
    relation: String,
    /// English metric units.
    width: String,
    height: String,
}

impl Drawing<'_> {
    fn write(&self, xml: &mut XmlWriter) {
        xml.open("w:r", &[]);
        xml.open("w:drawing", &[]);
        let distances = [("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")];
        xml.element("wp:inline", &distances, |xml| {
            xml.empty("wp:extent", &[("cx", &self.width), ("cy", &self.height)]);
            let described = [("id", &*self.id), ("name", &*self.name), ("descr", self.alt)];
            xml.empty("wp:docPr", &described);
            xml.element("wp:cNvGraphicFramePr", &[], |xml| {
                xml.empty("a:graphicFrameLocks", &[("noChangeAspect", "1")]);
            });
            xml.element("a:graphic", &[], |xml| {
                let uri = "http://schemas.openxmlformats.org/drawingml/2006/picture";
                xml.element("a:graphicData", &[("uri", uri)], |xml| self.picture(xml));
            });
        });
        xml.close("w:drawing");
        xml.close("w:r");
    }

    fn picture(&self, xml: &mut XmlWriter) {
        xml.element("pic:pic", &[], |xml| {
            xml.element("pic:nvPicPr", &[], |xml| {
                xml.empty("pic:cNvPr", &[("id", &self.id), ("name", &self.name)]);
                xml.empty("pic:cNvPicPr", &[]);
            });
            xml.element("pic:blipFill", &[], |xml| {
                xml.empty("a:blip", &[("r:embed", &self.relation)]);
                xml.element("a:stretch", &[], |xml| xml.empty("a:fillRect", &[]));
            });
            xml.element("pic:spPr", &[], |xml| {
                xml.element("a:xfrm", &[], |xml| {
                    xml.empty("a:off", &[("x", "0"), ("y", "0")]);
                    xml.empty("a:ext", &[("cx", &self.width), ("cy", &self.height)]);
                });
                xml.element("a:prstGeom", &[("prst", "rect")], |xml| xml.empty("a:avLst", &[]));
            });
        });
    }
}

/// The sign of a note, from 0: ① to ⑳, then plain numbers.
fn circled(index: usize) -> String {
    let sign = match u32::try_from(index) {
        Ok(index @ 0..20) => char::from_u32(0x2460 + index),
        _ => None,
    };
    match sign {
        Some(sign) => sign.to_string(),
        None => (index + 1).to_string(),
    }
}
