//! What stands before the text: the cover and the contents.

use std::fmt::Write as _;

use super::super::RenderInput;
use super::literal;
use super::writer::CodeWriter;
use crate::plan::{Heading, TextRun, columns};
use crate::text::At;

impl CodeWriter<'_> {
    pub(super) fn front(&mut self, document: &RenderInput<'_>) {
        let cover = &document.cover;
        let title = document
            .plan
            .title
            .as_ref()
            .map(|t| t.text.trim().to_owned())
            .filter(|t| !t.is_empty());
        let title = title.unwrap_or_else(|| cover.project.value.clone());
        let code = cover.code.as_deref().unwrap_or_default();
        let (author, title, code) =
            (literal(&cover.applicant.value), literal(&title), literal(code));
        let draft = self.draft.is_some();
        let _ = writeln!(
            self.code,
            "#show: pages.with(style, title: {title}, author: {author}, code: {code}, draft: {draft})"
        );
        self.code.push_str("#cover(style, (");
        let _ = write!(
            self.code,
            "notice: {}, code: {code}, date: {}, ",
            literal(&cover.notice),
            literal(&cover.date_line())
        );
        self.code.push_str("title: [");
        match &document.plan.title {
            Some(title) => self.title(title, &cover.plan_title),
            None => self.text(&cover.project.value, cover.project.at),
        }
        self.code.push(']');
        let fields = [
            ("project", Some(&cover.project)),
            ("applicant", Some(&cover.applicant)),
            ("city", cover.city.as_ref()),
            ("note", cover.note.as_ref()),
        ];
        for (name, value) in fields {
            let _ = write!(self.code, ", {name}: [");
            if let Some(value) = value {
                self.text(&value.value, value.at);
            }
            self.code.push(']');
        }
        self.code.push_str("))\n#contents(style)\n#show: body.with(style)\n");
    }

    /// The title on the cover; one too long for a line is broken before what the notice calls a
    /// plan.
    fn title(&mut self, title: &Heading, plan_title: &str) {
        let room = self.style.width() * 0.92 / self.style.cover.title;
        let flat = TextRun::of(&title.inlines);
        let head = match flat.text.trim_end().strip_suffix(plan_title) {
            Some(head) if !head.trim().is_empty() && !plan_title.is_empty() => Some(head),
            _ => None,
        };
        match (head, title.inlines.as_slice()) {
            (Some(head), [only]) if columns::measure(&flat.text) > room => {
                let split = only.at.span.start as usize + head.len();
                let end = only.at.span.end as usize;
                self.text(head, At::new(only.at.source, only.at.span.start as usize, split));
                self.code.push_str("#linebreak();");
                self.text(&flat.text[head.len()..], At::new(only.at.source, split, end));
            }
            _ => self.inlines(&title.inlines),
        }
    }
}
