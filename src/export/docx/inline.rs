//! Running text as runs.

use std::fmt::Write as _;

use super::super::Remark;
use super::super::first_char;
use super::super::pictures::ExportPicture;
use super::body::BodyWriter;
use super::field::mark;
use super::look::RunProperties;
use super::parts::picture_id;
use crate::plan::{Image, Inline, InlineKind};
use crate::text::At;
use crate::text::escape;
use crate::text::han::is_cjk;

/// The width of the text, points.
const WIDTH: f64 = 442.2;
/// The height of a picture within text at the most, points: 10 cm.
const HIGHEST: f64 = 283.0;

impl<'a> BodyWriter<'a> {
    pub(super) fn inlines(&mut self, inlines: &'a [Inline]) {
        for (index, inline) in inlines.iter().enumerate() {
            let look = self.look;
            match &inline.kind {
                InlineKind::Text(text) | InlineKind::Code(text) => self.run(text),
                InlineKind::Strong(inner) => {
                    self.dressed(RunProperties { strong: true, ..look }, inner)
                }
                InlineKind::Emph(inner) => {
                    self.dressed(RunProperties { emph: true, ..look }, inner)
                }
                InlineKind::Strike(inner) => {
                    self.dressed(RunProperties { strike: true, ..look }, inner)
                }
                InlineKind::Sup(inner) => {
                    self.dressed(RunProperties { raised: Some("superscript"), ..look }, inner)
                }
                InlineKind::Sub(inner) => {
                    self.dressed(RunProperties { raised: Some("subscript"), ..look }, inner)
                }
                InlineKind::Link { inlines, .. } => self.dressed(look, inlines),
                InlineKind::Image(image) => self.picture(image, inline.at, HIGHEST),
                // A line end between Chinese characters is nothing; between words of letters it is
                // a space.
                InlineKind::SoftBreak => {
                    let after = first_char(&inlines[index + 1..]);
                    if self.last.is_some_and(|c| !is_cjk(c)) && after.is_some_and(|c| !is_cjk(c)) {
                        self.run(" ");
                    }
                }
                InlineKind::LineBreak => self.out.push_str("<w:r><w:br/></w:r>"),
                InlineKind::Note(name) => self.note(name, inline.at),
                InlineKind::Html(_) => {}
            }
        }
    }

    fn dressed(&mut self, look: RunProperties, inner: &'a [Inline]) {
        let before = std::mem::replace(&mut self.look, look);
        self.inlines(inner);
        self.look = before;
    }

    /// A run of text.
    pub(super) fn run(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let _ = write!(self.out, "<w:r>{}<w:t xml:space=\"preserve\">", self.look.properties());
        escape::push_visible(text, &mut self.out);
        self.out.push_str("</w:t></w:r>");
        self.last = text.chars().next_back();
    }

    /// Preformatted text: its lines and spaces stay.
    pub(super) fn preformatted(&mut self, text: &str) {
        for (index, line) in text.trim_end().lines().enumerate() {
            if index > 0 {
                self.out.push_str("<w:r><w:br/></w:r>");
            }
            self.run(&line.replace('\t', "    "));
        }
    }

    /// A note at its first reference, its number at the others. Word has no notes in notes.
    fn note(&mut self, name: &str, at: At) {
        let plan = self.document.plan;
        let Some((name, _)) = plan.footnotes.iter().find(|(n, _)| n == name) else { return };
        let sign = "<w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>";
        match self.note_names.iter().position(|n| n == name) {
            Some(index) => {
                let code = format!(
                    "<w:r>{sign}<w:instrText xml:space=\"preserve\"> NOTEREF _Note{} \\f \\h </w:instrText></w:r>",
                    index + 1
                );
                let _ = write!(
                    self.out,
                    "{}{code}{}<w:r>{sign}<w:t>{}</w:t></w:r>{}",
                    mark("begin"),
                    mark("separate"),
                    circled(index),
                    mark("end")
                );
            }
            None if self.in_note => {
                self.remarks.push(Remark {
                    at,
                    message: "注释里引用的注释在 Word 里放不下，请并入外层注释".to_owned(),
                });
            }
            None => {
                self.note_names.push(name);
                let number = self.note_names.len();
                let id = self.id();
                let _ = write!(
                    self.out,
                    "<w:bookmarkStart w:id=\"{id}\" w:name=\"_Note{number}\"/><w:r>{sign}<w:footnoteReference w:id=\"{number}\"/></w:r>\
                     <w:bookmarkEnd w:id=\"{id}\"/>"
                );
            }
        }
    }

    /// The picture that can be shown here: text of notes refers to none.
    pub(super) fn picture_of(&self, image: &Image) -> Option<&'a ExportPicture> {
        self.pictures.get(&image.path).filter(|_| !self.in_note)
    }

    /// A picture in its own size, but never larger than the room. `highest` in points.
    pub(super) fn picture(&mut self, image: &Image, at: At, highest: f64) {
        let Some(picture) = self.picture_of(image) else {
            if self.in_note && self.pictures.get(&image.path).is_some() {
                self.remarks.push(Remark {
                    at,
                    message: "注释里的图片没有放进 Word 文件，请移到正文".to_owned(),
                });
            }
            return;
        };
        let (width, height) = picture.size;
        let scale = (WIDTH / width).min(highest / height).min(1.0);
        // 12,700 English metric units make a point.
        let (width, height) = (
            (width * scale * 12_700.0).max(1.0) as u64,
            (height * scale * 12_700.0).max(1.0) as u64,
        );
        let (id, relation) = (self.id(), picture_id(picture));
        let name = format!("图片 {}", picture.number);
        let alt = escape::visible(image.alt.trim());
        let _ = write!(
            self.out,
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/>\
             <wp:docPr id=\"{id}\" name=\"{name}\" descr=\"{alt}\"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr>\
             <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>\
             <pic:cNvPr id=\"{id}\" name=\"{name}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"{relation}\"/>\
             <a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        );
        self.last = None;
    }
}

/// The sign of a note, from 0: ① to ⑳, then plain numbers.
fn circled(index: usize) -> String {
    match u32::try_from(index).ok().filter(|i| *i < 20).and_then(|i| char::from_u32(0x2460 + i)) {
        Some(sign) => sign.to_string(),
        None => (index + 1).to_string(),
    }
}
