//! The print volume: the plan, then pages of other files behind it, each part beginning on a
//! right-hand page.
//!
//! Pages of other files are counted and not numbered: nothing is ever printed onto them. A file
//! that cannot be placed is left out and reported; the rest is bound.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::attachment::shrink::plain_jpeg::in_screen_colours;

use super::font_set::FontSet;
use super::jpeg_page;
use super::markup::literal;
use super::markup::{self, Markup};
use super::pictures::PictureFiles;
use super::style::{PageStyle, Style};
use super::world::LayoutError;
use super::world::{self, Standard};
use super::{Overfull, PlacedHeading, RenderError, RenderFault, RenderInput, Rendered};

/// What a part is; in the order of the volume.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum VolumePartKind {
    /// The plan as a finished PDF, in the place of typeset pages.
    Plan,
    Letter,
    Annex,
}

/// A file that is bound in.
#[derive(Clone, Debug)]
pub struct VolumePart {
    /// What it is.
    pub kind: VolumePartKind,
    /// What the contents call it.
    pub title: String,
    /// A PDF, JPEG or PNG.
    pub bytes: Arc<Vec<u8>>,
    /// Width and height of its pages as they are printed, in any unit; a picture has one.
    pub pages: Vec<(f64, f64)>,
}

impl VolumePart {
    /// A part made of a file. An ordinary JPEG becomes a page whose picture need not be decoded.
    pub fn new(
        kind: VolumePartKind,
        title: String,
        bytes: Vec<u8>,
        pages: Vec<(f64, f64)>,
    ) -> Self {
        let bytes = in_screen_colours(&bytes).unwrap_or(bytes);
        match jpeg_page::page(&bytes) {
            Some((page, turned)) => {
                let pages = pages
                    .into_iter()
                    .map(|(wide, high)| if turned { (high, wide) } else { (wide, high) })
                    .collect();
                Self { kind, title, bytes: Arc::new(page), pages }
            }
            None => Self { kind, title, bytes: Arc::new(bytes), pages },
        }
    }
}

/// A bound volume.
#[derive(Clone, Debug)]
pub struct BoundVolume {
    /// The file: tagged PDF 1.7, not PDF/A.
    pub pdf: Vec<u8>,
    /// Pages, blank ones included.
    pub pages: usize,
    /// For each part, in the order given, the page at which it begins, counted from the cover as
    /// 1; `None` if it was left out.
    pub starts: Vec<Option<usize>>,
    /// The page with the list of annexes, if there are any.
    pub divider: Option<usize>,
    /// Why parts were left out, by their index.
    pub left_out: Vec<(usize, RenderFault)>,
    /// Headings, bookmarks and parts in order.
    pub headings: Vec<PlacedHeading>,
    /// Text that runs over the edge of the page.
    pub overfull: Vec<Overfull>,
}

/// Binds a plan and the files that go with it. A part of the kind [`VolumePartKind::Plan`] stands in the
/// place of the document's text. Margins change sides, whatever the style says: a volume is printed
/// on both sides.
///
/// # Errors
/// What keeps the plan itself from being typeset; parts never do.
pub fn volume(
    document: &RenderInput<'_>,
    parts: &[VolumePart],
) -> Result<BoundVolume, Vec<RenderError>> {
    let page = PageStyle { duplex: true, ..document.style.page.clone() };
    let style = Style { page, ..document.style.clone() };
    let cover = document.cover.clone();
    let document =
        RenderInput { style: &style, cover, targets: document.targets.clone(), ..*document };
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|index| parts[*index].kind);
    let mut left_out: Vec<(usize, RenderFault)> = Vec::new();
    let mut probed = false;
    loop {
        let chosen: Vec<&VolumePart> = order.iter().map(|index| &parts[*index]).collect();
        let faults = match guarded(&document, &chosen) {
            Some(Ok(rendered)) => {
                return Ok(bound(rendered, parts.len(), &chosen, &order, left_out));
            }
            Some(Err(faults)) => faults,
            // The typesetter gave up. Each part is tried alone, once.
            None if !probed => {
                probed = true;
                let plan_only = |part: &VolumePart| part.kind != VolumePartKind::Plan;
                order.retain(|index| {
                    let works = guarded(&blank(&document), &[&parts[*index]]).is_some();
                    if !works && plan_only(&parts[*index]) {
                        left_out.push((*index, RenderFault::PartGaveUp));
                    }
                    works || !plan_only(&parts[*index])
                });
                continue;
            }
            None => {
                return Err(vec![RenderError { fault: RenderFault::VolumeGaveUp, at: None }]);
            }
        };
        let mut bad: Vec<(usize, RenderFault)> = Vec::new();
        for fault in &faults {
            let Some(position) = fault
                .part
                .filter(|p| chosen.get(*p).is_some_and(|part| part.kind != VolumePartKind::Plan))
            else {
                return Err(faults.into_iter().map(|f| f.trouble).collect());
            };
            if bad.iter().all(|(known, _)| *known != order[position]) {
                let refused = RenderFault::PartRefused(fault.trouble.fault.to_string());
                bad.push((order[position], refused));
            }
        }
        if bad.is_empty() {
            return Err(Vec::new());
        }
        order.retain(|index| bad.iter().all(|(known, _)| known != index));
        left_out.extend(bad);
    }
}

