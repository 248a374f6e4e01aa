//! Values put into the facts: only where there is nothing yet that says something.

use super::super::mark::mark;
use crate::project::config::is_unfilled;
use crate::project::tree::{Node, Value};
use crate::text::{At, Spanned};

/// Asks for a value.
pub(super) fn ask(facts: &mut Node, path: &str) {
    fill(facts, path, text(&mark(path)));
}

/// Asks for a list.
pub(super) fn ask_list(facts: &mut Node, path: &str) {
    fill(facts, path, list(vec![text(&mark(path))]));
}

/// Asks for keys in each item of a list.
pub(super) fn each(facts: &mut Node, name: &str, keys: &[&str]) {
    for item in items_mut(facts, name) {
        for key in keys {
            fill(item, key, text(&mark(&format!("{name}.{key}"))));
        }
    }
}

/// The items of a list.
pub(super) fn items_mut<'a>(facts: &'a mut Node, name: &str) -> &'a mut [Node] {
    let Value::Table(entries) = &mut facts.value else { return &mut [] };
    match entries.iter_mut().find(|(key, _)| key.value == name).map(|(_, node)| &mut node.value) {
        Some(Value::List(items)) => items,
        _ => &mut [],
    }
}

/// A text.
pub(super) fn text(value: &str) -> Node {
    Node { value: Value::Text(value.to_owned()), at: At::default() }
}

/// A list.
pub(super) fn list(items: Vec<Node>) -> Node {
    Node { value: Value::List(items), at: At::default() }
}

/// Sets a value unless there is one that says something.
pub(super) fn fill(facts: &mut Node, path: &str, value: Node) {
    if facts.find(path).is_none_or(is_open) {
        put(facts, path, value);
    }
}

/// Whether a value says nothing yet.
pub(super) fn is_open(node: &Node) -> bool {
    match &node.value {
        Value::Text(text) => text.trim().is_empty() || is_unfilled(text),
        Value::List(items) => {
            items.iter().all(|item| !matches!(item.value, Value::Table(_)) && is_open(item))
        }
        Value::Table(_) | Value::Number(..) | Value::Bool(_) | Value::Date(_) => false,
    }
}

/// Sets a value; tables on the way to it are made.
pub(super) fn put(node: &mut Node, path: &str, value: Node) {
    let (head, rest) = path.split_once('.').map_or((path, None), |(head, rest)| (head, Some(rest)));
    if !matches!(node.value, Value::Table(_)) {
        node.value = Value::default();
    }
    let Value::Table(entries) = &mut node.value else { return };
    let index = entries.iter().position(|(key, _)| key.value == head).unwrap_or_else(|| {
        entries.push((Spanned::new(head.to_owned(), At::default()), Node::default()));
        entries.len() - 1
    });
    let Some((_, child)) = entries.get_mut(index) else { return };
    match rest {
        Some(rest) => put(child, rest, value),
        None => *child = value,
    }
}
