//! The values of a profile one by one, each with its path and the words of the notice beside it.

use crate::text::toml_tree::{TomlNode, TomlValue};

use super::stated_text;

/// Keys that hold words of the notice.
const QUOTING: [&str; 3] = ["quote", "wording", "max-wording"];

/// A value that is no table and no list of tables.
pub(super) struct Leaf<'t> {
    /// The path of the fact, `materials.form.copies`.
    pub(super) path: String,
    /// The path without numbers and ids, `materials.copies`.
    pub(super) key: String,
    pub(super) node: &'t TomlNode,
    /// The words of the notice in the entry that the value stands in, or the one around it.
    pub(super) words: Option<&'t str>,
}

/// Returns all values in the order of the file.
pub(super) fn leaves(profile: &TomlNode) -> Vec<Leaf<'_>> {
    let mut found = Vec::new();
    walk(
        profile,
        Leaf { path: String::new(), key: String::new(), node: profile, words: None },
        &mut found,
    );
    found
}

fn walk<'t>(node: &'t TomlNode, place: Leaf<'t>, found: &mut Vec<Leaf<'t>>) {
    match &node.value {
        TomlValue::Table(entries) => {
            let own = QUOTING.iter().find_map(|key| stated_text(node.get(key)?));
            for (key, value) in entries {
                let inner = Leaf {
                    path: joined(&place.path, &key.value),
                    key: joined(&place.key, &key.value),
                    node: value,
                    words: own.or(place.words),
                };
                walk(value, inner, found);
            }
        }
        TomlValue::List(items) if holds_tables(node) => {
            for (index, item) in items.iter().enumerate() {
                let inner = Leaf {
                    path: entry_path(&place.path, item, index),
                    key: place.key.clone(),
                    node: item,
                    words: place.words,
                };
                walk(item, inner, found);
            }
        }
        _ => found.push(place),
    }
}

/// Whether a value is a list of tables.
pub(super) fn holds_tables(node: &TomlNode) -> bool {
    node.items().iter().any(|item| matches!(item.value, TomlValue::Table(_)))
}

/// The path of an entry of a list, as `drafts` names it: by its id, else by its number.
pub(super) fn entry_path(list: &str, item: &TomlNode, index: usize) -> String {
    // `applicants.park` is one of `applicants.kinds`.
    let list = if list == "applicants.kinds" { "applicants" } else { list };
    match item.get("id").and_then(stated_text) {
        Some(id) => format!("{list}.{id}"),
        None => format!("{list}.{index}"),
    }
}

pub(super) fn joined(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}
