//! `file-unreadable`: files that cannot be read.

use crate::attachment::Broken;
use crate::diag::Place;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::paths::is_housekeeping;
use crate::text::han::printable;
use crate::text::io_words;
use crate::text::word_list::is_junk;
use crate::workers::WorkerEnd;

/// Files that are there, or claim to be, and cannot be read.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for file in &cx.project.files {
        let at = cx.files().named_at(file);
        let is_own = at.is_some() || !(is_junk(&file.path) || is_housekeeping(&file.path));
        let Some(broken) = &file.facts.broken else { continue };
        if !is_own {
            continue;
        }
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
