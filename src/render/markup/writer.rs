//! What all parts of a document are written with: the code so far, and where it comes from.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use super::super::font_set::FontSet;
use super::super::pictures::PictureFiles;
use super::super::style::Style;
use super::super::{RenderInput, targets};
use super::literal;
use super::source_map::SourceMap;
use crate::plan::{Block, Heading, Plan, Table};
use crate::text::{At, Sources};

/// Code that is being written.
pub(in crate::render) struct CodeWriter<'a> {
    pub(in crate::render) code: String,
    pub(super) map: SourceMap,
    pub(super) missing: Vec<(char, At, usize)>,
    pub(super) crowded: Vec<Range<usize>>,
    pub(super) plan: &'a Plan,
    pub(super) pictures: &'a PictureFiles,
    pub(super) style: &'a Style,
    pub(super) targets: Option<Table>,
    /// The texts, if the lines of blocks are to be shown.
    pub(super) draft: Option<&'a Sources>,
    /// Notes already written, by name, with their number in the code.
    pub(super) notes: BTreeMap<String, usize>,
    /// Runs of letters wider than this may break anywhere, in sizes of type.
    pub(super) widest_run: f64,
    /// Headings that wait for what follows, with their levels: they stand on its page.
    pub(super) headings: Vec<(&'a Heading, u8)>,
    /// Whether the page is landscape here.
    pub(super) landscape: bool,
    pub(super) fonts: Arc<FontSet>,
}

impl<'a> CodeWriter<'a> {
    pub(in crate::render) fn new(document: &RenderInput<'a>, pictures: &'a PictureFiles) -> Self {
        Self {
            code: String::new(),
            map: SourceMap::default(),
            missing: Vec::new(),
            crowded: Vec::new(),
            plan: document.plan,
            pictures,
            style: document.style,
            targets: targets::table(&document.targets),
            draft: None,
            notes: BTreeMap::new(),
            widest_run: document.style.width() / document.style.text.size / 2.0,
            headings: Vec::new(),
            landscape: false,
            fonts: FontSet::of(document.style),
        }
    }

    /// In a draft: the line at which a block begins.
    pub(super) fn line_mark(&mut self, at: At) {
        let Some(sources) = self.draft else { return };
        let source = sources.get(at.source);
        let line = source.line(at.span.start);
        let text = if self.plan.sources.len() > 1 {
            format!("{}:{line}", source.name)
        } else {
            line.to_string()
        };
        let _ = writeln!(self.code, "#source-line({})", literal(&text));
    }

    /// Remembers that the code from `start` to here comes from a place.
    pub(super) fn mark(&mut self, start: usize, at: At, exact: bool) {
        self.map.add(start, self.code.len(), at, exact);
    }

    pub(in crate::render) fn wrapped(
        &mut self,
        open: &str,
        block: &Block,
        inner: impl FnOnce(&mut Self),
    ) {
        let start = self.code.len();
        self.code.push_str(open);
        inner(self);
        self.code.push_str("]\n");
        self.mark(start, block.at, false);
    }
}
