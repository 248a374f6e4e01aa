//! Cover and contents, each a section of its own.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

use super::body::BodyWriter;
use super::field::{bookmark, mark};
use super::pages::{PageNumbering, section};
use crate::plan::{Heading, Inline, InlineKind};
use crate::text::escape;

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
        self.out
            .push_str("<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Cover Pages\"/><w:docPartUnique/></w:docPartObj></w:sdtPr>");
        self.out.push_str("<w:sdtContent>");
        self.line("CoverText", "", &cover.notice);
        match &document.plan.title {
            Some(title) if !title.text.trim().is_empty() => {
                self.paragraph("Title", "", |w| w.title(title, &cover.plan_title))
            }
            _ => self.line("Title", "", &cover.project.value),
        }
        self.line("Subtitle", "", &cover.project.value);
        let gap = "<w:spacing w:before=\"1200\" w:line=\"480\" w:lineRule=\"auto\"/>";
        self.line("CoverFact", gap, &format!("申报单位：{}", cover.applicant.value));
        if let Some(city) = &cover.city {
            self.line("CoverFact", "", &format!("所在市：{}", city.value));
        }
        let gap = "<w:spacing w:before=\"1000\" w:line=\"480\" w:lineRule=\"auto\"/>";
        self.line("CoverText", gap, &cover.date_line());
        if let Some(note) = &cover.note {
            self.line("CoverNote", "", &note.value);
        }
        if let Some(code) = &cover.code {
            self.line("CoverNote", "", &format!("内容码 {code}"));
        }
        self.out.push_str("</w:sdtContent></w:sdt>");
        let _ = write!(
            self.out,
            "<w:p><w:pPr><w:pStyle w:val=\"TableGap\"/>{}</w:pPr></w:p>",
            section(PageNumbering::None, false)
        );
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
                self.out.push_str("<w:r><w:br/></w:r>");
                self.run(plan_title);
            }
            _ => self.inlines(&title.inlines),
        }
    }

    /// The contents: a field that the word processor fills, and until then the headings with places
    /// to jump to.
    fn contents(&mut self) {
        let plan = self.document.plan;
        self.out.push_str(
            "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/><w:docPartUnique/></w:docPartObj></w:sdtPr>",
        );
        self.out.push_str("<w:sdtContent>");
        self.line("TOCHeading", "", "目　录");
        let entries =
            plan.walk().into_iter().enumerate().filter(|(_, (depth, _))| *depth < CONTENTS);
        let mut open = Some(format!(
            "{}<w:r><w:instrText xml:space=\"preserve\"> TOC \\o \"1-{CONTENTS}\" \\h \\z \\u </w:instrText></w:r>{}",
            mark("begin"),
            mark("separate")
        ));
        for (index, (depth, section)) in entries {
            let _ = write!(
                self.out,
                "<w:p><w:pPr><w:pStyle w:val=\"TOC{}\"/></w:pPr>{}",
                depth + 1,
                open.take().unwrap_or_default()
            );
            let name = bookmark(index);
            let _ = write!(
                self.out,
                "<w:hyperlink w:anchor=\"{name}\" w:history=\"1\"><w:r><w:t xml:space=\"preserve\">"
            );
            escape::push_visible(section.heading.text.trim(), &mut self.out);
            let _ = write!(
                self.out,
                "</w:t></w:r><w:r><w:tab/></w:r>{}<w:r><w:instrText xml:space=\"preserve\"> PAGEREF {name} \\h </w:instrText></w:r>{}{}</w:hyperlink></w:p>",
                mark("begin"),
                mark("separate"),
                mark("end")
            );
        }
        let _ = write!(
            self.out,
            "<w:p>{}{}</w:p></w:sdtContent></w:sdt>",
            open.unwrap_or_default(),
            mark("end")
        );
        let _ = write!(
            self.out,
            "<w:p><w:pPr><w:pStyle w:val=\"TableGap\"/>{}</w:pPr></w:p>",
            section(PageNumbering::Roman, false)
        );
    }

    /// A paragraph of plain text; an empty text makes none.
    fn line(&mut self, style: &str, properties: &str, text: &str) {
        if !text.trim().is_empty() {
            self.paragraph(style, properties, |w| w.run(text));
        }
    }
}
