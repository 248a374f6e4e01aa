//! The group *outline*: whether a plan has the headings that the notice prescribes, and something
//! under each.

mod contents_stale;
mod heading_level_skipped;
mod heading_words;
mod numbering_gap;
mod numbering_punctuation;
mod plan_title;
mod section_duplicate;
mod section_empty;
mod section_missing;
mod section_order;
mod section_state;
mod section_thin;
mod section_unexpected;
mod section_wording;
mod written_content;

pub use section_state::{SectionState, section_states};
pub(super) use written_content::says_something;

use crate::rules::engine::registry::CodeFn;

pub(super) const CODE: &[(&str, CodeFn)] = &[
    ("contents-stale", contents_stale::check),
    ("heading-level-skipped", heading_level_skipped::check),
    ("numbering-gap", numbering_gap::check),
    ("numbering-punctuation", numbering_punctuation::check),
    ("plan-title", plan_title::check),
    ("section-duplicate", section_duplicate::check),
    ("section-empty", section_empty::check),
    ("section-missing", section_missing::check),
    ("section-order", section_order::check),
    ("section-thin", section_thin::check),
    ("section-unexpected", section_unexpected::check),
    ("section-wording", section_wording::check),
];
