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
        && !is_below_a_missing_one(cx, first)
    {
        out.push(skipped(first, 1, first.heading.level));
    }
    for (_, section) in plan.walk() {
        for child in &section.children {
            let (level, above) = (child.heading.level, section.heading.level);
            if level > above + 1 && !is_second_of_two(section, child) {
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

/// Whether the outline has a heading above it that the plan lacks: that alone is the cause, and is
/// found by another rule.
fn is_below_a_missing_one(cx: &Context<'_>, section: &Section) -> bool {
    let matching = cx.matching();
    let head = matching.heads.iter().find(|head| std::ptr::eq(head.section, section));
    let node = head.and_then(|head| matching.nodes[head.node?].parent);
    node.is_some_and(|above| matching.nodes[above].head.is_none())
}

/// Whether `1.` stands right below `一、` where no `(一)` does: the second of two levels, however
/// deep its style is.
fn is_second_of_two(section: &Section, child: &Section) -> bool {
    let kind = |section: &Section| Some(section.heading.ordinal.as_ref()?.kind);
    let has_bracketed =
        section.children.iter().any(|c| kind(c) == Some(OrdinalKind::ChineseBracketed));
    kind(section) == Some(OrdinalKind::Chinese)
        && kind(child) == Some(OrdinalKind::Digit)
        && !has_bracketed
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
