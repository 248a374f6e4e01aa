//! Fields of `pilot.toml`: those that must be there, that must agree, that must hold one of the
//! notice's choices.

use crate::notice::Need;
use crate::notice::card::FieldName;
use crate::notice::check_kind::{Choice, Choices, ItemKey, ObjectCondition};
use crate::notice::profile::ApplicantLevel;
use crate::project::config::is_unfilled;
use crate::rules::engine::context::Context;
use crate::rules::engine::fields::{self, State};
use crate::rules::engine::hit::Hit;
use crate::text::{Spanned, han};

/// Fields without a value; those marked as still to fill in are left to `placeholder-left`.
pub(in crate::rules::engine) fn required(
    fields: &[FieldName],
    items: Option<&ItemKey>,
    unless: Option<&ObjectCondition>,
    cx: &Context<'_>,
) -> Vec<Hit> {
    if unless.is_some_and(|condition| holds(condition, cx)) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for field in fields {
        if fields::field(cx, &field.field) == State::Missing {
            let hit = Hit::at(cx.field_at(&field.field)).arg("field", &field.field);
            out.push(hit.arg("name", &field.name));
        }
    }
    if let Some(items) = items {
        out.extend(items_without(items, cx));
    }
    out
}

/// The items of a list that lack a key.
fn items_without(wanted: &ItemKey, cx: &Context<'_>) -> Vec<Hit> {
    let Some(list) = cx.config().tree.find(&wanted.list) else { return Vec::new() };
    let mut out = Vec::new();
    for (index, item) in list.items().iter().enumerate() {
        if fields::state(item.get(&wanted.key)) == State::Missing {
            let hit = Hit::at(item.at).variant(wanted.message.clone());
            out.push(hit.arg("number", index + 1));
        }
    }
    out
}

fn holds(condition: &ObjectCondition, cx: &Context<'_>) -> bool {
    let has = |wanted: &str| {
        let mut objects = cx.config().objects.iter();
        objects.any(|object| object.kind.as_ref().is_some_and(|kind| kind.value == wanted))
    };
    let has_table = cx.config().tree.find(&condition.lacks).is_some();
    has(&condition.has) && !has(&condition.lacks) && !has_table
}

/// Two fields that must say the same; the left one is marked.
pub(in crate::rules::engine) fn same(left: &str, right: &str, cx: &Context<'_>) -> Vec<Hit> {
    let Some(right_text) = filled(cx, right) else { return Vec::new() };
    if fields::field(cx, left) == State::Missing {
        let hit = Hit::at(cx.field_at(left)).variant("missing");
        return vec![hit.arg("left", "").arg("right", &right_text.value)];
    }
    let Some(left_text) = filled(cx, left) else { return Vec::new() };
    if han::fold(&left_text.value) == han::fold(&right_text.value) {
        return Vec::new();
    }
    let hit = Hit::at(left_text.at).arg("left", &left_text.value).arg("right", &right_text.value);
    vec![hit.related(right_text.at, format!("这里是“{}”", right_text.value))]
}

/// The text of a field that is filled in.
fn filled(cx: &Context<'_>, field: &str) -> Option<Spanned<String>> {
    let text = cx.config().tree.find(field)?.text()?;
    if text.value.trim().is_empty() || is_unfilled(&text.value) { None } else { Some(text) }
}

/// A field that does not hold one of the notice's choices, or holds one that is not for the body
/// that made it.
pub(in crate::rules::engine) fn choice(choice: &Choice, cx: &Context<'_>) -> Vec<Hit> {
    let choices = choices(choice.of, cx);
    if choices.is_empty() {
        return Vec::new();
    }
    let shown: Vec<String> = choices.iter().map(|c| format!("{}（{}）", c.key, c.name)).collect();
    let hit = Hit::at(cx.field_at(&choice.field))
        .arg("choices", shown.join("、"))
        .arg("count", choices.len());
    match fields::field(cx, &choice.field) {
        State::Missing => return vec![hit],
        State::Unfilled => return Vec::new(),
        State::Given => {}
    }
    let field = cx.config().tree.find(&choice.field);
    let value = match field.and_then(|node| node.text()) {
        Some(text) => text.value,
        None => String::new(),
    };
    let Some(chosen) = choices.iter().find(|c| c.key == value) else {
        // In `pilot.toml` an unknown word is reported by `config-invalid`; for a manifest there is
        // no other rule.
        if cx.has(Need::Config) {
            return Vec::new();
        }
        return vec![hit.variant("unknown").arg("value", han::one_line(&value))];
    };
    let Some(reserved) = &choice.reserved else { return Vec::new() };
    if !chosen.is_for_authorities {
        return Vec::new();
    }
    let name = cx.config().tree.find(&reserved.name);
    let Some(name) = name.and_then(|node| node.text()) else { return Vec::new() };
    let bare = name.value.trim();
    if !reserved.endings.iter().any(|ending| bare.ends_with(ending)) {
        return Vec::new();
    }
    let hit = hit.variant(reserved.message.clone()).arg("name", name.value);
    vec![hit.related(name.at, "申报单位名称")]
}

/// One of the notice's choices.
struct NoticeChoice<'a> {
    key: &'a str,
    name: &'a str,
    is_for_authorities: bool,
}

fn choices<'a>(of: Choices, cx: &Context<'a>) -> Vec<NoticeChoice<'a>> {
    let profile = cx.profile();
    match of {
        Choices::Categories => {
            let of = |c: &'a crate::notice::profile::Category| NoticeChoice {
                key: &c.id,
                name: &c.name,
                is_for_authorities: false,
            };
            profile.categories.iter().map(of).collect()
        }
        Choices::ApplicantKinds => {
            let of = |k: &'a crate::notice::profile::ApplicantKind| NoticeChoice {
                key: &k.id,
                name: &k.name,
                is_for_authorities: k.level != ApplicantLevel::Any,
            };
            profile.applicants.kinds.iter().map(of).collect()
        }
    }
}
