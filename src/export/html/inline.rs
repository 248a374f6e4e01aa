//! Running text as elements of the page, with the pictures and the numbers of notes in it.

use std::fmt::Write as _;

use super::super::first_char;
use super::writer::PageWriter;
use crate::plan::{Image, Inline, InlineKind};
use crate::text::escape;
use crate::text::han::is_cjk;

impl<'a> PageWriter<'a> {
    /// A picture; without the file, nothing.
    pub(super) fn image(&mut self, image: &Image) {
        let Some(picture) = self.pictures.get(&image.path) else { return };
        let Some(uri) = self.data.get(&picture.number) else { return };
        let _ =
            write!(self.out, "<img src=\"{uri}\" alt=\"{}\"", escape::visible(image.alt.trim()));
        if picture.size.0 > 0.0 {
            // 96 pixels of CSS make an inch.
            let pixels = |points: f64| (points / 72.0 * 96.0).round().max(1.0);
            let _ = write!(
                self.out,
                " width=\"{}\" height=\"{}\"",
                pixels(picture.size.0),
                pixels(picture.size.1)
            );
        }
        self.out.push('>');
    }

    pub(super) fn inlines(&mut self, inlines: &'a [Inline]) {
        for (index, inline) in inlines.iter().enumerate() {
            match &inline.kind {
                InlineKind::Text(text) => self.text(text),
                InlineKind::Code(text) => self.inside("code", |w| w.text(text)),
                InlineKind::Strong(inner) => self.inside("strong", |w| w.inlines(inner)),
                InlineKind::Emph(inner) => self.inside("em", |w| w.inlines(inner)),
                InlineKind::Strike(inner) => self.inside("s", |w| w.inlines(inner)),
                InlineKind::Sup(inner) => self.inside("sup", |w| w.inlines(inner)),
                InlineKind::Sub(inner) => self.inside("sub", |w| w.inlines(inner)),
                InlineKind::Link { url, inlines } => {
                    let is_address = ["https://", "http://", "mailto:"]
                        .iter()
                        .any(|scheme| url.starts_with(scheme));
                    if is_address {
                        let _ = write!(
                            self.out,
                            "<a href=\"{}\" rel=\"noopener noreferrer\">",
                            escape::visible(url)
                        );
                    }
                    self.inlines(inlines);
                    if is_address {
                        self.out.push_str("</a>");
                    }
                }
                InlineKind::Image(image) => {
                    self.image(image);
                    self.last = None;
                }
                // A line end between Chinese characters is nothing; between words of letters it is
                // a space.
                InlineKind::SoftBreak => {
                    let after = first_char(&inlines[index + 1..]);
                    if self.last.is_some_and(|c| !is_cjk(c)) && after.is_some_and(|c| !is_cjk(c)) {
                        self.text(" ");
                    }
                }
                InlineKind::LineBreak => self.out.push_str("<br>"),
                InlineKind::Note(name) => self.note(name),
                InlineKind::Html(_) => {}
            }
        }
    }

    /// The number of a note; the first reference is where the note leads back to.
    fn note(&mut self, name: &str) {
        let plan = self.document.plan;
        let Some((name, _)) = plan.footnotes.iter().find(|(n, _)| n == name) else { return };
        let known = self.notes.iter().position(|n| n == name);
        let (number, id) = match known {
            Some(index) => (index + 1, String::new()),
            None => {
                self.notes.push(name);
                (self.notes.len(), format!(" id=\"r-{}\"", self.notes.len()))
            }
        };
        let _ = write!(
            self.out,
            "<sup class=\"note\"><a{id} href=\"#n-{number}\">[{number}]</a></sup>"
        );
    }
}
