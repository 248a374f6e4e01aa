//! `section-wording`: headings that are there but not in the words of the outline.

use super::heading_words::shown;
use crate::diag::{Applicability, Edit, Fix};
use crate::plan::InlineKind;
use crate::rules::engine::context::Context;
use crate::rules::engine::headings::{Head, Matching, Node, title};
use crate::rules::engine::hit::Hit;
use crate::text::han;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let matching = cx.matching();
    let wide = writes_wide_brackets(matching);
    let mut out = Vec::new();
    for node in &matching.nodes {
        let Some(head) = node.head.map(|h| &matching.heads[h]) else { continue };
        let Some(variant) = difference(node, head) else { continue };
        let heading = &head.section.heading;
        let wanted = if wide { widen(&node.node.full()) } else { node.node.full() };
        let hit = Hit::at(heading.at)
            .arg("heading", shown(&heading.text))
            .arg("wanted", &wanted)
            .arg("number", &node.node.number);
        let hit = hit.heading(node.node);
        let hit = if variant == "words" { hit } else { hit.variant(variant) };
        out.push(hit.fix(Fix {
            title: format!("把标题改为“{wanted}”"),
            edits: vec![Edit { at: heading.at, with: wanted }],
            applicability: trust(node, head),
        }));
    }
    out
}

/// What is different; ordinals with the right number in the wrong shape (`一.`) belong to
/// `numbering-punctuation`.
fn difference(node: &Node<'_>, head: &Head<'_>) -> Option<&'static str> {
    let (wanted, there) = (&node.title, &head.title);
    if there.folded == wanted.folded {
        return None;
    }
    let heading = &head.section.heading;
    let ordinal = heading.ordinal.as_ref();
    let same_words = (match ordinal {
        Some(_) => &*there.words,
        None => &*there.folded,
    }) == wanted.words;
    let same_number = there.ordinal == wanted.ordinal;
    match (same_words || there.words == wanted.words, same_number) {
        (true, true) if ordinal.is_some() => {
            let rest = ordinal.map(|o| han::fold(&heading.text[o.len..]));
            if rest.as_deref() != Some(wanted.words.as_str()) { Some("words") } else { None }
        }
        (true, true) => Some("number-form"),
        (true, false) if there.ordinal.is_none() => Some("number-missing"),
        (true, false) => Some("number-wrong"),
        (false, _) => Some("words"),
    }
}

/// A near wording may be replaced without loss; one that shares less may say more than the outline
/// does.
fn trust(node: &Node<'_>, head: &Head<'_>) -> Applicability {
    let mut inlines = head.section.heading.inlines.iter();
    let plain =
        inlines.all(|inline| matches!(inline.kind, InlineKind::Text(_) | InlineKind::Strong(_)));
    let (written, asked) = (head.title.words.chars(), node.title.words.chars());
    let adds = written.count() > asked.count() + 4;
    if plain && !adds && title::likeness(&node.title.words, &head.title.words) >= 0.6 {
        Applicability::Safe
    } else {
        Applicability::Unsafe
    }
}

/// Whether the plan's own headings have full-width brackets.
fn writes_wide_brackets(matching: &Matching<'_>) -> bool {
    let (mut wide, mut narrow) = (0, 0);
    for head in &matching.heads {
        match head.section.heading.text.trim_start().chars().next() {
            Some('（') => wide += 1,
            Some('(') => narrow += 1,
            _ => {}
        }
    }
    wide > narrow
}

fn widen(text: &str) -> String {
    text.replace('(', "（").replace(')', "）")
}
