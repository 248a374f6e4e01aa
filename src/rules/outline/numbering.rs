//! `heading-level-skipped`, `numbering-gap`, `numbering-punctuation`: levels and ordinals of
//! headings.

use crate::diag::{Applicability, Edit, Fix};
use crate::plan::{BlockKind, Section, TextRun};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::numeral::{self, Ordinal, OrdinalKind};

use super::outline_clause::shown;

pub(super) fn heading_level_skipped(cx: &Context<'_>) -> Vec<Hit> {
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

pub(super) fn numbering_gap(cx: &Context<'_>) -> Vec<Hit> {
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
        let wanted = before.map_or(1, |(_, o)| o.number + 1);
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

pub(super) fn numbering_punctuation(cx: &Context<'_>) -> Vec<Hit> {
    let Some(plan) = &cx.project.plan else { return Vec::new() };
    let mut out = Vec::new();
    for (_, section) in plan.walk() {
        look(&TextRun::of(&section.heading.inlines), true, &mut out);
    }
    for block in plan.blocks() {
        if let BlockKind::Paragraph(inlines) = &block.kind {
            look(&TextRun::of(inlines), false, &mut out);
        }
    }
    out
}

fn look(flat: &TextRun, is_heading: bool, out: &mut Vec<Hit>) {
    let Some(ordinal) = numeral::ordinal(&flat.text).filter(|o| !o.proper) else { return };
    let written = flat.text[..ordinal.bare_len].trim_start();
    // In running text only what can be nothing else: `1、` and `(一)、`; `一.`, `2,` and `㈠` begin
    // other things too.
    if !is_heading && !written.ends_with('、') {
        return;
    }
    let lead = ordinal.bare_len - written.len();
    let Some(at) = flat.at(lead, ordinal.bare_len) else { return };
    let mut wanted = ordinal.kind.write(ordinal.number);
    if written.contains('（') {
        wanted = wanted.replace('(', "（").replace(')', "）");
    }
    let edit = Edit { at, with: wanted.clone() };
    let fix = Fix {
        title: format!("把“{written}”改为“{wanted}”"),
        edits: vec![edit],
        applicability: Applicability::Safe,
    };
    out.push(Hit::at(at).arg("found", written).arg("wanted", wanted).fix(fix));
}
