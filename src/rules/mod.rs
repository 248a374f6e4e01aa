//! Judges a project by the cards of a notice. Pure: no files, no clock.

mod applicant;
mod category;
mod checklist;
mod config_invalid;
mod content;
mod context;
mod credit_code;
mod data;
mod driver;
mod fields;
mod file_index;
mod files;
mod funding;
mod glyphs;
mod hit;
mod industry;
mod mail;
mod names;
mod outline;
mod package;
mod park;
mod period;
mod privacy;
mod prose;
mod receiving;
mod record;
mod secrecy;
mod sections;
mod sending;
mod topics;
mod unit_name;
mod waivers;
mod wording;
mod writing;
mod written;

pub use context::{Context, Options};
pub use driver::{merge, run};
pub use hit::Hit;
pub use outline::{SectionState, section_states};

/// A rule that needs code: what it sees in a project.
pub(crate) type CodeFn = fn(&Context<'_>) -> Vec<Hit>;

/// The rules that need code, by the name their cards use; each group lists its own.
#[rustfmt::skip]
pub(crate) const CODE: &[&[(&str, CodeFn)]] = &[
    applicant::CODE,
    category::CODE,
    config_invalid::CODE,
    content::CODE,
    credit_code::CODE,
    files::CODE,
    funding::CODE,
    glyphs::CODE,
    industry::CODE,
    mail::CODE,
    names::CODE,
    outline::CODE,
    package::CODE,
    park::CODE,
    period::CODE,
    privacy::CODE,
    receiving::CODE,
    record::CODE,
    secrecy::CODE,
    sending::CODE,
    topics::CODE,
    unit_name::CODE,
    writing::CODE,
];

/// The code of a name.
pub(crate) fn code(name: &str) -> Option<CodeFn> {
    CODE.iter().flat_map(|group| group.iter()).find(|(n, _)| *n == name).map(|(_, f)| *f)
}

/// The names of all rules that are code; for the test that compares them with the cards.
pub fn code_names() -> Vec<&'static str> {
    CODE.iter().flat_map(|group| group.iter()).map(|(n, _)| *n).collect()
}
