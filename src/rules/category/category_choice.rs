//! `category-missing` and `category-object`: what is applied for, and for whom.

use crate::notice::Need;
use crate::notice::profile::Category;

use crate::rules::engine::context::Context;
use crate::rules::engine::fields::{self, State};
use crate::rules::engine::hit::Hit;

/// The first words of a category's clause, up to the first comma: whom it is for.
pub(super) fn object_words(category: &Category) -> &str {
    category.quote.split([',', '，', '。']).next().unwrap_or(&category.quote)
}

pub(super) fn category_missing(cx: &Context<'_>) -> Vec<Hit> {
    let categories = &cx.profile().categories;
    if categories.is_empty() {
        return Vec::new();
    }
    let choices: Vec<_> = categories.iter().map(|c| format!("{}（{}）", c.id, c.name)).collect();
    let hit = Hit::at(cx.field_at("project.category"))
        .arg("choices", choices.join("、"))
        .arg("count", categories.len());
    match fields::field(cx, "project.category") {
        State::Missing => vec![hit],
        // In `pilot.toml` an unknown word is told by `config-invalid`; a manifest has nobody else
        // to tell it.
        State::Given if cx.category().is_none() && !cx.has(Need::Config) => {
            let value = cx.config().project.category.as_ref().map_or("", |c| c.value.as_str());
            vec![hit.variant("unknown").arg("value", crate::text::han::printable(value))]
        }
        State::Given | State::Unfilled => Vec::new(),
    }
}

pub(super) fn category_object(cx: &Context<'_>) -> Vec<Hit> {
    let Some(category) = cx.category() else { return Vec::new() };
    if category.object_kinds.is_empty() {
        return Vec::new();
    }
    let clause = cx.notice.text.authority(&category.clause, object_words(category));
    let kinds: Vec<_> =
        category.object_kinds.iter().map(|k| format!("{k}（{}）", kind_name(k))).collect();
    let base = |at| {
        Hit::at(at)
            .clause(clause.clone())
            .arg("category", &category.name)
            .arg("kinds", kinds.join("、"))
    };
    match fields::field(cx, "objects") {
        State::Missing => return vec![base(cx.field_at("objects")).variant("none")],
        State::Unfilled | State::Given => {}
    }
    let mut out = Vec::new();
    for (index, object) in cx.config().objects.iter().enumerate() {
        let name = object.name.as_ref().map_or_else(
            || cx.profile().say(&format!("第{}个试点对象", index + 1)),
            |n| format!("“{}”", n.value),
        );
        match &object.kind {
            Some(kind) if !category.object_kinds.contains(&kind.value) => {
                let is_known = !kind_name(&kind.value).is_empty();
                if is_known || !cx.has(Need::Config) {
                    let shown = if is_known { kind_name(&kind.value) } else { kind.value.as_str() };
                    out.push(base(kind.at).arg("name", name).arg("kind", shown));
                }
            }
            None if fields::item(cx, "objects", index, "kind") == State::Missing => {
                out.push(base(object.at).variant("kind-missing").arg("name", name));
            }
            Some(_) | None => {}
        }
    }
    out
}

/// A kind of object in Chinese; empty for one that is not known.
fn kind_name(kind: &str) -> &'static str {
    match kind {
        "park" => "工业园区",
        "cluster" => "产业集群",
        "enterprise" => "企业",
        "basin" => "区域或流域",
        _ => "",
    }
}
