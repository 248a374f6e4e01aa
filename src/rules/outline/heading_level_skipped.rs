//! `heading-level-skipped`: headings that leave out a level.

use super::heading_words::shown;
use crate::plan::Section;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::numeral::OrdinalKind;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let Some(plan) = &cx.project.plan else { return Vec::new() };
    let mut out = Vec::new();
    // Below a title the first level is `##`; one finding is enough if all of them are deeper.
    if let Some(first) = plan.sections.iter().find(|s| plan.title.is_some() && s.heading.level > 2)
    {
        out.push(skipped(first, 1, first.heading.level));
    }
    for (_, section) in plan.walk() {
        for child in &section.children {
            let (level, above) = (child.heading.level, section.heading.level);
            if level > above + 1 {
                out.push(skipped(child, above, level));
            } else if let Some(variant) = ordinals(section, child) {
                let hit = Hit::at(child.heading.at)
                    .variant(variant)
                    .arg("heading", shown(&child.heading.text));
                out.push(
                    hit.arg("above", shown(&section.heading.text))
                        .related(section.heading.at, "上一级标题"),
                );
            }
        }
    }
    out
}

fn skipped(section: &Section, above: u8, level: u8) -> Hit {
    let marks = |n: u8| "#".repeat(usize::from(n));
    let hit = Hit::at(section.heading.line)
        .arg("heading", shown(&section.heading.text))
        .arg("marks", marks(level));
    hit.arg("above", marks(above)).arg("wanted", marks(above.saturating_add(1)))
}

/// `一、` `(一)` `1.` `(1)` in turn; where two levels are enough, `1.` may follow `一、`.
fn ordinals(section: &Section, child: &Section) -> Option<&'static str> {
    let (above, below) =
        (section.heading.ordinal.as_ref()?.kind, child.heading.ordinal.as_ref()?.kind);
    match (above, below) {
        _ if below < above => Some("order"),
        (OrdinalKind::Chinese | OrdinalKind::ChineseBracketed, OrdinalKind::DigitBracketed) => {
            Some("jump")
        }
        _ => None,
    }
}
