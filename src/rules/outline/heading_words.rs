//! What findings about the outline say of its headings, and where they point.

use crate::notice::OutlineNode;
use crate::rules::engine::context::Context;
use crate::text::{At, Span};

/// What to write under a heading in the project's category, in one line.
pub(super) fn asks(cx: &Context<'_>, node: &OutlineNode) -> String {
    let category = match cx.category() {
        Some(c) => c.id.as_str(),
        None => "",
    };
    let asks = node.asks(category).zip('①'..='⑳');
    asks.map(|(ask, mark)| format!("{mark}{ask}")).collect()
}

/// Lines above the first heading of an outline in which its title stands.
const TITLE_LINES: usize = 4;

/// The part of the notice that holds the prescribed outline, its title included.
pub(super) fn outline_part(cx: &Context<'_>) -> Option<Span> {
    let nodes = cx.notice.outline.iter().flat_map(OutlineNode::walk);
    let places: Vec<Span> = nodes.filter_map(|(_, node)| node.at).map(|at| at.span).collect();
    let start = places.iter().map(|place| place.start).min()?;
    let end = places.iter().map(|place| place.end).max()?;
    let source = &cx.notice.text.source;
    let first = source.line(start).saturating_sub(TITLE_LINES).max(1);
    Some(Span { start: source.line_span(first).start, end })
}

/// The empty place at the end of the plan.
pub(super) fn end_of_plan(cx: &Context<'_>) -> At {
    let plan = cx.project.plan.as_ref();
    match plan.and_then(|plan| plan.sources.last()) {
        Some(&source) => {
            let end = cx.sources().get(source).running_end();
            At { source, span: Span::new(end, end) }
        }
        None => At::default(),
    }
}

/// A heading in quotation marks is as it was written, on one line.
pub(super) fn shown(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
