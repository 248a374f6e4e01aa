//! Rules about packages that come in: each reports one kind of fault that their reader found.

use crate::diag::Place;
use crate::project::{Duplicate, FaultKind, SharedContent};
use crate::text::han::printable;

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

/// Something that another package has as well: told on both sides, each with the other's name.
pub(super) fn twin(twin: &Duplicate) -> Hit {
    let hit = match &twin.shared {
        SharedContent::Archive => Hit::at(Place::Whole).variant("archive"),
        SharedContent::Project => Hit::at(Place::Whole),
        SharedContent::File { path, theirs } => Hit::path(path)
            .variant("file")
            .arg("path", printable(path))
            .arg("theirs", printable(theirs)),
    };
    hit.arg("other", printable(&twin.other))
}

/// More projects of one city than it may recommend: told of each package, since nobody here can say
/// which are too many.
pub(super) fn quota(cx: &Context<'_>) -> Option<Hit> {
    let quota = cx.profile().applicants.quota.as_ref()?;
    let crowd = cx
        .project
        .package
        .as_ref()?
        .city_total
        .as_ref()
        .filter(|c| c.projects > quota.max as usize)?;
    let hit = Hit::at(Place::Whole)
        .arg("city", printable(&crowd.city))
        .arg("projects", crowd.projects.to_string());
    Some(hit.arg("per", &quota.per).arg("quota", quota.max.to_string()))
}

/// The faults of some kinds, each with the wording it takes; the archive as a whole has wordings
/// without an entry.
pub(super) fn hits(cx: &Context<'_>, kinds: &[(FaultKind, Option<&'static str>)]) -> Vec<Hit> {
    let faults = cx.project.package.iter().flat_map(|p| &p.faults);
    let seen = faults.filter_map(|f| Some((f, kinds.iter().find(|(kind, _)| *kind == f.kind)?.1)));
    seen.map(|(fault, variant)| {
        let hit =
            if fault.entry.is_empty() { Hit::at(Place::Whole) } else { Hit::path(&fault.entry) };
        let hit = hit.arg("entry", &fault.entry).arg("what", &fault.what);
        match variant {
            Some(name) => hit.variant(name),
            None if fault.entry.is_empty() => hit.variant("whole"),
            None => hit,
        }
    })
    .collect()
}
