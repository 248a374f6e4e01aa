//! The JSON Schema (draft-07) of `pilot.toml`, for editors: made from the same table that reading
//! uses.

use serde_json::{Map, Value, json};

use crate::notice::Notice;

use super::config::UNFILLED;
use super::schema::{self, AllowedValues, KeyKind, KeySpec};

/// The name under which `init` puts the schema beside `pilot.toml`.
pub const SCHEMA_FILE: &str = "pilot.schema.json";

/// The schema for one notice: its categories, kinds of applicants, signers and rules are the
/// allowed words.
pub fn json_schema(notice: &Notice) -> Value {
    let mut root = table(schema::ROOT, notice);
    let mut out = Map::new();
    out.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
    out.insert("title".into(), json!(format!("pilot.toml（{}）", notice.profile.short)));
    out.append(&mut root);
    out.insert("required".into(), json!(["format", "notice"]));
    let unfilled = json!({ "type": "string", "pattern": format!("^{UNFILLED}"), "description": "还没有填的地方" });
    out.insert("definitions".into(), json!({ "unfilled": unfilled }));
    Value::Object(out)
}

fn table(keys: &[KeySpec], notice: &Notice) -> Map<String, Value> {
    let properties = keys.iter().map(|key| (key.name.to_owned(), property(key, notice)));
    object(properties.collect())
}

fn object(properties: Map<String, Value>) -> Map<String, Value> {
    let mut out = Map::new();
    out.insert("type".into(), json!("object"));
    out.insert("additionalProperties".into(), json!(false));
    out.insert("properties".into(), Value::Object(properties));
    out
}

fn property(key: &KeySpec, notice: &Notice) -> Value {
    let mut value = match kind(key.kind, notice) {
        Value::Object(map) => map,
        other => return other,
    };
    let mut out = Map::new();
    let about = match key.kind {
        KeyKind::Choice(choices) | KeyKind::ChoiceList(choices) => match listed(choices, notice) {
            words if words.is_empty() => notice.profile.say(key.about),
            words => format!("{}：{words}", notice.profile.say(key.about)),
        },
        _ => notice.profile.say(key.about),
    };
    out.insert("description".into(), json!(about));
    if key.name == "notice" {
        out.insert("default".into(), json!(notice.profile.id));
    }
    out.append(&mut value);
    Value::Object(out)
}

/// The words with their names: `park 工业园区…；basin …`.
fn listed(choices: AllowedValues, notice: &Notice) -> String {
    let words = choices.named(&notice.profile);
    words
        .iter()
        .map(|(word, name)| format!("{word} {name}").trim().to_owned())
        .collect::<Vec<_>>()
        .join("；")
}

fn kind(kind: KeyKind, notice: &Notice) -> Value {
    let list = |items: Value| json!({ "type": "array", "items": items });
    match kind {
        // A place to fill in is a text like any other.
        KeyKind::Text => json!({ "type": "string" }),
        KeyKind::Format => json!({ "const": 1, "default": 1 }),
        KeyKind::Amount => or_unfilled(json!({ "type": "number", "minimum": 0 })),
        KeyKind::Number => or_unfilled(json!({ "type": "number" })),
        KeyKind::Measured => json!({ "anyOf": [{ "type": "number" }, { "type": "string" }] }),
        KeyKind::Bool => or_unfilled(json!({ "type": "boolean" })),
        KeyKind::Month => or_unfilled(
            json!({ "type": "string", "pattern": "^\\d{4}-(0?[1-9]|1[0-2])(-\\d{1,2})?$" }),
        ),
        KeyKind::Day => day(),
        KeyKind::Texts => list(json!({ "type": "string" })),
        KeyKind::Days => list(day()),
        KeyKind::Choice(choices) => choice(choices, notice),
        KeyKind::ChoiceList(choices) => list(choice(choices, notice)),
        KeyKind::Table(keys) => Value::Object(table(keys, notice)),
        KeyKind::Tables(keys) => list(Value::Object(table(keys, notice))),
        KeyKind::Rules(keys) => {
            let mut waiver = table(keys, notice);
            waiver.insert("required".into(), json!(["level", "reason"]));
            let mut properties = Map::new();
            for card in &notice.cards {
                let mut entry = Map::new();
                entry.insert("description".into(), json!(card.title));
                entry.extend(waiver.clone());
                for id in std::iter::once(&card.id).chain(&card.formerly) {
                    properties.insert(id.to_string(), Value::Object(entry.clone()));
                }
            }
            Value::Object(object(properties))
        }
    }
}

fn day() -> Value {
    or_unfilled(json!({ "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$" }))
}

/// Reading takes an empty word for a missing one, and any word where the notice names none.
fn choice(choices: AllowedValues, notice: &Notice) -> Value {
    let mut words = choices.words(&notice.profile);
    if words.is_empty() {
        return json!({ "type": "string" });
    }
    words.push(String::new());
    or_unfilled(json!({ "enum": words }))
}

fn or_unfilled(schema: Value) -> Value {
    json!({ "anyOf": [schema, { "$ref": "#/definitions/unfilled" }] })
}
