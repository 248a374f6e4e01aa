//! A plan as one page of HTML: offline, printable, without scripts, everything from files escaped.

mod blocks;
mod html_table;
mod inline;
mod writer;

use std::fmt::Write as _;

use data_encoding::BASE64;
use sha2::{Digest as _, Sha256};

use super::pictures::{ExportPictures, PictureFormat};
use super::{ExportInput, Exported};
use crate::plan::Section;
use crate::text::escape;
use writer::PageWriter;

const STYLE: &str = include_str!("html.css");

/// Kinds of pictures that every browser shows; a drawing in an `img` runs and loads nothing.
const KINDS: [PictureFormat; 5] = [
    PictureFormat::Png,
    PictureFormat::Jpeg,
    PictureFormat::Gif,
    PictureFormat::Webp,
    PictureFormat::Svg,
];

/// Levels in the contents.
const CONTENTS: usize = 3;

/// Writes a plan as one page of HTML.
pub fn html(document: &ExportInput<'_>) -> Exported {
    let mut remarks = Vec::new();
    let pictures = ExportPictures::read(document, &KINDS, &mut remarks);
    let targets = document.target_table();
    let data = pictures.in_order().into_iter().map(|p| {
        let uri = format!("data:{};base64,{}", p.kind.media_type(), BASE64.encode(&p.bytes));
        (p.number, uri)
    });
    let mut writer = PageWriter {
        out: String::new(),
        document,
        data: data.collect(),
        pictures: &pictures,
        targets: targets.as_ref(),
        notes: Vec::new(),
        last: None,
    };
    writer.page();
    Exported { bytes: writer.out.into_bytes(), remarks }
}

impl<'a> PageWriter<'a> {
    fn page(&mut self) {
        let plan = self.document.plan;
        self.out
            .push_str("<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n");
        // Whatever a plan holds, the page loads nothing and runs nothing; only this very style
        // counts.
        let digest = BASE64.encode(&Sha256::digest(STYLE.as_bytes()));
        let _ = writeln!(
            self.out,
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; \
             base-uri 'none'; form-action 'none'\">"
        );
        self.out
            .push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        let title = escape::visible(&self.document.title());
        let _ =
            writeln!(self.out, "<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>");
        self.cover();
        self.contents();
        self.out.push_str("<main>\n");
        self.blocks(&plan.preamble);
        let mut index = 0;
        for section in &plan.sections {
            self.section(section, 0, &mut index);
        }
        self.notes();
        self.out.push_str("</main>\n</body>\n</html>\n");
    }

    fn cover(&mut self) {
        let document = self.document;
        let cover = &document.cover;
        self.out.push_str("<header>\n");
        self.line("p", "notice", &cover.notice);
        match &document.plan.title {
            Some(title) if !title.text.trim().is_empty() => {
                self.around("<h1>", "</h1>\n", |w| w.inlines(&title.inlines))
            }
            _ => self.line("h1", "", &cover.project.value),
        }
        self.line("p", "project", &cover.project.value);
        self.line("p", "fact", &format!("申报单位：{}", cover.applicant.value));
        if let Some(city) = &cover.city {
            self.line("p", "fact", &format!("所在市：{}", city.value));
        }
        self.line("p", "date", &cover.date_line());
        if let Some(note) = &cover.note {
            self.line("p", "small", &note.value);
        }
        if let Some(code) = &cover.code {
            self.line("p", "small", &format!("内容码 {code}"));
        }
        self.out.push_str("</header>\n");
    }

    fn contents(&mut self) {
        let sections = self.document.plan.walk();
        if sections.is_empty() {
            return;
        }
        self.out.push_str("<nav aria-label=\"目录\">\n<h2>目　录</h2>\n<ul>\n");
        for (index, (depth, section)) in
            sections.into_iter().enumerate().filter(|(_, (depth, _))| *depth < CONTENTS)
        {
            let _ = writeln!(
                self.out,
                "<li class=\"d{depth}\"><a href=\"#s-{}\">{}</a></li>",
                index + 1,
                escape::visible(section.heading.text.trim())
            );
        }
        self.out.push_str("</ul>\n</nav>\n");
    }

    fn section(&mut self, section: &'a Section, depth: usize, index: &mut usize) {
        *index += 1;
        let level = (depth + 2).min(6);
        let _ =
            write!(self.out, "<section>\n<h{level} id=\"s-{index}\" class=\"l{}\">", depth.min(3));
        self.last = None;
        self.inlines(&section.heading.inlines);
        let _ = writeln!(self.out, "</h{level}>");
        self.blocks(&section.blocks);
        for child in &section.children {
            self.section(child, depth + 1, index);
        }
        self.out.push_str("</section>\n");
    }

    /// All notes that are referred to; a note may refer to another one, so the list grows while it
    /// is walked.
    fn notes(&mut self) {
        let plan = self.document.plan;
        if self.notes.is_empty() {
            return;
        }
        self.out.push_str("<section class=\"notes\" aria-label=\"注释\">\n<ol>\n");
        let mut index = 0;
        while let Some(name) = self.notes.get(index).copied() {
            index += 1;
            let _ = write!(self.out, "<li id=\"n-{index}\">");
            if let Some((_, blocks)) = plan.footnotes.iter().find(|(n, _)| n == name) {
                self.item(blocks);
            }
            let _ =
                writeln!(self.out, " <a href=\"#r-{index}\" aria-label=\"回到正文\">↩</a></li>");
        }
        self.out.push_str("</ol>\n</section>\n");
    }
}
