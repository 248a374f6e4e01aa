//! The group *outline*: whether a plan has the headings that the notice prescribes, and something under each.

mod emptiness;
mod matching;
mod numbering;
mod order;
mod placeholder;
mod presence;
mod states;
mod title;
mod wording;

pub(super) use matching::Matching;
pub use states::{SectionState, section_states};

use crate::diag::{Authority, AuthorityKind};
use crate::outline::OutlineNode;
use crate::text::{At, Span};

use super::CodeFn;
use super::context::Context;

pub(super) const CODE: &[(&str, CodeFn)] = &[
    ("section-missing", presence::section_missing),
    ("section-duplicate", presence::section_duplicate),
    ("section-unexpected", presence::section_unexpected),
    ("section-order", order::section_order),
    ("section-wording", wording::section_wording),
    ("plan-title", wording::plan_title),
    ("section-empty", emptiness::section_empty),
    ("section-thin", emptiness::section_thin),
    ("plan-empty", emptiness::plan_empty),
    ("heading-level-skipped", numbering::heading_level_skipped),
    ("numbering-gap", numbering::numbering_gap),
    ("numbering-punctuation", numbering::numbering_punctuation),
    ("placeholder-left", placeholder::placeholder_left),
];

/// The heading of the outline as the clause that asks for it: the card's own reference with the heading's path.
fn clause(cx: &Context<'_>, rule: &str, node: &OutlineNode) -> Authority {
    let card = cx.notice.card(rule).map(|c| &c.authority);
    Authority {
        kind: card.map_or(AuthorityKind::Notice, |a| a.kind),
        reference: format!("{} {}", card.map_or("", |a| a.reference.as_str()), node.path).trim().to_owned(),
        quote: node.full(),
        at: node.at,
    }
}

/// What to write under a heading in the project's category, in one line.
fn asks(cx: &Context<'_>, node: &OutlineNode) -> String {
    let category = cx.category().map_or("", |c| c.id.as_str());
    node.asks(category).zip('①'..='⑳').map(|(ask, mark)| format!("{mark}{ask}")).collect()
}

/// The empty place at the end of the plan.
fn end_of_plan(cx: &Context<'_>) -> At {
    let last = cx.project.plan.as_ref().and_then(|p| p.sources.last().copied());
    last.map_or_else(At::default, |source| {
        let end = cx.sources().get(source).text.len();
        At { source, span: Span::new(end, end) }
    })
}

/// A heading in quotation marks is as it was written, on one line.
fn shown(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
