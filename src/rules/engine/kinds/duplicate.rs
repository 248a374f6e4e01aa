//! Two files that are one: by name on Windows, or by content.

use std::collections::{BTreeMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use crate::diag::Place;
use crate::notice::check_kind::Duplicates;
use crate::project::ProjectFile;
use crate::rules::engine::context::Context;
use crate::rules::engine::fields::is_received;
use crate::rules::engine::hit::Hit;
use crate::text::han::printable;
use crate::text::word_list::is_junk;

/// Files that are one.
pub(in crate::rules::engine) fn duplicate(by: Duplicates, cx: &Context<'_>) -> Vec<Hit> {
    match by {
        Duplicates::Name => name_collision(cx),
        Duplicates::Content => duplicate_file(cx),
    }
}

/// Names in one folder that are equal but for case or normal form: on Windows one overwrites the
/// other.
fn name_collision(cx: &Context<'_>) -> Vec<Hit> {
    let there = cx.project.files.iter().filter(|file| file.exists);
    let files: Vec<&str> = there.map(|file| file.path.as_str()).collect();
    let entries = cx.project.package.iter().flat_map(|package| &package.entries);
    let entries: Vec<&str> = entries.map(|entry| entry.path.as_str()).collect();
    let mut hits: Vec<Hit> = Vec::new();
    let mut told: HashSet<&str> = HashSet::new();
    // What a package holds is reported once, by its entries.
    let groups =
        if is_received(cx) && !entries.is_empty() { vec![entries] } else { vec![files, entries] };
    for group in groups {
        let mut known: BTreeMap<String, &str> = BTreeMap::new();
        for path in group {
            let lower = path.nfc().flat_map(char::to_lowercase);
            let folded: String = lower.nfc().collect();
            let first = *known.entry(folded).or_insert(path);
            if first != path && told.insert(path) {
                let hit = Hit::path(path).arg("path", printable(path));
                let hit = hit.arg("first", printable(first));
                hits.push(hit.related(Place::Path(first.to_owned()), "与它只差大小写或字符写法"));
            }
        }
    }
    hits
}

/// The same bytes under two names.
fn duplicate_file(cx: &Context<'_>) -> Vec<Hit> {
    let mut groups: BTreeMap<&str, Vec<&ProjectFile>> = BTreeMap::new();
    let whole = cx.project.files.iter().filter(|f| {
        f.exists && !f.sha256.is_empty() && f.facts.broken.is_none() && !is_junk(&f.path)
    });
    for file in whole {
        groups.entry(&file.sha256).or_default().push(file);
    }
    let mut hits = Vec::new();
    for group in groups.values() {
        let [first, rest @ ..] = group.as_slice() else { continue };
        for file in rest {
            let hit = Hit::path(file.path.clone())
                .arg("path", printable(&file.path))
                .arg("first", printable(&first.path));
            hits.push(hit.related(Place::Path(first.path.clone()), "内容相同的文件"));
        }
    }
    hits
}
