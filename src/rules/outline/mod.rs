//! The group *outline*: whether a plan has the headings that the notice prescribes, and something
//! under each.

mod emptiness;
mod numbering;
mod order;
mod placeholder;
mod presence;
mod states;
mod wording;
mod words;

pub use states::{SectionState, section_states};

use super::code::CodeFn;

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
