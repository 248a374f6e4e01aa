//! Running text as Markdown that reads back as the same text.

use super::super::model::{Image, Inline, InlineKind, Plan};
use super::super::parse;
use super::super::text_run::TextRun;
use super::escape::{Care, escape, line_start, longest_run, target};
use crate::text::{SourceText, Sources};

/// Writes running text.
pub(super) struct Inlines<'p> {
    /// Gives the path that a picture is to have.
    pub(super) picture: &'p dyn Fn(&Image) -> String,
}

impl Inlines<'_> {
    /// Writes inline text with as much of its look as reads back as the same text.
    pub(super) fn careful(
        &self,
        inlines: &[Inline],
        starts_line: bool,
        frame: impl Fn(&str) -> String,
        text_of: impl Fn(&Plan) -> Option<String>,
    ) -> String {
        let wanted = TextRun::of(inlines).text;
        let mut last = String::new();
        for care in [Care::Full, Care::Plain, Care::Escaped] {
            let mut text = String::new();
            self.write(inlines, care, &mut text);
            let text = text.trim_matches([' ', '\t']);
            last = if starts_line { frame(&line_start(text, care)) } else { frame(text) };
            let mut sources = Sources::default();
            let mut notes = String::new();
            note_names(inlines, &mut notes);
            let id = sources.add(SourceText::new("", format!("{last}\n{notes}")));
            let read = text_of(&parse::parse(&[id], &sources)).unwrap_or_default();
            if read.trim() == wanted.trim() {
                break;
            }
        }
        last
    }

    fn write(&self, inlines: &[Inline], care: Care, out: &mut String) {
        for inline in inlines {
            let mut wrapped = |mark: &str, inner: &[Inline]| {
                let mut text = String::new();
                self.write(inner, care, &mut text);
                let body = text.trim();
                if care != Care::Full || body.is_empty() {
                    out.push_str(&text);
                    return;
                }
                // Marks cling to the words; white space stays outside.
                let lead = text.len() - text.trim_start().len();
                let tail = text.trim_end().len();
                // `**甲****乙**` would not be two bold runs.
                let joined = out.ends_with(mark) && !out.ends_with(&format!("\\{mark}"));
                out.push_str(&text[..lead]);
                if joined && lead == 0 {
                    out.truncate(out.len() - mark.len());
                    out.push_str(body);
                } else {
                    out.push_str(mark);
                    out.push_str(body);
                }
                out.push_str(mark);
                out.push_str(&text[tail..]);
            };
            match &inline.kind {
                InlineKind::Text(text) => out.push_str(&escape(text, care)),
                InlineKind::Strong(inner) => wrapped("**", inner),
                InlineKind::Emph(inner) => wrapped("*", inner),
                InlineKind::Strike(inner) => wrapped("~~", inner),
                InlineKind::Sup(inner) => wrapped("^", inner),
                InlineKind::Sub(inner) => wrapped("~", inner),
                InlineKind::Code(text) if care == Care::Escaped => {
                    out.push_str(&escape(text, care))
                }
                InlineKind::Code(text) => {
                    let fence = "`".repeat(longest_run(text, '`') + 1);
                    let gap = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
                    out.push_str(&format!("{fence}{gap}{}{gap}{fence}", text.replace('|', "\\|")));
                }
                InlineKind::Link { url, inlines } => {
                    let mut text = String::new();
                    self.write(inlines, care, &mut text);
                    out.push_str(&format!("[{text}]({})", target(url)));
                }
                InlineKind::Image(image) => out.push_str(&self.image(image)),
                InlineKind::SoftBreak => out.push('\n'),
                InlineKind::LineBreak => out.push_str("\\\n"),
                InlineKind::Note(name) => out.push_str(&format!("[^{name}]")),
                InlineKind::Html(html) => out.push_str(html),
            }
        }
    }

    /// A picture by itself.
    pub(super) fn image(&self, image: &Image) -> String {
        format!(
            "![{}]({})",
            escape(&image.alt.replace('\n', " "), Care::Escaped),
            target(&(self.picture)(image))
        )
    }
}

/// The notes that a text refers to, so that it can be read on its own.
fn note_names(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Note(name) => out.push_str(&format!("\n[^{name}]: 注\n")),
            InlineKind::Strong(inner) | InlineKind::Emph(inner) | InlineKind::Strike(inner) => {
                note_names(inner, out)
            }
            InlineKind::Sup(inner)
            | InlineKind::Sub(inner)
            | InlineKind::Link { inlines: inner, .. } => note_names(inner, out),
            _ => {}
        }
    }
}