/// A document with nothing in it, to try a part alone.
fn blank<'a>(document: &RenderInput<'a>) -> RenderInput<'a> {
    RenderInput { cover: document.cover.clone(), targets: Vec::new(), ..*document }
}

/// Typesets on a thread of its own; `None` if that panicked.
fn guarded(
    document: &RenderInput<'_>,
    parts: &[&VolumePart],
) -> Option<Result<Rendered, Vec<LayoutError>>> {
    // Pictures come through a function of the caller, which need not be shared between threads.
    let pictures = match PictureFiles::read(document.plan, document.pictures) {
        Ok(pictures) => pictures,
        Err(troubles) => {
            return Some(Err(troubles
                .into_iter()
                .map(|trouble| LayoutError { trouble, part: None })
                .collect()));
        }
    };
    let markup = code(document, &pictures, parts);
    let foreign = parts.iter().enumerate();
    let foreign = foreign.map(|(index, part)| (file_name(index), part.bytes.clone()));
    world::on_thread(
        document,
        markup,
        pictures.into_files().chain(foreign).collect(),
        Standard::Plain,
    )
}

fn file_name(index: usize) -> String {
    format!("part/{index}")
}

fn code(document: &RenderInput<'_>, pictures: &PictureFiles, parts: &[&VolumePart]) -> Markup {
    let style = FontSet::of(document.style).style(document.style);
    let is_finished = parts.iter().any(|p| p.kind == VolumePartKind::Plan);
    let mut markup = if is_finished {
        let cover = &document.cover;
        let mut code = markup::start(&style);
        let (title, author) = (literal(&cover.project.value), literal(&cover.applicant.value));
        let content = literal(cover.code.as_deref().unwrap_or_default());
        let _ = writeln!(
            code,
            "#show: pages.with(style, title: {title}, author: {author}, code: {content})"
        );
        Markup::of(code)
    } else {
        markup::write(document, pictures, &style)
    };
    let page = &document.style.page;
    let annexes = parts.iter().filter(|p| p.kind == VolumePartKind::Annex).count();
    let mut annex = 0;
    for (index, part) in parts.iter().enumerate() {
        let (level, title) = match part.kind {
            VolumePartKind::Annex => {
                annex += 1;
                if annex == 1 {
                    markup.code.push_str("#divider(style, \"附件\", \"附　件\")\n");
                }
                let number = if annexes > 1 { annex.to_string() } else { String::new() };
                (2, format!("附件{number}　{}", part.title))
            }
            VolumePartKind::Plan | VolumePartKind::Letter => (1, part.title.clone()),
        };
        let start = markup.code.len();
        markup.code.push_str("#right-hand()\n");
        for (number, (width, height)) in part.pages.iter().enumerate() {
            let (wide, high) =
                if width > height { (page.height, page.width) } else { (page.width, page.height) };
            let heading = if number == 0 { literal(&title) } else { "none".to_owned() };
            let of =
                if is_pdf(&part.bytes) { format!("page: {}, ", number + 1) } else { String::new() };
            let alt = literal(&format!("{}，第{}页", part.title, number + 1));
            let _ = writeln!(
                markup.code,
                "#leaf({wide}mm, {high}mm, {heading}, {level}, image({}, {of}width: 100%, height: 100%, fit: \"contain\", alt: {alt}))",
                literal(&file_name(index)),
            );
        }
        markup.parts.push(start..markup.code.len());
    }
    markup
}

fn is_pdf(bytes: &[u8]) -> bool {
    memchr::memmem::find(&bytes[..bytes.len().min(1024)], b"%PDF-").is_some()
}

fn bound(
    rendered: Rendered,
    count: usize,
    chosen: &[&VolumePart],
    order: &[usize],
    mut left_out: Vec<(usize, RenderFault)>,
) -> BoundVolume {
    // Foreign parts are the last headings; a divider stands before the first annex.
    let annexes = chosen.iter().filter(|p| p.kind == VolumePartKind::Annex).count();
    let extra = chosen.len() + usize::from(annexes > 0);
    let first = rendered.headings.len().saturating_sub(extra);
    let mut starts = vec![None; count];
    for (position, index) in order.iter().enumerate() {
        let skip = usize::from(chosen[position].kind == VolumePartKind::Annex);
        starts[*index] = rendered.headings.get(first + position + skip).map(|h| h.page);
    }
    let divider = (annexes > 0).then(|| first + chosen.len() - annexes);
    let divider = divider.and_then(|index| rendered.headings.get(index)).map(|h| h.page);
    left_out.sort_by_key(|(index, _)| *index);
    let Rendered { pdf, pages, headings, overfull, .. } = rendered;
    BoundVolume { pdf, pages, starts, divider, left_out, headings, overfull }
}
