//! How a field of `pilot.toml` stands: given, still to be filled in, or not there.

use crate::project::config::is_unfilled;
use crate::project::toml_tree::{TomlNode, TomlValue};
use crate::project::{PackageOrigin, ProjectFile};
use crate::text::Spanned;

use super::context::Context;

/// How a field stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum State {
    /// It has a value.
    Given,
    /// It holds the mark of a place to fill in, which `placeholder-left` reports.
    Unfilled,
    /// There is nothing.
    Missing,
}

/// How a value stands.
pub(in crate::rules) fn state(node: Option<&TomlNode>) -> State {
    let Some(node) = node else { return State::Missing };
    if node.texts().iter().any(|t| is_unfilled(t.value)) {
        return State::Unfilled;
    }
    let empty = match &node.value {
        TomlValue::Text(text) => text.trim().is_empty(),
        TomlValue::List(items) => items.is_empty(),
        TomlValue::Table(entries) => entries.is_empty(),
        TomlValue::Number(..) | TomlValue::Bool(_) | TomlValue::Date(_) => false,
    };
    if empty { State::Missing } else { State::Given }
}

/// How the field at a dotted name stands.
pub(in crate::rules) fn field(cx: &Context<'_>, name: &str) -> State {
    state(cx.config().tree.find(name))
}

/// How a key of one item of a list of tables stands.
pub(in crate::rules) fn item(cx: &Context<'_>, list: &str, index: usize, key: &str) -> State {
    let list = cx.config().tree.get(list);
    let item = list.and_then(|node| node.items().get(index));
    state(item.and_then(|node| node.get(key)))
}

/// Whether the project came in a package: its files have other names there than in `pilot.toml`.
pub(in crate::rules) fn is_received(cx: &Context<'_>) -> bool {
    cx.project.package.as_ref().is_some_and(|p| p.origin != PackageOrigin::Planned)
}

/// The files whose text is not read as the plan already.
pub(in crate::rules) fn other_files<'a>(cx: &Context<'a>) -> impl Iterator<Item = &'a ProjectFile> {
    let sources = cx.sources();
    let ids = cx.project.plan.iter().flat_map(|plan| &plan.sources);
    let sources = ids.map(|id| sources.get(*id));
    let parts: Vec<&str> = sources.map(|source| source.name.as_str()).collect();
    let is_part = move |file: &&ProjectFile| parts.contains(&file.path.as_str());
    cx.project.files.iter().filter(move |file| !is_part(file))
}

/// The files of letters that `pilot.toml` names.
pub(in crate::rules) fn letter_files<'a>(
    cx: &Context<'a>,
) -> impl Iterator<Item = &'a Spanned<String>> + use<'a> {
    let letters = cx.config().letters.iter();
    letters.filter_map(|letter| letter.file.as_ref())
}
