//! What is known already: texts that somebody has filled in, and what they mean to the notice.

use crate::notice::profile::Category;
use crate::notice::{Division, Notice};
use crate::project::config::is_unfilled;
use crate::project::toml_tree::TomlNode;

use super::division_names::resolve_division;

/// What a category is about in the first place: `park`, `basin`, `enterprise` …
pub(super) fn primary(category: Option<&Category>) -> Option<&str> {
    category?.object_kinds.first().map(String::as_str)
}

pub(super) fn said_category<'a>(notice: &'a Notice, facts: &TomlNode) -> Option<&'a Category> {
    notice.profile.category(&said(facts, "project.category")?)
}

/// The applicant's division, if it is known.
pub(super) fn division<'a>(notice: &'a Notice, facts: &TomlNode) -> Option<&'a Division> {
    resolve_division(&notice.divisions, &said(facts, "applicant.division")?).ok()
}

/// A text that somebody has filled in.
pub(super) fn said(facts: &TomlNode, path: &str) -> Option<String> {
    let text = facts.find(path)?.text()?.value;
    if !text.trim().is_empty() && !is_unfilled(&text) { Some(text) } else { None }
}
