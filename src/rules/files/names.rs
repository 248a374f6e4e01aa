//! Names that another system garbles, cuts or mixes up; files that systems leave behind.

use std::collections::{BTreeMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use crate::diag::Place;
use crate::text::han::printable;

use super::paths::{is_junk, last_part};
use crate::rules::engine::context::Context;
use crate::rules::engine::fields::is_received;
use crate::rules::engine::hit::Hit;

/// UTF-16 units of a path in the package: Windows takes 260 with drive and folder before it.
const LONGEST: usize = 200;

/// Characters that GBK lacks, in names as programs without Unicode unpack them.
pub(super) fn file_name_gbk(cx: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for path in cx.file_names() {
        let mut lacking: Vec<char> = Vec::new();
        for c in last_part(&path).nfc().filter(|c| !c.is_ascii()) {
            let (_, _, failed) = encoding_rs::GBK.encode(c.encode_utf8(&mut [0; 4]));
            if failed && !lacking.contains(&c) {
                lacking.push(c);
            }
        }
        if !lacking.is_empty() {
            let shown = lacking
                .iter()
                .take(8)
                .map(|c| format!("“{}”(U+{:04X})", printable(&c.to_string()), *c as u32))
                .collect::<Vec<_>>();
            hits.push(
                Hit::path(path.clone())
                    .arg("path", printable(&path))
                    .arg("characters", shown.join("、")),
            );
        }
    }
    hits
}

/// Paths that Windows may refuse to unpack.
pub(super) fn path_too_long(cx: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for path in cx.file_names() {
        let length = path.nfc().map(char::len_utf16).sum::<usize>();
        if length > LONGEST {
            let start: String = printable(last_part(&path)).chars().take(40).collect();
            hits.push(Hit::path(path).arg("start", start).arg("length", length));
        }
    }
    hits
}

/// Names in one folder that are equal but for case or normal form: on Windows one overwrites the
/// other.
pub(super) fn name_collision(cx: &Context<'_>) -> Vec<Hit> {
    let files =
        cx.project.files.iter().filter(|f| f.exists).map(|f| f.path.as_str()).collect::<Vec<_>>();
    let entries = cx
        .project
        .package
        .iter()
        .flat_map(|p| &p.entries)
        .map(|e| e.path.as_str())
        .collect::<Vec<_>>();
    let mut hits: Vec<Hit> = Vec::new();
    let mut told: HashSet<&str> = HashSet::new();
    // What a package holds is told once, by its entries.
    let groups =
        if is_received(cx) && !entries.is_empty() { vec![entries] } else { vec![files, entries] };
    for group in groups {
        let mut known: BTreeMap<String, &str> = BTreeMap::new();
        for path in group {
            let folded: String = path.nfc().flat_map(char::to_lowercase).nfc().collect();
            let first = *known.entry(folded).or_insert(path);
            if first != path && told.insert(path) {
                let hit =
                    Hit::path(path).arg("path", printable(path)).arg("first", printable(first));
                hits.push(hit.related(Place::Path(first.to_owned()), "与它只差大小写或字符写法"));
            }
        }
    }
    hits
}

/// What editors and systems leave behind.
pub(super) fn junk_file(cx: &Context<'_>) -> Vec<Hit> {
    cx.file_names()
        .into_iter()
        .filter(|p| is_junk(p))
        .map(|p| Hit::path(p.clone()).arg("path", printable(&p)))
        .collect()
}
