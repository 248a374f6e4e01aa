//! `markup-unclosed`: comments and fences without their end.

use crate::plan::MarkupFaultKind;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for fault in cx.project.plan.iter().flat_map(|plan| &plan.markup_faults) {
        let variant = match fault.kind {
            MarkupFaultKind::OpenComment => "comment",
            MarkupFaultKind::OpenFence => "fence",
            _ => continue,
        };
        let found = cx.sources().slice(fault.at);
        hits.push(Hit::at(fault.at).variant(variant).arg("found", found));
    }
    hits
}
