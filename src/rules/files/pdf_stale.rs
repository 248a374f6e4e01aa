//! `pdf-stale`: a supplied PDF that is older than the text of the plan, or says something else.

mod compare;
mod passages;
mod printed_text;

use chrono::TimeDelta;

use crate::attachment::{DrawnPicture, FileKind};
use crate::plan::{Block, Plan};
use crate::project::ProjectFile;
use crate::text::han::{fold, printable};

use super::letter_text::is_garbled;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::short_list::some_of;
use compare::{Difference, MOST_LACKING, compare};
use passages::passages;
use printed_text::{PrintedText, han_of, without_digits, words};

/// A supplied PDF may be this much older than the text: files that come out of an archive or a
/// repository together get their times within minutes.
const TOGETHER: TimeDelta = TimeDelta::minutes(10);

/// A supplied PDF that is older than the plan's text, or says something else.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let (Some(named), Some(plan)) = (&cx.config().plan.pdf, &cx.project.plan) else {
        return Vec::new();
    };
    let Some(pdf) = cx.files().file(&named.value) else { return Vec::new() };
    if !pdf.exists || pdf.facts.broken.is_some() {
        return Vec::new();
    }
    let hit = Hit::at(named.at).arg("path", printable(&pdf.path));
    if let (Some(made), Some((changed, text))) = (pdf.modified, newest(cx, plan))
        && changed.0 - made.0 > TOGETHER
    {
        let shown = |moment: crate::text::Moment| moment.0.format("%Y-%m-%d %H:%M").to_string();
        return vec![
            hit.arg("made", shown(made))
                .arg("changed", shown(changed))
                .arg("text", printable(&text.path)),
        ];
    }
    // A scan has no text to compare; what was cut off is unknown; a text that is no Chinese says
    // nothing of the pages.
    let is_scan = pdf.facts.pages.iter().any(|page| page.scan_dpi.is_some());
    let text = pdf.facts.text.as_ref().filter(|_| !pdf.facts.cut && !is_scan);
    let Some(text) = text.filter(|text| !is_garbled(text)) else { return Vec::new() };
    let told = fold(text) + &pdf.facts.headings.iter().map(|h| fold(h)).collect::<String>();
    let lacking = lacking_headings(plan, &told);
    if !lacking.is_empty() {
        return vec![hit.variant("headings").arg("headings", some_of(&lacking))];
    }
    let told = PrintedText::of(text);
    let all = all_words(cx, plan);
    let Difference { lacking, surplus, moved } = compare(&passages(plan), &told, &all);
    // Drawn parts of a Word document are read in another order than they are printed.
    let drawn = match &cx.project.word {
        Some(word) => word.notes.boxes + word.notes.lost.len(),
        None => 0,
    };
    let more = if lacking.len() == MOST_LACKING { "以上" } else { "" };
    let (variant, list, more) = if !lacking.is_empty() {
        ("sentences", lacking, more)
    } else if !surplus.is_empty() && drawn == 0 {
        ("surplus", surplus, "")
    } else if !moved.is_empty() && drawn == 0 {
        ("order", moved, "")
    } else {
        let headers = odd_headers(cx, &told, &all);
        let pictures = odd_pictures(cx, plan, pdf);
        match (headers.is_empty(), pictures.is_empty()) {
            (false, _) => ("headers", headers, ""),
            (true, false) => ("pictures", pictures, ""),
            (true, true) => return Vec::new(),
        }
    };
    vec![hit.variant(variant).arg("found", format!("{}{more}", some_of(&list)))]
}

/// The text or picture of the plan that was changed last.
fn newest<'a>(cx: &Context<'a>, plan: &Plan) -> Option<(crate::text::Moment, &'a ProjectFile)> {
    let named = cx.config().plan.files.iter();
    let mut paths: Vec<&str> = named.map(|file| file.value.as_str()).collect();
    let pictures = plan.images();
    paths.extend(pictures.iter().map(|image| image.path.as_str()));
    let files = paths.into_iter().filter_map(|path| cx.files().file(path));
    let dated = files.filter_map(|file| Some((file.modified?, file)));
    dated.max_by_key(|(modified, _)| *modified)
}

