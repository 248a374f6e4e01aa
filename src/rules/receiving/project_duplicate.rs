//! `project-duplicate`: what another package of the same run has as well.

use crate::diag::Place;
use crate::project::{Duplicate, SharedContent};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::han::printable;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let Some(package) = &cx.project.package else { return Vec::new() };
    package.duplicates.iter().map(duplicate).collect()
}

/// Something that another package has as well: reported on both sides, each with the other's name.
fn duplicate(duplicate: &Duplicate) -> Hit {
    let hit = match &duplicate.shared {
        SharedContent::Archive => Hit::at(Place::Whole).variant("archive"),
        SharedContent::Project => Hit::at(Place::Whole),
        SharedContent::File { path, theirs } => Hit::path(path)
            .variant("file")
            .arg("path", printable(path))
            .arg("theirs", printable(theirs)),
    };
    hit.arg("other", printable(&duplicate.other))
}
