//! The objects of a new project.

use super::super::known_facts::{primary, said};
use super::super::unfilled::unfilled_mark;
use super::fill::{ask, ask_list, each, fill, is_open, list, put, text};
use crate::notice::Notice;
use crate::notice::profile::Category;
use crate::project::config::UNFILLED;
use crate::project::schema;
use crate::project::toml_tree::TomlNode;

/// The objects that a category is about; those that were given only get what no object can do
/// without.
pub(super) fn objects(notice: &Notice, category: Option<&Category>, facts: &mut TomlNode) {
    if primary(category) == Some("park") {
        if said(facts, "applicant.kind").as_deref() == Some("park-authority")
            && let Some(name) = said(facts, "applicant.name")
        {
            fill(facts, "park.manager", text(&name));
        }
        if let Some(code) = said(facts, "applicant.division") {
            fill(facts, "park.divisions", list(vec![text(&code)]));
        }
        ask(facts, "park.boundary");
        ask(facts, "park.manager");
        // Codes only serve to see whether it crosses a border.
        if notice.asks_for("park.divisions") {
            ask_list(facts, "park.divisions");
        }
    }
    if notice.profile.categories.is_empty() {
        return;
    }
    let kinds = category.map(|category| category.object_kinds.as_slice()).unwrap_or_default();
    let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
    let mut items = Vec::new();
    let first = kinds.first().copied();
    items.push(object(notice, first));
    if first != Some("enterprise") && kinds.contains(&"enterprise") {
        items.push(object(notice, Some("enterprise")));
    }
    if facts.get("objects").is_none_or(is_open) {
        put(facts, "objects", list(items));
    } else {
        each(facts, "objects", &["name", "kind"]);
    }
}

/// An object that nothing is known of but its kind.
fn object(notice: &Notice, kind: Option<&str>) -> TomlNode {
    let profile = &notice.profile;
    let is_enterprise = kind == Some("enterprise");
    let mut node = TomlNode::default();
    let asked = [
        ("name", true),
        ("credit_code", is_enterprise),
        ("industry", is_enterprise && !profile.industries.is_empty()),
        ("mandatory_audit", is_enterprise && profile.categories.iter().any(|c| c.simplified)),
    ];
    for (key, _) in asked.into_iter().filter(|(_, is_asked)| *is_asked) {
        put(&mut node, key, text(&unfilled_mark(&format!("objects.{key}"))));
    }
    put(&mut node, "kind", text(&unfilled_mark("objects.kind")));
    if let Some(kind) = kind {
        let name = schema::fixed_name(schema::OBJECT_KINDS, kind).unwrap_or_default();
        put(&mut node, "name", text(&format!("{UNFILLED}：{name}全称】")));
        put(&mut node, "kind", text(kind));
    }
    node
}
