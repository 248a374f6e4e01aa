//! `section-wording` and `plan-title`: headings that are there but not in the outline's words.

use crate::diag::{Applicability, Edit, Fix};
use crate::plan::{Heading, InlineKind};
use crate::rules::engine::context::Context;
use crate::rules::engine::headings::{Head, Matching, Node, title};
use crate::rules::engine::hit::Hit;
use crate::text::{At, han};

use super::outline_clause::{clause, shown};

pub(super) fn section_wording(cx: &Context<'_>) -> Vec<Hit> {
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
        let hit = hit.clause(clause(cx, "section-wording", node.node));
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
    let same_words = ordinal.map_or(&*there.folded, |_| &*there.words) == wanted.words;
    let same_number = there.ordinal == wanted.ordinal;
    match (same_words || there.words == wanted.words, same_number) {
        (true, true) if ordinal.is_some() => {
            let rest = ordinal.map(|o| han::fold(&heading.text[o.len..]));
            (rest.as_deref() != Some(wanted.words.as_str())).then_some("words")
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
    let plain = head
        .section
        .heading
        .inlines
        .iter()
        .all(|i| matches!(i.kind, InlineKind::Text(_) | InlineKind::Strong(_)));
    let adds = head.title.words.chars().count() > node.title.words.chars().count() + 4;
    if plain && !adds && title::likeness(&node.title.words, &head.title.words) >= 0.6 {
        Applicability::Safe
    } else {
        Applicability::Unsafe
    }
}

/// Whether the plan's own headings have full-width brackets.
fn writes_wide_brackets(matching: &Matching<'_>) -> bool {
    let count = |c| {
        matching.heads.iter().filter(|h| h.section.heading.text.trim_start().starts_with(c)).count()
    };
    count('（') > count('(')
}

fn widen(text: &str) -> String {
    text.replace('(', "（").replace(')', "）")
}

pub(super) fn plan_title(cx: &Context<'_>) -> Vec<Hit> {
    let wanted = &cx.profile().plan_title;
    let Some(plan) = cx.project.plan.as_ref().filter(|_| !wanted.is_empty()) else {
        return Vec::new();
    };
    match &plan.title {
        Some(title) if holds(&title.text, wanted) => Vec::new(),
        Some(title) => {
            vec![Hit::at(place(title)).arg("title", shown(&title.text)).arg("wanted", wanted)]
        }
        None => {
            let start =
                plan.sources.first().map_or_else(At::default, |source| At::new(*source, 0, 0));
            vec![Hit::at(start).variant("none").arg("wanted", wanted)]
        }
    }
}

fn place(title: &Heading) -> At {
    if title.text.trim().is_empty() { title.line } else { title.at }
}

/// Whether a title holds the words in their order, a few others between them:
/// 清洁生产**整体**审核创新试点**项目**实施方案.
fn holds(title: &str, wanted: &str) -> bool {
    let (title, wanted): (Vec<char>, Vec<char>) =
        (han::fold(title).chars().collect(), han::fold(wanted).chars().collect());
    let most = wanted.len() + 6;
    (0..title.len()).any(|start| {
        let mut rest = wanted.iter().peekable();
        for c in title[start..].iter().take(most) {
            if rest.peek() == Some(&c) {
                rest.next();
            }
        }
        rest.peek().is_none()
    })
}
