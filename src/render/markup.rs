//! A plan as Typst code, and the way back from the code to the plan.
//!
//! Text of the plan stands in the code inside string literals only, so nothing in it can be taken
//! for code: `#panic("x")`, `$x$`, `@ref` and `C:\new` are printed as they are.

mod blocks;
mod flow;
mod front;
mod inline;
mod source_map;
mod table_markup;
pub(super) mod writer;

use std::ops::Range;

use super::RenderInput;
use super::pictures::PictureFiles;
use crate::text::At;
use source_map::SourceMap;
use writer::CodeWriter;

/// The code of a document.
pub(super) struct Markup {
    pub(super) code: String,
    /// Where its parts come from.
    pub(super) map: SourceMap,
    /// Characters that no font has, with the part of the code that prints their code points
    /// instead.
    pub(super) missing: Vec<(char, At, usize)>,
    /// Parts of the code that are tables with more columns than fit on a page.
    pub(super) crowded: Vec<Range<usize>>,
    /// Parts of the code that place foreign pages.
    pub(super) parts: Vec<Range<usize>>,
}

impl Markup {
    /// Code of which nothing comes from a plan.
    pub(super) fn of(code: String) -> Self {
        Self {
            code,
            map: SourceMap::default(),
            missing: Vec::new(),
            crowded: Vec::new(),
            parts: Vec::new(),
        }
    }
}

/// Writes the code of a document; a draft shows where its blocks come from.
pub(super) fn write(document: &RenderInput<'_>, pictures: &PictureFiles, style: &str) -> Markup {
    write_with(CodeWriter::new(document, pictures), document, style)
}

/// The same for a draft: a mark on every page, and at the edge the lines of the text.
pub(super) fn write_draft(
    document: &RenderInput<'_>,
    pictures: &PictureFiles,
    style: &str,
) -> Markup {
    let mut writer = CodeWriter::new(document, pictures);
    writer.draft = Some(document.sources);
    write_with(writer, document, style)
}

fn write_with<'a>(mut writer: CodeWriter<'a>, document: &RenderInput<'a>, style: &str) -> Markup {
    writer.code = start(style);
    writer.front(document);
    writer.plan(document.plan);
    writer.finish()
}

/// What all code begins with.
pub(super) fn start(style: &str) -> String {
    format!("#import \"template.typ\": *\n#let style = {style}")
}

impl CodeWriter<'_> {
    /// What was written.
    pub(super) fn finish(self) -> Markup {
        Markup {
            code: self.code,
            map: self.map,
            missing: self.missing,
            crowded: self.crowded,
            parts: Vec::new(),
        }
    }
}

/// A text as a Typst string literal: the only way that text of users gets into the code. Control
/// characters are left out: nothing can print them.
pub(super) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' | '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
