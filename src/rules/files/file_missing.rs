//! `file-missing`: files that `pilot.toml` names and that are not there.

use unicode_normalization::UnicodeNormalization;

use crate::notice::Need;
use crate::notice::card::CoveredPart;
use crate::project::model::{FileUse, normal};
use crate::rules::engine::context::Context;
use crate::rules::engine::fields::{is_received, letter_files};
use crate::rules::engine::hit::Hit;
use crate::text::han::printable;
use crate::text::word_list::is_junk;
use std::collections::{HashMap, HashSet};

/// Files that `pilot.toml` names and that are not there. Pictures, letters and the statement have
/// rules of their own.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    if is_received(cx) {
        return Vec::new();
    }
    let config = cx.config();
    let mut elsewhere = Vec::new();
    if cx.notice.covers(CoveredPart::Letters) {
        elsewhere.extend(letter_files(cx));
    }
    if cx.notice.covers(CoveredPart::Statement) {
        elsewhere.extend(&config.record.statement);
    }
    let composed = |path: &str| -> String { normal(path).nfc().collect() };
    let elsewhere: HashSet<String> =
        elsewhere.into_iter().map(|name| composed(&name.value)).collect();
    let mut hits: Vec<Hit> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    let near = Unnamed::of(cx);
    for (why, path, at) in cx.files().named() {
        if *why == FileUse::Picture
            || elsewhere.contains(&path.nfc().collect::<String>())
            || is_there(cx, path)
        {
            continue;
        }
        if let Some(index) = known.get(path.as_str()) {
            hits[*index].add_related(*at, "这里也用到它");
            continue;
        }
        let hit = Hit::at(*at).arg("path", printable(path));
        let hit = match (why, near.nearest(path)) {
            (FileUse::Plan, _) if path.contains(['*', '?', '[', '{']) => {
                let found = cx.project.plan.is_some()
                    || cx.project.files.iter().any(|f| f.exists && matches(path, &f.path));
                if found {
                    continue;
                }
                hit.variant("pattern")
            }
            (_, Some(near)) => hit.variant("near").arg("near", printable(near)),
            _ => hit,
        };
        known.insert(path, hits.len());
        hits.push(hit);
    }
    // Without a word about it, the plan is plan.md.
    if config.plan.files.is_empty()
        && config.plan.pdf.is_none()
        && cx.project.plan.is_none()
        && !cx.has(Need::Plan)
    {
        hits.push(Hit::at(config.place_for("plan")).arg("path", "plan.md"));
    }
    hits
}

/// Whether a name leads to something; another rule reports what is there and cannot be read.
fn is_there(cx: &Context<'_>, path: &str) -> bool {
    let Some(file) = cx.files().file(path) else { return false };
    file.exists || file.facts.broken.is_some()
}

/// Whether a pattern of the plan's files stands for a path; by its last part, which is enough to
/// know that it is not idle.
fn matches(pattern: &str, path: &str) -> bool {
    let ending = pattern.rsplit(['*', '?', ']', '}', '/']).next().unwrap_or_default();
    path.ends_with(ending)
}

/// Files that are there and that nothing names: one of them may be meant by a name that leads to
/// nothing.
struct Unnamed<'a> {
    /// Their paths, and the same in lower case.
    files: Vec<(&'a str, String)>,
}

impl<'a> Unnamed<'a> {
    fn of(cx: &Context<'a>) -> Self {
        let mut files = Vec::new();
        for file in &cx.project.files {
            let is_named = cx.files().named_at(file).is_some();
            if file.exists && !is_junk(&file.path) && !is_named {
                files.push((file.path.as_str(), file.path.to_lowercase()));
            }
            if files.len() == COMPARED {
                break;
            }
        }
        Self { files }
    }

    /// The one with nearly the same name.
    fn nearest(&self, path: &str) -> Option<&'a str> {
        let wanted = path.to_lowercase();
        let is_short = |(_, lower): &&(&str, String)| lower.len() < LONG && wanted.len() < LONG;
        let short = self.files.iter().filter(is_short);
        let scored = short.map(|(file, lower)| {
            ((strsim::normalized_levenshtein(&wanted, lower) * 1000.0) as u32, *file)
        });
        scored
            .max_by_key(|(score, _)| *score)
            .filter(|(score, _)| *score >= 700)
            .map(|(_, file)| file)
    }
}

/// So many names are compared with one that leads to nothing: among more, nobody would see the
/// likeness either.
const COMPARED: usize = 1_000;

/// Bytes of a path from which on it is not compared.
const LONG: usize = 500;
