//! Text of a document that looks otherwise than it should be sent: one finding for each look.

use crate::notice::text_checks::LookName;
use crate::plan::{TextLook, TextLookKind};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::han::printable;

/// Places of a finding that are named beside the first.
const OTHER_PLACES: usize = 5;

/// The looks of some kinds; those of one kind, and of one font, together.
pub(in crate::rules::engine) fn look(kinds: &[LookName], cx: &Context<'_>) -> Vec<Hit> {
    let Some(plan) = &cx.project.plan else { return Vec::new() };
    let mut groups: Vec<Vec<&TextLook>> = Vec::new();
    for look in plan.looks.iter().filter(|look| kinds.contains(&name(&look.kind))) {
        match groups.iter_mut().find(|group| group[0].kind == look.kind) {
            Some(group) => group.push(look),
            None => groups.push(vec![look]),
        }
    }
    groups.iter().map(|group| hit(group)).collect()
}

fn hit(group: &[&TextLook]) -> Hit {
    let mut hit = Hit::at(group[0].at).arg("count", group.len());
    for look in group.iter().skip(1).take(OTHER_PLACES) {
        hit.add_related(look.at, "这里也是");
    }
    match &group[0].kind {
        TextLookKind::Highlighted => hit.variant("highlighted"),
        TextLookKind::Coloured => hit,
        TextLookKind::OtherFont { font, usual } => {
            hit.arg("font", printable(font)).arg("usual", printable(usual))
        }
    }
}

fn name(kind: &TextLookKind) -> LookName {
    match kind {
        TextLookKind::Highlighted => LookName::Highlighted,
        TextLookKind::Coloured => LookName::Coloured,
        TextLookKind::OtherFont { .. } => LookName::OtherFont,
    }
}
