//! The group *content*: whether what is asked for is there, and whether its numbers, names and places
//! agree.

mod addends;
mod additive;
mod applicant_name_differs;
mod attachments_differ;
mod caption_missing;
mod caption_unreferenced;
mod cells;
mod credit_code_in_plan;
mod event_not_yet;
mod foreign_place;
mod implementer_differs;
mod list_count_differs;
mod name_spelling;
mod number_without_source;
mod numbered_caption;
mod output_over_capacity;
mod place_mention;
pub(super) mod placeholder_left;
mod plan_empty;
mod project_name_differs;
mod reference_missing;
pub(super) mod schedule_vague;
mod stale_place_name;
mod table_change;
mod table_sum;
pub(super) mod target_differs;
mod target_year_outside;

use crate::rules::engine::registry::CodeFn;
use crate::text::decimal;

pub(super) const CODE: &[(&str, CodeFn)] = &[
    ("applicant-name-differs", applicant_name_differs::check),
    ("attachments-differ", attachments_differ::check),
    ("caption-missing", caption_missing::check),
    ("caption-unreferenced", caption_unreferenced::check),
    ("credit-code-in-plan", credit_code_in_plan::check),
    ("event-not-yet", event_not_yet::check),
    ("foreign-place", foreign_place::check),
    ("implementer-differs", implementer_differs::check),
    ("list-count-differs", list_count_differs::check),
    ("number-without-source", number_without_source::check),
    ("output-over-capacity", output_over_capacity::check),
    ("placeholder-left", placeholder_left::check),
    ("plan-empty", plan_empty::check),
    ("project-name-differs", project_name_differs::check),
    ("reference-missing", reference_missing::check),
    ("stale-place-name", stale_place_name::check),
    ("table-sum", table_sum::check),
    ("target-year-outside", target_year_outside::check),
];
