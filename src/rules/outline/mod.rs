//! The group *outline*: whether a plan has the headings that the notice prescribes, and something
//! under each.

mod emptiness;
mod numbering;
mod order;
mod outline_clause;
mod presence;
mod states;
mod title_wording;

pub(super) use emptiness::plan_empty;
pub use states::{SectionState, section_states};

use crate::rules::engine::registry::CodeFn;

pub(super) const CODE: &[(&str, CodeFn)] = &[
    ("section-missing", presence::section_missing),
    ("section-duplicate", presence::section_duplicate),
    ("section-unexpected", presence::section_unexpected),
    ("section-order", order::section_order),
    ("section-wording", title_wording::section_wording),
    ("plan-title", title_wording::plan_title),
    ("section-empty", emptiness::section_empty),
    ("section-thin", emptiness::section_thin),
    ("heading-level-skipped", numbering::heading_level_skipped),
    ("numbering-gap", numbering::numbering_gap),
    ("numbering-punctuation", numbering::numbering_punctuation),
];
