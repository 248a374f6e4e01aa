//! Whether every file that is named is there and can be read, and every file that is there is named, once.

use std::collections::BTreeMap;

use crate::attachment::Broken;
use crate::diag::Place;
use crate::outline::Need;
use crate::project::ProjectFile;
use crate::project::model::{Named, normal};
use crate::text::han::printable;

use super::super::context::Context;
use super::super::hit::Hit;
use super::{is_housekeeping, is_junk, is_received, named_at, same_path};

/// Files that `pilot.toml` names and that are not there. Pictures, letters and the statement have rules of their own.
pub(super) fn file_missing(cx: &Context<'_>) -> Vec<Hit> {
    if is_received(cx) {
        return Vec::new();
    }
    let config = cx.config();
    let mut elsewhere = Vec::new();
    if cx.notice.card("letter-missing").is_some() {
        elsewhere.extend(config.letters.iter().filter_map(|l| l.file.as_ref()));
    }
    if cx.notice.card("record-undeclared").is_some() {
        elsewhere.extend(&config.record.statement);
    }
    let elsewhere: Vec<String> = elsewhere.into_iter().map(|name| normal(&name.value)).collect();
    let mut hits: Vec<(String, Hit)> = Vec::new();
    for (why, path, at) in cx.project.named_files() {
        if why == Named::Picture || elsewhere.iter().any(|e| same_path(e, &path)) || is_there(cx, &path) {
            continue;
        }
        if let Some((_, hit)) = hits.iter_mut().find(|(known, _)| *known == path) {
            *hit = hit.clone().related(at, "这里也用到它");
            continue;
        }
        let hit = Hit::at(at).arg("path", printable(&path));
        let hit = match (why, nearest(cx, &path)) {
            (Named::Plan, _) if path.contains(['*', '?', '[', '{']) => {
                let found = cx.project.plan.is_some() || cx.project.files.iter().any(|f| f.exists && matches(&path, &f.path));
                if found {
                    continue;
                }
                hit.variant("pattern")
            }
            (_, Some(near)) => hit.variant("near").arg("near", printable(&near)),
            _ => hit,
        };
        hits.push((path, hit));
    }
    let mut hits: Vec<Hit> = hits.into_iter().map(|(_, hit)| hit).collect();
    // Without a word about it, the plan is plan.md.
    if config.plan.files.is_empty() && config.plan.pdf.is_none() && cx.project.plan.is_none() && !cx.has(Need::Plan) {
        hits.push(Hit::at(config.place_for("plan")).arg("path", "plan.md"));
    }
    hits
}

/// Whether a name leads to something; what is there and cannot be read is told by another rule.
fn is_there(cx: &Context<'_>, path: &str) -> bool {
    cx.project.file(path).is_some_and(|f| f.exists || f.facts.broken.is_some())
}

/// Whether a pattern of the plan's files stands for a path; by its last part, which is enough to know that it is not idle.
fn matches(pattern: &str, path: &str) -> bool {
    let ending = pattern.rsplit(['*', '?', ']', '}', '/']).next().unwrap_or_default();
    path.ends_with(ending)
}

/// A file that is there under nearly the same name.
fn nearest(cx: &Context<'_>, path: &str) -> Option<String> {
    let wanted = path.to_lowercase();
    let score = |f: &&ProjectFile| (strsim::normalized_levenshtein(&wanted, &f.path.to_lowercase()) * 1000.0) as u32;
    let there = cx.project.files.iter().filter(|f| f.exists && !is_junk(&f.path) && named_at(cx, f).is_none());
    there.max_by_key(score).filter(|f| score(f) >= 700).map(|f| f.path.clone())
}

/// Files in `attachments/` that nothing names: they are not sent.
pub(super) fn file_unlisted(cx: &Context<'_>) -> Vec<Hit> {
    if is_received(cx) {
        return Vec::new();
    }
    let is_unlisted = |f: &&ProjectFile| {
        let own = f.path.starts_with("attachments/") && !is_junk(&f.path) && !is_housekeeping(&f.path);
        own && f.exists && named_at(cx, f).is_none()
    };
    cx.project.files.iter().filter(is_unlisted).map(|f| Hit::path(f.path.clone()).arg("path", printable(&f.path))).collect()
}

/// Files that are there, or claim to be, and cannot be read.
pub(super) fn file_unreadable(cx: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for file in &cx.project.files {
        let at = named_at(cx, file);
        let is_own = at.is_some() || !(is_junk(&file.path) || is_housekeeping(&file.path));
        let Some(broken) = file.facts.broken.as_ref().filter(|_| is_own) else { continue };
        let place = match (broken, at) {
            // There is no file to point at.
            (Broken::Outside | Broken::Folder, Some(at)) => Place::At(at),
            _ => Place::Path(file.path.clone()),
        };
        let hit = Hit::at(place).arg("path", printable(&file.path));
        hits.push(match broken {
            Broken::Damaged => hit,
            Broken::Encrypted => hit.variant("encrypted"),
            Broken::Empty => hit.variant("empty"),
            Broken::Folder => hit.variant("folder"),
            Broken::Link(target) => hit.variant("link").arg("target", printable(target)),
            Broken::Denied(what) => hit.variant("denied").arg("what", printable(what)),
            Broken::Outside => hit.variant("outside"),
        });
    }
    hits
}

/// The same bytes under two names.
pub(super) fn duplicate_file(cx: &Context<'_>) -> Vec<Hit> {
    let mut groups: BTreeMap<&str, Vec<&ProjectFile>> = BTreeMap::new();
    let whole = cx.project.files.iter().filter(|f| f.exists && !f.sha256.is_empty() && f.facts.broken.is_none() && !is_junk(&f.path));
    for file in whole {
        groups.entry(&file.sha256).or_default().push(file);
    }
    let mut hits = Vec::new();
    for group in groups.values() {
        let [first, rest @ ..] = group.as_slice() else { continue };
        for file in rest {
            let hit = Hit::path(file.path.clone()).arg("path", printable(&file.path)).arg("first", printable(&first.path));
            hits.push(hit.related(Place::Path(first.path.clone()), "内容相同的文件"));
        }
    }
    hits
}
