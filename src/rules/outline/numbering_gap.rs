//! `numbering-gap`: headings whose numbers do not follow one another.

use super::heading_words::shown;
use crate::plan::{Section, TextRun};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::numeral::Ordinal;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let Some(plan) = &cx.project.plan else { return Vec::new() };
    let mut out = Vec::new();
    row(cx, &plan.sections, &mut out);
    for (_, section) in plan.walk() {
        row(cx, &section.children, &mut out);
    }
    out
}

/// Looks along siblings. Headings that stand for one of the outline have their number from there,
/// so the rules on the outline speak.
fn row(cx: &Context<'_>, siblings: &[Section], out: &mut Vec<Hit>) {
    let mut last: Option<(&Section, &Ordinal)> = None;
    for section in siblings {
        let Some(ordinal) = &section.heading.ordinal else { continue };
        let before = last.filter(|(_, o)| o.kind == ordinal.kind);
        let wanted = match before {
            Some((_, o)) => o.number + 1,
            None => 1,
        };
        let is_outline = cx.matching().is_matched(section);
        // A first number other than 1 after headings of another kind is a list that goes on.
        let starts = before.is_none() && last.is_some();
        if ordinal.number != wanted && !is_outline && !starts {
            let found = &section.heading.text[..ordinal.bare_len];
            let at = TextRun::of(&section.heading.inlines)
                .at(0, ordinal.bare_len)
                .unwrap_or(section.heading.at);
            let hit =
                Hit::at(at).arg("found", shown(found)).arg("wanted", ordinal.kind.write(wanted));
            out.push(match before {
                Some((left, o)) => {
                    let hit = if o.number == ordinal.number { hit.variant("twice") } else { hit };
                    hit.related(left.heading.at, "前一个")
                }
                None => hit.variant("first"),
            });
        }
        last = Some((section, ordinal));
    }
}
