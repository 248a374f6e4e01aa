//! `file-unreadable`: files that cannot be read.

use crate::attachment::{Broken, FileKind};
use crate::diag::Place;
use crate::project::ProjectFile;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::han::printable;
use crate::text::io_words;
use crate::text::path::is_housekeeping;
use crate::text::path::last_part;
use crate::text::word_list::{is_junk, pairs};
use crate::workers::WorkerEnd;

/// Files that are there, or claim to be, and cannot be read.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for file in &cx.project.files {
        let at = cx.files().named_at(file);
        let is_own = at.is_some() || !(is_junk(&file.path) || is_housekeeping(&file.path));
        if !is_own {
            continue;
        }
        let Some(broken) = &file.facts.broken else {
            hits.extend(other_kind(file));
            continue;
        };
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
            Broken::Portfolio => hit.variant("portfolio"),
            Broken::DynamicForm => hit.variant("dynamic-form"),
            Broken::Folder => hit.variant("folder"),
            Broken::Link(target) => hit.variant("link").arg("target", printable(target)),
            Broken::Denied(kind) => hit.variant("denied").arg("what", io_words(*kind)),
            Broken::Special => hit.variant("denied").arg("what", "不是普通文件"),
            Broken::Outside => hit.variant("outside"),
            Broken::Unread(WorkerEnd::Crashed) => hit.variant("crashed"),
            Broken::Unread(WorkerEnd::TooSlow { seconds }) => {
                hit.variant("slow").arg("seconds", seconds.to_string())
            }
            Broken::Unread(WorkerEnd::TooMuchMemory { megabytes }) => {
                hit.variant("memory").arg("megabytes", megabytes.to_string())
            }
        });
    }
    hits
}

/// A file whose content is of another kind than its ending says: the program that opens files of
/// this ending refuses it. Programs have a rule of their own.
fn other_kind(file: &ProjectFile) -> Option<Hit> {
    if file.facts.kind == FileKind::Executable {
        return None;
    }
    let content = file.facts.kind.key();
    let name = last_part(&file.path).to_lowercase();
    let (_, ending) = name.rsplit_once('.')?;
    let (_, allowed) = pairs("kinds-by-ending").iter().find(|(known, _)| known == ending)?;
    if !file.exists || allowed.split(' ').any(|kind| kind == content) {
        return None;
    }
    let words = file.facts.kind.words(file.facts.text.as_deref().unwrap_or_default());
    let hit = Hit::path(&file.path).variant("other-kind").arg("path", printable(&file.path));
    Some(hit.arg("ending", ending).arg("content", words))
}
