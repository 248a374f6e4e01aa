//! `file-unlisted`: files in `attachments/` that nothing names.

use crate::project::ProjectFile;
use crate::rules::engine::context::Context;
use crate::rules::engine::fields::is_received;
use crate::rules::engine::hit::Hit;
use crate::text::han::printable;
use crate::text::path::is_housekeeping;
use crate::text::word_list::is_junk;

/// Files in `attachments/` that nothing names: they are not sent.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    if is_received(cx) {
        return Vec::new();
    }
    let is_unlisted = |f: &&ProjectFile| {
        let own =
            f.path.starts_with("attachments/") && !is_junk(&f.path) && !is_housekeeping(&f.path);
        own && f.exists && cx.files().named_at(f).is_none()
    };
    let unlisted = cx.project.files.iter().filter(is_unlisted);
    let hit = |file: &ProjectFile| Hit::path(file.path.clone()).arg("path", printable(&file.path));
    unlisted.map(hit).collect()
}
