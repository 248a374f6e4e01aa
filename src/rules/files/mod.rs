//! The group *files*: whether every file is there, can be read and printed, and says no more than it should.

mod letters;
mod listed;
mod names;
mod pdf;
mod pictures;
mod tells;

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

use crate::project::model::Named;
use crate::project::{Origin, ProjectFile};

use super::CodeFn;
use super::context::Context;

pub(super) const CODE: &[(&str, CodeFn)] = &[
    ("file-missing", listed::file_missing),
    ("file-unlisted", listed::file_unlisted),
    ("file-unreadable", listed::file_unreadable),
    ("duplicate-file", listed::duplicate_file),
    ("letter-missing", letters::letter_missing),
    ("letter-differs", letters::letter_differs),
    ("letter-date", letters::letter_date),
    ("pdf-page-size", pdf::pdf_page_size),
    ("pdf-fonts-missing", pdf::pdf_fonts_missing),
    ("pdf-blank-page", pdf::pdf_blank_page),
    ("scan-resolution", pdf::scan_resolution),
    ("pdf-stale", pdf::pdf_stale),
    ("image-resolution", pictures::image_resolution),
    ("image-missing", pictures::image_missing),
    ("file-metadata", tells::file_metadata),
    ("photo-location", tells::photo_location),
    ("executable-or-macro", tells::executable_or_macro),
    ("nested-archive", tells::nested_archive),
    ("file-name-gbk", names::file_name_gbk),
    ("path-too-long", names::path_too_long),
    ("name-collision", names::name_collision),
    ("junk-file", names::junk_file),
];

/// Whether the files are those of a package that was received, and not of a project.
fn is_received(cx: &Context<'_>) -> bool {
    cx.project.package.as_ref().is_some_and(|p| p.origin != Origin::Planned)
}

/// The files that somebody else will see: those a package holds, or those that a project names. The plan's text is not
/// sent as it is; a file that nothing names stays at home.
fn sent<'a>(cx: &Context<'a>) -> Vec<&'a ProjectFile> {
    let project = cx.project;
    let there = project.files.iter().filter(|f| f.exists);
    if is_received(cx) {
        return there.collect();
    }
    let index = cx.files();
    let pdf = cx.config().plan.pdf.as_ref().and_then(|p| index.file(&p.value)).map(|f| f.path.as_str());
    let named = index.named().iter();
    let named: HashSet<&str> = named
        .filter_map(|(why, path, _)| Some((*why, index.file(path)?.path.as_str())))
        .filter(|(why, path)| *why != Named::Plan || Some(*path) == pdf)
        .map(|(_, path)| path)
        .collect();
    there.filter(|f| named.contains(f.path.as_str())).collect()
}

/// Whether two paths are one: in any normal form.
fn same_path(left: &str, right: &str) -> bool {
    left == right || left.nfc().eq(right.nfc())
}

/// The last part of a path.
fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// What editors and systems leave behind.
fn is_junk(path: &str) -> bool {
    let name = last_part(path);
    let lower = name.to_lowercase();
    let known = [".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", ".localized", ".spotlight-v100", ".trashes"];
    known.contains(&lower.as_str())
        || name.starts_with("~$")
        || name.starts_with("._")
        || name.starts_with(".~")
        || (lower.starts_with("~wr") && lower.ends_with(".tmp"))
        || [".tmp", ".temp", ".bak", ".swp", ".swo", ".crdownload", ".part", "~"].iter().any(|end| lower.ends_with(end))
        || path.split('/').any(|part| part == "__MACOSX")
}

/// Files that belong to a folder and not to an application: `.gitkeep`, a note for its readers.
fn is_housekeeping(path: &str) -> bool {
    let name = last_part(path);
    name.starts_with('.') || name.eq_ignore_ascii_case("readme.md") || name.eq_ignore_ascii_case("readme.txt")
}

/// Numbers of pages, runs joined: `1、3—5`.
fn page_list(pages: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for page in pages {
        match runs.last_mut() {
            Some((_, end)) if *end + 1 == *page => *end = *page,
            _ => runs.push((*page, *page)),
        }
    }
    let mut words: Vec<String> = runs.iter().map(|(a, b)| if a == b { a.to_string() } else { format!("{a}—{b}") }).collect();
    if words.len() > 8 {
        words.truncate(8);
        words.push("……".to_owned());
    }
    words.join("、")
}

/// Up to five words, with how many there are in all.
fn some_of(words: &[String]) -> String {
    let shown = words.iter().take(5).map(|w| crate::text::han::printable(w)).collect::<Vec<_>>().join("、");
    if words.len() > 5 { format!("{shown}等{}项", words.len()) } else { shown }
}
