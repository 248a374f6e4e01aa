//! `plan-empty`: a plan without a word, where no outline names the sections that must be there.

use crate::plan::Section;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::outline::says_something;
use crate::text::At;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let has_outline = !cx.notice.outline.is_empty();
    if has_outline || cx.config().plan.pdf.is_some() {
        return Vec::new();
    }
    let Some(plan) = &cx.project.plan else { return Vec::new() };
    let below = plan.sections.iter().flat_map(Section::blocks_below);
    let mut blocks = plan.preamble.iter().chain(below);
    if blocks.any(|block| says_something(cx, block)) {
        return Vec::new();
    }
    let start = match plan.sources.first() {
        Some(source) => At::new(*source, 0, 0),
        None => At::default(),
    };
    vec![Hit::at(match plan.title.as_ref() {
        Some(title) => title.at,
        None => start,
    })]
}
