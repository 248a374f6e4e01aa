//! The rules that need code, by name.

use crate::rules::{
    applicant, category, content, files, outline, project, receiving, secrecy, sending, writing,
};

use super::context::Context;
use super::hit::Hit;

/// A rule that needs code: what it sees in a project.
pub(in crate::rules) type CodeFn = fn(&Context<'_>) -> Vec<Hit>;

/// The rules that need code, by the name their cards use; each group lists its own.
const CODE: &[&[(&str, CodeFn)]] = &[
    applicant::CODE,
    category::CODE,
    content::CODE,
    files::CODE,
    outline::CODE,
    project::CODE,
    receiving::CODE,
    secrecy::CODE,
    sending::CODE,
    writing::CODE,
];

/// The code of a name.
pub(in crate::rules) fn code(name: &str) -> Option<CodeFn> {
    let mut all = CODE.iter().copied().flatten();
    let (_, check) = all.find(|(known, _)| *known == name)?;
    Some(*check)
}

/// The names of all rules that are code; for the test that compares them with the cards.
pub fn code_names() -> Vec<&'static str> {
    let all = CODE.iter().copied().flatten();
    all.map(|(name, _)| *name).collect()
}
