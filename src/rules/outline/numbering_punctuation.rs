//! `numbering-punctuation`: numbers of headings and paragraphs in another shape.

use crate::diag::{Applicability, Edit, Fix};
use crate::plan::{BlockKind, TextRun};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::numeral::{self};

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
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
    let hit = Hit::at(at).arg("found", written).arg("wanted", wanted);
    out.push(hit.fix(fix));
}
