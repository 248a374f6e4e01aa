//! `contents-stale`: a typed list of contents that names other headings than those of the plan.

use crate::plan::Plan;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::numeral::{self, OrdinalKind};
use crate::text::{At, han};

use super::heading_words::shown;

/// A heading or a line of the contents: its number and its words.
struct Entry {
    kind: OrdinalKind,
    number: u32,
    /// Folded, without ordinal, leaders and page.
    title: String,
    text: String,
    at: At,
}

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let Some(plan) = &cx.project.plan else { return Vec::new() };
    let (lines, headings) = (contents(plan), headings(plan));
    let mut out = Vec::new();
    // Fewer lines than this are no list of contents.
    if lines.len() < 3 {
        return out;
    }
    for line in &lines {
        let is_line = |heading: &&Entry| heading.title == line.title && heading.kind == line.kind;
        if headings.iter().any(|heading| is_line(&heading) && heading.number == line.number) {
            continue;
        }
        let by_words = headings.iter().find(is_line);
        let by_number = headings
            .iter()
            .find(|heading| heading.kind == line.kind && heading.number == line.number);
        let hit = Hit::at(line.at).arg("line", shown(&line.text));
        out.push(match by_words.or(by_number) {
            Some(heading) => {
                let hit = hit.arg("heading", shown(&heading.text));
                hit.related(heading.at, "正文里的标题")
            }
            None => hit.variant("gone"),
        });
    }
    // A list of which most lines fit nothing is one of another document.
    if out.len() * 2 > lines.len() { Vec::new() } else { out }
}

fn is_contents(title: &str) -> bool {
    han::fold(title) == "目录"
}

/// The numbered lines below 目录.
fn contents(plan: &Plan) -> Vec<Entry> {
    let mut out = Vec::new();
    let mut is_inside = false;
    for block in &plan.preamble {
        for run in block.text_runs() {
            is_inside |= is_contents(&run.text);
            if is_inside && let Some(at) = run.whole() {
                out.extend(entry(&run.text, at));
            }
        }
    }
    for (_, section) in plan.walk() {
        if !is_contents(&section.heading.text) {
            continue;
        }
        for run in section.blocks.iter().flat_map(|block| block.text_runs()) {
            if let Some(at) = run.whole() {
                out.extend(entry(&run.text, at));
            }
        }
    }
    out
}

fn headings(plan: &Plan) -> Vec<Entry> {
    plan.headings().filter_map(|heading| entry(&heading.text, heading.at)).collect()
}

fn entry(text: &str, at: At) -> Option<Entry> {
    let ordinal = numeral::ordinal(text)?;
    let rest = &text[ordinal.len..];
    // Leaders and the page behind them.
    let end = rest.find(['…', '\t', '·']).or_else(|| rest.find("..")).unwrap_or(rest.len());
    let is_page = |c: char| c.is_ascii_digit() || c.is_whitespace();
    let title = rest[..end].trim_end_matches(is_page);
    let title = han::fold(title);
    if title.is_empty() {
        return None;
    }
    Some(Entry {
        kind: ordinal.kind,
        number: ordinal.number,
        title,
        text: text.trim().to_owned(),
        at,
    })
}
