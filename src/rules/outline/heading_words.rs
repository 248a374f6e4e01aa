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
