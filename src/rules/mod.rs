//! Judges a project by the cards of a notice. Pure: no files, no clock.
//!
//! `engine` runs the cards and holds the kinds of checks that cards state as data. Every other
//! folder is a group of cards, `group = "…"`: a rule that needs code has a file of its name there.

mod applicant;
mod card_proof;
mod category;
mod content;
mod engine;
mod example_looks;
pub mod examples;
mod figures;
mod files;
mod outline;
mod project;
mod receiving;
mod secrecy;
mod sending;
mod writing;

pub use card_proof::card_faults;
pub use engine::context::{Context, Options};
pub use engine::driver::{merge, run};
pub use engine::hit::Hit;
pub use engine::kinds::deadline::{DueDates, due_dates};
pub use engine::registry::code_names;
pub use outline::{SectionState, section_states};
