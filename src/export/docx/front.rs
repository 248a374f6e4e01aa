//! Cover and contents, each a section of its own.

use unicode_width::UnicodeWidthStr as _;

use super::body::{BodyWriter, bookmark};
use super::page_sections::{Orientation, PageNumbering, section};
use super::runs::{field_code, field_mark, line_break};
use super::xml_writer::XmlWriter;
use crate::plan::{Heading, Inline, InlineKind, Section};

/// Letters of 二号 in a line; a Chinese character is two.
const TITLE_WIDTH: usize = 40;
/// Levels in the contents.
const CONTENTS: usize = 3;

impl<'a> BodyWriter<'a> {
    /// Cover and contents.
    pub(super) fn front(&mut self) {
        self.cover();
        self.contents();
    }

    fn cover(&mut self) {
        let document = self.document;
        let cover = &document.cover;
        open_gallery(&mut self.xml, "Cover Pages");
        self.line("CoverText", &cover.notice);
        match &document.plan.title {
            Some(title) if !title.text.trim().is_empty() => {
                self.plain_paragraph("Title", |w| w.title(title, &cover.plan_title));
            }
            _ => self.line("Title", &cover.project.value),
        }
        self.line("Subtitle", &cover.project.value);
        let applicant = format!("申报单位：{}", cover.applicant.value);
        self.line_after_gap("CoverFact", "1200", &applicant);
        if let Some(city) = &cover.city {
            self.line("CoverFact", &format!("所在市：{}", city.value));
        }
        self.line_after_gap("CoverText", "1000", &cover.date_line());
        if let Some(note) = &cover.note {
            self.line("CoverNote", &note.value);
        }
        if let Some(code) = &cover.code {
            self.line("CoverNote", &format!("内容码 {code}"));
        }
        close_gallery(&mut self.xml);
        self.section_end(PageNumbering::None, Orientation::Portrait);
    }

    /// The title; one too long for a line is broken before what the notice calls a plan.
    fn title(&mut self, title: &'a Heading, plan_title: &str) {
        let text = title.text.trim();
        match (text.strip_suffix(plan_title), &title.inlines[..]) {
            (Some(head), [Inline { kind: InlineKind::Text(_), .. }])
                if !head.trim().is_empty()
                    && !plan_title.is_empty()
                    && text.width() > TITLE_WIDTH =>
            {
                self.run(head);
                line_break(&mut self.xml);
                self.run(plan_title);
            }
            _ => self.inlines(&title.inlines),
        }
    }

    /// The contents: a field that the word processor fills, and until then the headings with places
    /// to jump to.
    fn contents(&mut self) {
        let plan = self.document.plan;
        open_gallery(&mut self.xml, "Table of Contents");
        self.line("TOCHeading", "目　录");
        let mut is_begun = false;
        for (index, (depth, section)) in plan.walk().into_iter().enumerate() {
            if depth < CONTENTS {
                contents_entry(&mut self.xml, index, depth, section, !is_begun);
                is_begun = true;
            }
        }
        self.xml.element("w:p", &[], |xml| {
            if !is_begun {
                begin_contents(xml);
            }
            field_mark(xml, "end");
        });
        close_gallery(&mut self.xml);
        self.section_end(PageNumbering::Roman, Orientation::Portrait);
    }

    /// An empty paragraph with the properties of the section that ends with it.
    pub(super) fn section_end(&mut self, numbers: PageNumbering, orientation: Orientation) {
        self.paragraph("TableGap", |xml| section(xml, numbers, orientation), |_| {});
    }

    /// A paragraph of plain text; an empty text makes none.
    fn line(&mut self, style: &str, text: &str) {
        if !text.trim().is_empty() {
            self.plain_paragraph(style, |w| w.run(text));
        }
    }

    /// The same below a gap, twentieths of a point.
    fn line_after_gap(&mut self, style: &str, gap: &str, text: &str) {
        if !text.trim().is_empty() {
            let spacing = [("w:before", gap), ("w:line", "480"), ("w:lineRule", "auto")];
            self.paragraph(style, |xml| xml.empty("w:spacing", &spacing), |w| w.run(text));
        }
    }
}

/// Begins a control that the word processor knows by the name of its gallery.
fn open_gallery(xml: &mut XmlWriter, name: &str) {
    xml.open("w:sdt", &[]);
    xml.element("w:sdtPr", &[], |xml| {
        xml.element("w:docPartObj", &[], |xml| {
            xml.val("w:docPartGallery", name);
            xml.empty("w:docPartUnique", &[]);
        });
    });
    xml.open("w:sdtContent", &[]);
}

fn close_gallery(xml: &mut XmlWriter) {
    xml.close("w:sdtContent");
    xml.close("w:sdt");
}

/// Begins the field of the contents.
fn begin_contents(xml: &mut XmlWriter) {
    field_mark(xml, "begin");
    field_code(xml, &format!(" TOC \\o \"1-{CONTENTS}\" \\h \\z \\u "));
    field_mark(xml, "separate");
}

fn contents_entry(
    xml: &mut XmlWriter,
    index: usize,
    depth: usize,
    section: &Section,
    is_first: bool,
) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| xml.val("w:pStyle", &format!("TOC{}", depth + 1)));
        if is_first {
            begin_contents(xml);
        }
        let name = bookmark(index);
        let link = [("w:anchor", &*name), ("w:history", "1")];
        xml.element("w:hyperlink", &link, |xml| {
            xml.element("w:r", &[], |xml| xml.text("w:t", section.heading.text.trim()));
            xml.element("w:r", &[], |xml| xml.empty("w:tab", &[]));
            field_mark(xml, "begin");
            field_code(xml, &format!(" PAGEREF {name} \\h "));
            field_mark(xml, "separate");
            field_mark(xml, "end");
        });
    });
}
