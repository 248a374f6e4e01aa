//! Files that are sent, as they will be printed and read: places of photographs, fonts, blank pages,
//! scans, paper.

use crate::attachment::{FileKind, Page};
use crate::notice::check_kind::FileFact;
use crate::project::ProjectFile;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::outgoing::outgoing;
use crate::rules::engine::short_list::{page_list, some_of};
use crate::text::han::printable;

/// Files that are sent and are like that.
pub(in crate::rules::engine) fn file_fact(fact: FileFact, cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    for file in outgoing(cx) {
        out.extend(judge(fact, file));
    }
    out
}

fn judge(fact: FileFact, file: &ProjectFile) -> Option<Hit> {
    let hit = Hit::path(file.path.clone()).arg("path", printable(&file.path));
    if let FileFact::Located {} = fact {
        return if file.facts.located { Some(hit) } else { None };
    }
    if file.facts.kind != FileKind::Pdf {
        return None;
    }
    match fact {
        FileFact::Located {} => None,
        FileFact::MissingFonts {} => {
            let fonts = &file.facts.missing_fonts;
            if fonts.is_empty() { None } else { Some(hit.arg("fonts", some_of(fonts))) }
        }
        FileFact::BlankPages {} => {
            let pages = pages_that(file, |page| page.blank);
            if pages.is_empty() { None } else { Some(hit.arg("pages", page_list(&pages))) }
        }
        FileFact::ScanDpi { least } => {
            let is_coarse = |page: &Page| page.scan_dpi.is_some_and(|dpi| dpi < least);
            let pages = pages_that(file, is_coarse);
            let scans = file.facts.pages.iter().filter_map(|page| page.scan_dpi);
            let lowest = scans.fold(f64::INFINITY, f64::min);
            let hit = hit.arg("pages", page_list(&pages)).arg("dpi", format!("{lowest:.0}"));
            if pages.is_empty() { None } else { Some(hit) }
        }
        FileFact::PageSize { paper, folded, tolerance } => {
            let is_paper = |page: &Page| is_size(page, paper, tolerance);
            let odd = pages_that(file, |page| !is_paper(page));
            let first = file.facts.pages.get(odd.first()? - 1)?;
            let others =
                pages_that(file, |page| !is_paper(page) && !is_size(page, folded, tolerance));
            let size = format!("{:.0}×{:.0}", first.width, first.height);
            let hit = hit.arg("pages", page_list(&odd)).arg("size", size);
            Some(if others.is_empty() { hit.variant("folded") } else { hit })
        }
    }
}

/// Pages of a file for which something holds, counted from 1.
fn pages_that(file: &ProjectFile, holds: impl Fn(&Page) -> bool) -> Vec<usize> {
    let mut out = Vec::new();
    for (index, page) in file.facts.pages.iter().enumerate() {
        if holds(page) {
            out.push(index + 1);
        }
    }
    out
}

/// Whether a page has a size, upright or landscape.
fn is_size(page: &Page, [width, height]: [f64; 2], tolerance: f64) -> bool {
    let short = page.width.min(page.height);
    let long = page.width.max(page.height);
    (short - width).abs() <= tolerance && (long - height).abs() <= tolerance
}
