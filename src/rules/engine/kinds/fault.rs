//! Faults that the reader of a received package found.

use crate::diag::Place;
use crate::notice::check_kind::FaultName;
use crate::project::FaultKind;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

/// The faults of some kinds; those of the archive as a whole have the message `whole`.
pub(in crate::rules::engine) fn fault(kinds: &[FaultName], cx: &Context<'_>) -> Vec<Hit> {
    let Some(package) = &cx.project.package else { return Vec::new() };
    let mut out = Vec::new();
    for fault in &package.faults {
        if !kinds.contains(&name(fault.kind)) {
            continue;
        }
        let is_whole = fault.entry.is_empty();
        let hit = if is_whole { Hit::at(Place::Whole) } else { Hit::path(&fault.entry) };
        let hit = hit.arg("entry", &fault.entry).arg("what", &fault.what);
        out.push(match fault.kind {
            FaultKind::Ambiguous => hit.variant("ambiguous"),
            _ if is_whole => hit.variant("whole"),
            _ => hit,
        });
    }
    out
}

fn name(kind: FaultKind) -> FaultName {
    match kind {
        FaultKind::Unsafe => FaultName::Unsafe,
        FaultKind::Damaged => FaultName::Damaged,
        FaultKind::TwoReadings => FaultName::TwoReadings,
        FaultKind::Encrypted => FaultName::Encrypted,
        FaultKind::Names => FaultName::Names,
        FaultKind::Ambiguous => FaultName::Ambiguous,
        FaultKind::NoManifest => FaultName::NoManifest,
        FaultKind::Differs => FaultName::Differs,
        FaultKind::NotSeen => FaultName::NotSeen,
        FaultKind::Absent => FaultName::Absent,
    }
}
