//! `text-lost`: words that Markdown drops or changes, where the plan cannot show what was meant.

use crate::plan::MarkupFaultKind;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::han::one_line;

/// Characters of what was found that a message shows.
const SHOWN: usize = 24;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for fault in cx.project.plan.iter().flat_map(|plan| &plan.markup_faults) {
        let variant = match fault.kind {
            MarkupFaultKind::OpenComment | MarkupFaultKind::OpenFence => continue,
            MarkupFaultKind::ExtraCells => "cells",
            MarkupFaultKind::HtmlTable => "html-table",
            MarkupFaultKind::HiddenHtml => "html",
            MarkupFaultKind::UnusedNote => "note",
            MarkupFaultKind::Definition => "definition",
            MarkupFaultKind::LinkTarget => "link",
            MarkupFaultKind::EmptyLink => "empty-link",
            MarkupFaultKind::Title => "title",
            MarkupFaultKind::InlineCaption => "caption",
            MarkupFaultKind::Backslash => "backslash",
            MarkupFaultKind::FrontMatter => "front-matter",
            MarkupFaultKind::ListNumber { .. } => "number",
            MarkupFaultKind::Product => "product",
        };
        let found = one_line(cx.sources().slice(fault.at));
        let found: String = found.chars().take(SHOWN).collect();
        let mut hit = Hit::at(fault.at).variant(variant).arg("found", found);
        if let MarkupFaultKind::ListNumber { written, printed } = fault.kind {
            hit = hit.arg("written", written).arg("printed", printed);
        }
        hits.push(hit);
    }
    hits
}
