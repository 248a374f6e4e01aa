//! `section-missing`: headings of the outline that the plan lacks.

use super::heading_words::{asks, end_of_plan};
use crate::diag::{Applicability, Edit, Fix};
use crate::plan::BlockKind;
use crate::rules::engine::context::Context;
use crate::rules::engine::headings::{Matching, Node};
use crate::rules::engine::hit::Hit;
use crate::text::source::Lines;
use crate::text::{At, Span, han};

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let matching = cx.matching();
    let plain = plain_lines(cx, matching);
    let mut out = Vec::new();
    for (index, node) in matching.nodes.iter().enumerate() {
        let is_missing =
            |i: usize| matching.nodes[i].head.is_none() && matching.nodes[i].node.required;
        if !is_missing(index) {
            continue;
        }
        if let Some(at) = plain[index] {
            out.push(not_a_heading(cx, node, at));
            continue;
        }
        // A heading that lacks with the one above it is named there.
        if node.parent.is_some_and(|p| is_missing(p) && plain[p].is_none()) {
            continue;
        }
        let below: Vec<String> = (0..matching.nodes.len())
            .filter(|i| {
                matching.nodes[*i].parent == Some(index) && is_missing(*i) && plain[*i].is_none()
            })
            .map(|i| format!("“{}”", matching.nodes[i].node.full()))
            .collect();
        let hit = Hit::at(place_for(cx, matching, index)).heading(node.node);
        let hit = hit
            .arg("heading", node.node.full())
            .arg("action", format!("在这里补上“{}”", node.node.full()));
        out.push(if below.is_empty() {
            hit.arg("asks", asks(cx, node.node)).arg("below", "")
        } else {
            let below = below.join("、");
            let asks = format!("其下写{below}。{}", asks(cx, node.node));
            hit.variant("with-below").arg("below", below).arg("asks", asks)
        });
    }
    out
}

/// A line of the text that is the heading but was not made one: `一、…` without marks, in bold, or
/// `##一、…` without the space.
fn not_a_heading(cx: &Context<'_>, node: &Node<'_>, at: At) -> Hit {
    let marks = "#".repeat(node.depth + 2);
    let with = format!("{marks} {}", node.node.full());
    let hit = Hit::at(at).variant("not-a-heading").arg("heading", node.node.full());
    let hit = hit.arg("below", "").arg("asks", asks(cx, node.node)).heading(node.node);
    if cx.sources().get(at.source).lines == Lines::Paragraphs {
        let style = format!("把这一段设为“标题 {}”样式", node.depth + 1);
        return hit.arg("action", style);
    }
    let fix = Fix {
        title: format!("改为标题“{with}”"),
        edits: vec![Edit { at, with }],
        applicability: Applicability::Safe,
    };
    hit.arg("action", format!("在行首加“{marks} ”（有一个空格）")).fix(fix)
}

/// For each heading that lacks the first line of a paragraph that reads like it.
fn plain_lines(cx: &Context<'_>, matching: &Matching<'_>) -> Vec<Option<At>> {
    let mut found = vec![None; matching.nodes.len()];
    let Some(plan) = &cx.project.plan else { return found };
    if matching.nodes.iter().all(|n| n.head.is_some()) {
        return found;
    }
    for block in plan.blocks().filter(|b| matches!(b.kind, BlockKind::Paragraph(_))) {
        let text = cx.sources().slice(block.at);
        let mut start = block.at.span.start as usize;
        for line in text.split_inclusive('\n') {
            let end = start + line.trim_end().len();
            // Headings are short; a long line is none, and folding it would cost time.
            if line.len() < 200 {
                let bare = han::fold(line.trim().trim_start_matches('#').trim_matches('*'));
                let node =
                    matching.nodes.iter().position(|n| n.head.is_none() && n.title.folded == bare);
                if let Some(index) = node.filter(|i| found[*i].is_none()) {
                    found[index] = Some(block.at.with(Span::new(start, end)));
                }
            }
            start += line.len();
        }
    }
    found
}

/// Where a missing heading would be inserted: before the first of its own that stands between its
/// neighbours, for then its line alone was lost; else before the heading that follows its left neighbour's
/// section, else before its right neighbour, else at the end of its parent.
fn place_for(cx: &Context<'_>, matching: &Matching<'_>, index: usize) -> At {
    let parent = matching.nodes[index].parent;
    let siblings =
        |range: std::ops::Range<usize>| range.filter(|i| matching.nodes[*i].parent == parent);
    let after = siblings(0..index).filter_map(|i| matching.nodes[i].head).next_back();
    let before = siblings(index + 1..matching.nodes.len()).find_map(|i| matching.nodes[i].head);
    let above = parent.and_then(|p| matching.nodes[p].head);
    let own =
        (index + 1..matching.nodes.len()).filter(|i| matching.nodes[*i].parent == Some(index));
    let is_between = |head: &usize| {
        after.is_none_or(|left| left < *head) && before.is_none_or(|right| *head < right)
    };
    if let Some(own) = own.filter_map(|i| matching.nodes[i].head).find(is_between) {
        return matching.heads[own].section.heading.line.start();
    }
    match (after, before, above) {
        (Some(left), _, _) => after_section(cx, matching, left),
        (None, Some(right), _) => matching.heads[right].section.heading.line.start(),
        (None, None, Some(above)) => after_section(cx, matching, above),
        (None, None, None) => end_of_plan(cx),
    }
}

fn after_section(cx: &Context<'_>, matching: &Matching<'_>, head: usize) -> At {
    let section = matching.heads[head].section;
    let next = matching.heads.get(head + section.walk().len());
    let next = next.map(|next| next.section.heading.line);
    match next {
        Some(line) if line.source == section.at.source => line.start(),
        _ => {
            let end = cx.sources().get(section.at.source).running_end();
            section.at.with(Span::new(end, end))
        }
    }
}
