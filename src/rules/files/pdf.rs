//! PDF files as they will be printed: paper, fonts, blank pages, scans; and a supplied plan against its text.

use chrono::TimeDelta;

use crate::attachment::{FileKind, Page};
use crate::plan::{Block, BlockKind, Plan};
use crate::project::ProjectFile;
use crate::text::han::{self, fold, printable};

use super::super::context::Context;
use super::super::hit::Hit;
use super::sent::sent;
use super::words::{page_list, some_of};

/// Millimetres that a page may differ from its paper: printers' rounding and scanners' edges.
const TOLERANCE: f64 = 2.0;
/// Dots an inch below which stamps and small print blur; a little under 150, which rounding may make of 150.
const LEAST_DPI: f64 = 145.0;
/// A supplied PDF may be this much older than the text: files that come out of an archive or a repository together get
/// their times within minutes.
const TOGETHER: TimeDelta = TimeDelta::minutes(10);

fn pdfs<'a>(cx: &Context<'a>) -> Vec<&'a ProjectFile> {
    sent(cx).into_iter().filter(|f| f.facts.kind == FileKind::Pdf).collect()
}

/// Pages of a file for which something holds, counted from 1.
fn pages_that(file: &ProjectFile, holds: impl Fn(&Page) -> bool) -> Vec<usize> {
    file.facts.pages.iter().enumerate().filter(|(_, p)| holds(p)).map(|(i, _)| i + 1).collect()
}

/// Whether a page is a paper of that size, upright or lying.
fn is_paper(page: &Page, short: f64, long: f64) -> bool {
    let (a, b) = if page.width < page.height { (page.width, page.height) } else { (page.height, page.width) };
    (a - short).abs() <= TOLERANCE && (b - long).abs() <= TOLERANCE
}

/// Pages that are not A4.
pub(super) fn pdf_page_size(cx: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for file in pdfs(cx) {
        let odd = pages_that(file, |p| !is_paper(p, 210.0, 297.0));
        let Some(first) = odd.first().and_then(|n| file.facts.pages.get(n - 1)) else { continue };
        let all_a3 = pages_that(file, |p| !is_paper(p, 210.0, 297.0) && !is_paper(p, 297.0, 420.0)).is_empty();
        let size = format!("{:.0}×{:.0}", first.width, first.height);
        let hit = Hit::path(file.path.clone()).arg("path", printable(&file.path)).arg("pages", page_list(&odd)).arg("size", size);
        hits.push(if all_a3 { hit.variant("a3") } else { hit });
    }
    hits
}

/// Fonts that are used and not embedded.
pub(super) fn pdf_fonts_missing(cx: &Context<'_>) -> Vec<Hit> {
    let with = pdfs(cx).into_iter().filter(|f| !f.facts.missing_fonts.is_empty());
    with.map(|f| Hit::path(f.path.clone()).arg("path", printable(&f.path)).arg("fonts", some_of(&f.facts.missing_fonts))).collect()
}

/// Pages that show nothing.
pub(super) fn pdf_blank_page(cx: &Context<'_>) -> Vec<Hit> {
    let blank = |f: &ProjectFile| {
        let pages = pages_that(f, |p| p.blank);
        (!pages.is_empty()).then(|| Hit::path(f.path.clone()).arg("path", printable(&f.path)).arg("pages", page_list(&pages)))
    };
    pdfs(cx).into_iter().filter_map(blank).collect()
}

/// Scanned pages that will not be legible in print.
pub(super) fn scan_resolution(cx: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for file in pdfs(cx) {
        let coarse = pages_that(file, |p| p.scan_dpi.is_some_and(|d| d < LEAST_DPI));
        let lowest = file.facts.pages.iter().filter_map(|p| p.scan_dpi).fold(f64::INFINITY, f64::min);
        if !coarse.is_empty() {
            let hit = Hit::path(file.path.clone()).arg("path", printable(&file.path));
            hits.push(hit.arg("pages", page_list(&coarse)).arg("dpi", format!("{lowest:.0}")));
        }
    }
    hits
}

