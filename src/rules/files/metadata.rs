//! What files carry that nobody meant to send: people, places, programs, archives.

use crate::attachment::FileKind;
use crate::project::ProjectFile;
use crate::text::han::{fold, printable};

use super::outgoing::outgoing;
use super::paths::last_part;
use super::summary::some_of;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

/// Names of programs and of documents with macros.
const PROGRAMS: &[&str] = &[
    "exe", "com", "scr", "pif", "dll", "msi", "bat", "cmd", "vbs", "vbe", "js", "jse", "wsf",
    "wsh", "ps1", "hta", "lnk", "jar", "apk", "reg", "sh", "cpl", "docm", "dotm", "xlsm", "xltm",
    "xlam", "pptm", "potm", "ppsm",
];
/// Names of archives.
const ARCHIVES: &[&str] = &["zip", "rar", "7z", "gz", "tgz", "tar", "bz2", "xz", "cab", "iso"];

fn has_ending(file: &ProjectFile, endings: &[&str]) -> bool {
    last_part(&file.path)
        .rsplit_once('.')
        .is_some_and(|(_, e)| endings.contains(&e.to_ascii_lowercase().as_str()))
}

/// Authors, companies, comments, changes, hidden parts. The applicant's own name is no secret.
pub(super) fn file_metadata(cx: &Context<'_>) -> Vec<Hit> {
    let config = cx.config();
    let own: Vec<String> = [&config.applicant.name, &config.applicant.implementer]
        .into_iter()
        .flatten()
        .map(|n| fold(&n.value))
        .collect();
    let is_own =
        |told: &String| told.split_once('：').is_some_and(|(_, value)| own.contains(&fold(value)));
    let mut hits = Vec::new();
    let files = outgoing(cx);
    // A plan in Word is printed or made into a PDF: what is marked in it goes along. Its properties
    // stay at home.
    if let Some(word) = &cx.project.word
        && !files.iter().any(|f| super::paths::same_path(&f.path, &word.path))
        && !word.notes.leftovers().is_empty()
    {
        hits.push(
            Hit::path(word.path.clone())
                .arg("path", printable(&word.path))
                .arg("told", some_of(&word.notes.leftovers())),
        );
    }
    for file in files {
        let told: Vec<String> =
            file.facts.metadata.iter().filter(|m| !is_own(m)).cloned().collect();
        if !told.is_empty() {
            hits.push(
                Hit::path(file.path.clone())
                    .arg("path", printable(&file.path))
                    .arg("told", some_of(&told)),
            );
        }
    }
    hits
}

/// Photographs that tell where they were taken.
pub(super) fn photo_location(cx: &Context<'_>) -> Vec<Hit> {
    let located = outgoing(cx).into_iter().filter(|f| f.facts.located);
    located.map(|f| Hit::path(f.path.clone()).arg("path", printable(&f.path))).collect()
}

/// Programs, scripts, documents that run something.
pub(super) fn executable_or_macro(cx: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for file in outgoing(cx) {
        let hit = Hit::path(file.path.clone()).arg("path", printable(&file.path));
        if file.facts.kind == FileKind::Pdf && file.facts.macros {
            hits.push(hit.variant("pdf"));
        } else if file.facts.kind == FileKind::Executable
            || (has_ending(file, PROGRAMS) && !has_macro_name(file))
        {
            hits.push(hit);
        } else if file.facts.macros || has_macro_name(file) {
            hits.push(hit.variant("macro"));
        }
    }
    hits
}

/// Whether the name says that macros are inside.
fn has_macro_name(file: &ProjectFile) -> bool {
    has_ending(file, &["docm", "dotm", "xlsm", "xltm", "xlam", "pptm", "potm", "ppsm"])
}

/// Archives within the archive.
pub(super) fn nested_archive(cx: &Context<'_>) -> Vec<Hit> {
    let is_archive = |f: &&ProjectFile| {
        let unknown = matches!(f.facts.kind, FileKind::Other) && f.facts.broken.is_none();
        matches!(f.facts.kind, FileKind::Zip | FileKind::Archive)
            || (unknown && has_ending(f, ARCHIVES))
    };
    outgoing(cx)
        .into_iter()
        .filter(is_archive)
        .map(|f| Hit::path(f.path.clone()).arg("path", printable(&f.path)))
        .collect()
}
