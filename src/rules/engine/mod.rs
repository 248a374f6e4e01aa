//! What runs the cards: the context that a check sees, the kinds of checks, findings in the words of
//! their cards. Knows no rule but through the registry.

mod checklist_values;
pub(super) mod context;
mod declarative;
pub(super) mod divisions;
pub(super) mod driver;
pub(super) mod fields;
mod file_index;
pub(super) mod headings;
pub(super) mod hit;
pub(super) mod kinds;
pub(super) mod outgoing;
pub(super) mod prose;
pub(super) mod registry;
pub(super) mod replacement;
pub(super) mod sections;
pub(super) mod short_list;
pub(super) mod value_span;
mod waivers;
mod wording;
