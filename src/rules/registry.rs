//! The rules that need code, by name.

use super::code::CodeFn;
use super::{
    applicant, category, config_invalid, content, credit_code, files, funding, glyphs, industry,
    mail, names, outline, package, park, period, privacy, receiving, record, secrecy, sending,
    topics, unit_name, writing,
};

/// The rules that need code, by the name their cards use; each group lists its own.
#[rustfmt::skip]
const CODE: &[&[(&str, CodeFn)]] = &[
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
pub(super) fn code(name: &str) -> Option<CodeFn> {
    CODE.iter().flat_map(|group| group.iter()).find(|(n, _)| *n == name).map(|(_, f)| *f)
}

/// The names of all rules that are code; for the test that compares them with the cards.
pub fn code_names() -> Vec<&'static str> {
    CODE.iter().flat_map(|group| group.iter()).map(|(n, _)| *n).collect()
}
