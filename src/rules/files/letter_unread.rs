//! `letter-unread`: letters whose text says something else than their pages show.

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::han;

use super::letter_text::{is_garbled, letter_files, telling_text};

/// Letters whose text cannot be compared, although they are no scans.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for file in letter_files(cx) {
        if telling_text(file).is_some_and(is_garbled) {
            let hit = Hit::path(file.path.clone());
            hits.push(hit.arg("path", han::printable(&file.path)));
        }
    }
    hits
}