/// Headings that a PDF lacks, without their ordinals.
fn lacking_headings(plan: &Plan, told: &str) -> Vec<String> {
    let mut lacking = Vec::new();
    for (_, section) in plan.walk() {
        let heading = &section.heading;
        let start = heading.ordinal.as_ref().map(|ordinal| ordinal.len).unwrap_or(0);
        let title = heading.text.get(start..).unwrap_or(&heading.text).trim();
        if !title.is_empty() && !told.contains(&fold(title)) {
            lacking.push(title.to_owned());
        }
    }
    lacking
}

/// The words of the whole plan, and of what the typesetter adds from `pilot.toml`.
fn all_words(cx: &Context<'_>, plan: &Plan) -> String {
    let mut all = String::new();
    let mut add = |text: &str| {
        all.push_str(&words(text));
        all.push('\n');
    };
    for heading in plan.headings() {
        add(&heading.text);
    }
    for run in plan.blocks().flat_map(Block::text_runs) {
        add(&run.text);
    }
    for image in plan.images() {
        add(&image.alt);
    }
    let config = cx.config();
    let names = [&config.project.name, &config.applicant.name, &config.applicant.implementer];
    for name in names.into_iter().flatten() {
        add(&name.value);
    }
    for text in cx.project.word.iter().flat_map(|word| &word.notes.headers_footers) {
        add(text);
    }
    all
}

/// Headers and footers of a Word document that its PDF lacks, and those that the PDF has instead.
fn odd_headers(cx: &Context<'_>, told: &PrintedText, all: &str) -> Vec<String> {
    let Some(word) = &cx.project.word else { return Vec::new() };
    let mut odd = Vec::new();
    for line in word.notes.headers_footers.iter().flat_map(|text| text.lines()) {
        let bare = without_digits(&words(line));
        if han_of(&bare) > 1 && !without_digits(&told.words).contains(&bare) {
            odd.push(line.trim().to_owned());
        }
    }
    let running = told.running().into_iter();
    let strange = running.filter(|line| han_of(line) >= 4 && !all.contains(line));
    odd.extend(strange.map(str::to_owned));
    odd
}

/// Pixels from which on a picture is more than a mark.
const LEAST_PIXELS: u32 = 150;
/// Two pictures have one shape if their proportions differ by less.
const SAME_SHAPE: f64 = 0.03;

/// Pictures of a plan that its PDF does not have in any size, and the other way round. What a
/// picture shows may be packed anew; its proportions stay.
fn odd_pictures(cx: &Context<'_>, plan: &Plan, pdf: &ProjectFile) -> Vec<String> {
    let drawn: Vec<DrawnPicture> = pdf.facts.drawn.clone();
    let mut own: Vec<(u32, u32)> = Vec::new();
    let mut odd = Vec::new();
    let mut has_others = false;
    for image in plan.images() {
        let Some(file) = cx.files().file(&image.path) else { continue };
        let is_raster = matches!(file.facts.kind, FileKind::Jpeg | FileKind::Png);
        let Some(size) = file.facts.pixels.filter(|_| is_raster) else {
            has_others = true;
            continue;
        };
        own.push(size);
        if !drawn.iter().any(|picture| is_alike(size, (picture.width, picture.height))) {
            odd.push(image.path.clone());
        }
    }
    // Printing programs cut pictures into stripes: then proportions say nothing.
    if drawn.len() > MOST_PICTURES.max(own.len() * 8) {
        return Vec::new();
    }
    for picture in drawn {
        let size = (picture.width, picture.height);
        let is_mark = size.0.min(size.1) < LEAST_PIXELS;
        // A seal or an emblem stands on the cover.
        let is_judged = !(is_mark || has_others || picture.page == 0);
        if is_judged && !own.iter().any(|known| is_alike(*known, size)) {
            odd.push(format!("PDF 第{}页的图", picture.page + 1));
        }
    }
    odd
}

/// Pictures of a PDF that are compared even where the plan has none.
const MOST_PICTURES: usize = 20;

/// Whether two pictures have one shape, upright or turned.
fn is_alike(a: (u32, u32), b: (u32, u32)) -> bool {
    let ratio = |wide: u32, high: u32| f64::from(wide) / f64::from(high.max(1));
    let is_same = |first: f64, second: f64| (first / second - 1.0).abs() < SAME_SHAPE;
    is_same(ratio(a.0, a.1), ratio(b.0, b.1)) || is_same(ratio(a.0, a.1), ratio(b.1, b.0))
}
