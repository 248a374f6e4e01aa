//! Judges a project by the cards of a notice. Pure: no files, no clock.

mod config_invalid;
mod context;
mod data;
mod driver;
mod glyphs;
mod hit;
mod waivers;

pub use context::{Context, Options};
pub use driver::run;
pub use hit::Hit;

/// A rule that needs code: what it sees in a project.
pub(crate) type CodeFn = fn(&Context<'_>) -> Vec<Hit>;

/// The rules that need code, by the name their cards use; each group lists its own.
pub(crate) const CODE: &[&[(&str, CodeFn)]] = &[config_invalid::CODE, glyphs::CODE];

/// The code of a name.
pub(crate) fn code(name: &str) -> Option<CodeFn> {
    CODE.iter().flat_map(|group| group.iter()).find(|(n, _)| *n == name).map(|(_, f)| *f)
}

/// The names of all rules that are code; for the test that compares them with the cards.
pub fn code_names() -> Vec<&'static str> {
    CODE.iter().flat_map(|group| group.iter()).map(|(n, _)| *n).collect()
}
