//! `category-object`: objects of kinds that the category is not for.

use crate::notice::Need;
use crate::project::schema;

use crate::rules::engine::context::Context;
use crate::rules::engine::fields::{self, State};
use crate::rules::engine::hit::Hit;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let Some(category) = cx.category() else { return Vec::new() };
    if category.object_kinds.is_empty() {
        return Vec::new();
    }
    let clause = cx.clause_of(category);
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
        let name = match object.name.as_ref() {
            Some(n) => format!("“{}”", n.value),
            None => cx.profile().say(&format!("第{}个试点对象", index + 1)),
        };
        match &object.kind {
            Some(kind) if !category.object_kinds.contains(&kind.value) => {
                let is_known = !kind_name(&kind.value).is_empty();
                if is_known || !cx.has(Need::Config) {
                    let shown = if is_known { kind_name(&kind.value) } else { kind.value.clone() };
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
fn kind_name(kind: &str) -> String {
    schema::fixed_name(schema::OBJECT_KINDS, kind).unwrap_or_default()
}
