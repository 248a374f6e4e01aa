//! A letter in the form of GB/T 9704—2012, 10.1 (信函格式): sender and red double lines on the
//! first page, which bears no number.

use std::fmt::Write as _;

use crate::plan::letter_layout::{LetterLayout, LetterRole, split_title};
use crate::plan::{Heading, Inline, InlineKind};
use crate::text::At;

use super::font_set::FontSet;
use super::markup::literal;
use super::markup::writer::CodeWriter;
use super::markup::{self, Markup};
use super::pictures::PictureFiles;
use super::world::Standard;
use super::{RenderError, RenderInput, Rendered};

/// Typesets a letter. Its first heading is the title; the sender is what stands in it before
/// “关于”, of several the first, as the standard wants it. The cover's facts date and name the file
/// and are not printed.
///
/// # Errors
/// As for a plan.
pub fn letter(document: &RenderInput<'_>) -> Result<Rendered, Vec<RenderError>> {
    let pictures = PictureFiles::read(document.plan, document.pictures)?;
    let markup = code(document, &pictures);
    super::typeset(document, markup, pictures, Standard::Archive)
}

fn code(document: &RenderInput<'_>, pictures: &PictureFiles) -> Markup {
    let mut writer = CodeWriter::new(document, pictures);
    writer.code = markup::start(&FontSet::of(document.style).style(document.style));
    let title = document.plan.title.as_ref();
    let letter = LetterLayout::of(document.plan);
    let sender = letter.senders.first().map(String::as_str).unwrap_or("");
    let (name, author) = (literal(title.map(|t| t.text.trim()).unwrap_or("")), literal(sender));
    let named = !sender.is_empty();
    let _ = writeln!(
        writer.code,
        "#show: letter.with(style, title: {name}, author: {author}, sender: {author}, named: {named})"
    );
    if let Some(title) = title {
        heading(&mut writer, title);
    }
    let size = document.style.text.size;
    for (stand, block) in letter.blocks {
        let crate::plan::BlockKind::Paragraph(inlines) = &block.kind else {
            writer.blocks(std::slice::from_ref(block));
            continue;
        };
        // The receiver stands at the edge, the names of the senders two characters and the date
        // four from the right (7.3.2, 7.3.5).
        let open = match stand {
            LetterRole::Receiver => "#flush[".to_owned(),
            LetterRole::Sender => format!("#signed(style, {}pt)[", 2.0 * size),
            LetterRole::Day => format!("#signed(style, {}pt)[", 4.0 * size),
            LetterRole::Text | LetterRole::Other => "#par[".to_owned(),
        };
        writer.wrapped(&open, block, |w| w.inlines(inlines));
    }
    writer.finish()
}

/// The title. Where senders stand in it no name is torn, and the matter begins a line of its own:
/// lines end where a meaning ends (7.3.1).
fn heading(writer: &mut CodeWriter<'_>, title: &Heading) {
    let only = match title.inlines.as_slice() {
        [Inline { kind: InlineKind::Text(text), at }] => Some((text, *at)),
        _ => None,
    };
    match only.and_then(|(text, at)| Some((split_title(text)?, text, at))) {
        Some(((senders, matter), text, at)) => {
            let place = |start: usize, end: usize| {
                let exact = text.len() == at.span.range().len();
                let base = at.span.start as usize;
                if exact { At::new(at.source, base + start, base + end) } else { at }
            };
            writer.code.push_str("#letter-title(style, [");
            let mut from = 0;
            for name in senders.split_inclusive('、') {
                writer.code.push_str("#box[");
                writer.text(name, place(from, from + name.len()));
                writer.code.push_str("];#h(0pt);");
                from += name.len();
            }
            writer.code.push_str("], [");
            writer.text(matter, place(from, text.len()));
            writer.code.push_str("])\n");
        }
        None => {
            writer.code.push_str("#letter-title(style, [");
            writer.inlines(&title.inlines);
            writer.code.push_str("])\n");
        }
    }
}