/// A supplied PDF that is older than the plan's text, or lacks its headings.
pub(super) fn pdf_stale(cx: &Context<'_>) -> Vec<Hit> {
    let (Some(named), Some(plan)) = (&cx.config().plan.pdf, &cx.project.plan) else { return Vec::new() };
    let Some(pdf) = cx.files().file(&named.value).filter(|f| f.exists && f.facts.broken.is_none()) else { return Vec::new() };
    let hit = Hit::at(named.at).arg("path", printable(&pdf.path));
    let texts = cx.config().plan.files.iter().filter_map(|f| cx.files().file(&f.value));
    let newest = texts.filter_map(|f| Some((f.modified?, f))).max_by_key(|(modified, _)| *modified);
    if let (Some(made), Some((changed, text))) = (pdf.modified, newest)
        && changed.0 - made.0 > TOGETHER
    {
        let shown = |moment: crate::text::Moment| moment.0.format("%Y-%m-%d %H:%M").to_string();
        return vec![hit.arg("made", shown(made)).arg("changed", shown(changed)).arg("text", printable(&text.path))];
    }
    // A scan has no text to compare; what was cut off is unknown.
    let Some(text) = pdf.facts.text.as_ref().filter(|_| !pdf.facts.cut) else { return Vec::new() };
    let told = fold(text) + &pdf.facts.headings.iter().map(|h| fold(h)).collect::<String>();
    let headings = plan.walk().into_iter().filter(|(depth, _)| *depth < 2).map(|(_, section)| &section.heading);
    let lacking: Vec<String> = headings
        .map(|h| h.text.get(h.ordinal.as_ref().map_or(0, |o| o.len)..).unwrap_or(&h.text).trim().to_owned())
        .filter(|title| !title.is_empty() && !told.contains(&fold(title)))
        .collect();
    if !lacking.is_empty() {
        return vec![hit.variant("headings").arg("headings", some_of(&lacking))];
    }
    let lacking = lacking_sentences(plan, &told);
    if lacking.is_empty() { Vec::new() } else { vec![hit.variant("sentences").arg("sentences", some_of(&lacking))] }
}

/// Characters from which on a sentence says something of its own.
const TELLING: usize = 12;
/// Characters of a footer and a header between two pages, at the most.
const BETWEEN_PAGES: usize = 80;

/// Sentences of the running text that a folded text lacks. Raised characters, formulas and letters come out of PDFs in many
/// ways, so sentences with them are left out; punctuation may hang over the end of a line and not come out at all.
fn lacking_sentences(plan: &Plan, told: &str) -> Vec<String> {
    let plain = |c: char| han::is_han(c) || c.is_ascii_digit() || "，、：；（）()“”《》—～.%".contains(c);
    let words = |text: &str| fold(text).chars().filter(|c| han::is_han(*c) || c.is_ascii_digit()).collect::<String>();
    let told = words(told);
    let texts = plan.blocks().filter(|b| matches!(b.kind, BlockKind::Paragraph(_))).flat_map(Block::flats);
    let mut out = Vec::new();
    for text in texts {
        let sentences = text.text.split(['。', '\n']).map(str::trim);
        for sentence in sentences.filter(|s| s.chars().count() >= TELLING && s.chars().all(plain)) {
            if !stands_in(&words(sentence), &told) {
                out.push(sentence.to_owned());
            }
        }
    }
    out
}

/// Whether a text stands in another one, at one place perhaps over the end of a page.
fn stands_in(sentence: &str, told: &str) -> bool {
    if told.contains(sentence) {
        return true;
    }
    let head: String = sentence.chars().take(1).collect();
    told.match_indices(&head).any(|(at, _)| {
        let same: usize = sentence.chars().zip(told[at..].chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
        let rest = &sentence[same..];
        let window: String = told[at + same..].chars().take(BETWEEN_PAGES + rest.chars().count()).collect();
        window.contains(rest)
    })
}
