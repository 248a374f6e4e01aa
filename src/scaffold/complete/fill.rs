//! Values put into the facts: only where there is nothing yet that says something.

use super::super::unfilled::unfilled_mark;
use crate::project::config::is_unfilled;
use crate::project::toml_tree::{TomlNode, TomlValue};
use crate::text::{At, Spanned};

/// Asks for a value.
pub(super) fn ask(facts: &mut TomlNode, path: &str) {
    fill(facts, path, text(&unfilled_mark(path)));
}

/// Asks for a list.
pub(super) fn ask_list(facts: &mut TomlNode, path: &str) {
    fill(facts, path, list(vec![text(&unfilled_mark(path))]));
}

/// Asks for keys in each item of a list.
pub(super) fn each(facts: &mut TomlNode, name: &str, keys: &[&str]) {
    for item in items_mut(facts, name) {
        for key in keys {
            fill(item, key, text(&unfilled_mark(&format!("{name}.{key}"))));
        }
    }
}

/// The items of a list.
pub(super) fn items_mut<'a>(facts: &'a mut TomlNode, name: &str) -> &'a mut [TomlNode] {
    let TomlValue::Table(entries) = &mut facts.value else { return &mut [] };
    match entries.iter_mut().find(|(key, _)| key.value == name).map(|(_, node)| &mut node.value) {
        Some(TomlValue::List(items)) => items,
        _ => &mut [],
    }
}

/// A text.
pub(super) fn text(value: &str) -> TomlNode {
    TomlNode { value: TomlValue::Text(value.to_owned()), at: At::default() }
}

/// A list.
pub(super) fn list(items: Vec<TomlNode>) -> TomlNode {
    TomlNode { value: TomlValue::List(items), at: At::default() }
}

/// Sets a value unless there is one that says something.
pub(super) fn fill(facts: &mut TomlNode, path: &str, value: TomlNode) {
    if facts.find(path).is_none_or(is_open) {
        put(facts, path, value);
    }
}

/// Whether a value says nothing yet.
pub(super) fn is_open(node: &TomlNode) -> bool {
    match &node.value {
        TomlValue::Text(text) => text.trim().is_empty() || is_unfilled(text),
        TomlValue::List(items) => {
            items.iter().all(|item| !matches!(item.value, TomlValue::Table(_)) && is_open(item))
        }
        TomlValue::Table(_) | TomlValue::Number(..) | TomlValue::Bool(_) | TomlValue::Date(_) => {
            false
        }
    }
}

/// Sets a value; tables on the way to it are made.
pub(super) fn put(node: &mut TomlNode, path: &str, value: TomlNode) {
    let (head, rest) = match path.split_once('.') {
        Some((head, rest)) => (head, Some(rest)),
        None => (path, None),
    };
    if !matches!(node.value, TomlValue::Table(_)) {
        node.value = TomlValue::default();
    }
    let TomlValue::Table(entries) = &mut node.value else { return };
    let index = entries.iter().position(|(key, _)| key.value == head).unwrap_or_else(|| {
        entries.push((Spanned::new(head.to_owned(), At::default()), TomlNode::default()));
        entries.len() - 1
    });
    let Some((_, child)) = entries.get_mut(index) else { return };
    match rest {
        Some(rest) => put(child, rest, value),
        None => *child = value,
    }
}
