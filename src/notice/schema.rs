//! The JSON Schemas (draft-07) of the files of a notice, for editors: the keys of `profile.toml`,
//! `outline.toml` and cards.
//!
//! Reading is done by serde; `tests/suite/notice/schemas.rs` asks it for the keys that it knows and compares, so
//! that the two cannot drift.

use serde_json::{Map, Value, json};

mod card_keys;
mod example_keys;
mod profile_keys;
mod wording_keys;

pub use profile_keys::SECTION;

/// The files that have a schema.
pub const FILES: [(&str, &str, &[SchemaField]); 3] = [
    ("profile", "profile.toml：通知说的事实", profile_keys::ROOT),
    ("outline", "outline.toml：通知规定的编制大纲", profile_keys::OUTLINE),
    ("card", "rules/*.toml：一张规则卡", card_keys::ROOT),
];

/// A key.
#[derive(Clone, Copy, Debug)]
pub struct SchemaField {
    /// Its name.
    pub name: &'static str,
    /// What may stand there.
    pub shape: ValueShape,
    /// Whether it must be there.
    pub required: bool,
    /// What it means, for a person.
    pub about: &'static str,
}

/// What may stand at a key.
#[derive(Clone, Copy, Debug)]
pub enum ValueShape {
    /// Text.
    Text,
    /// `2023-10-23`.
    Day,
    /// `true` or `false`.
    Bool,
    /// A whole number from 0.
    Whole,
    /// Any number.
    Number,
    /// The version of the file's shape.
    Format,
    /// One of these words.
    Words(&'static [&'static str]),
    /// A table of these keys.
    Table(&'static [SchemaField]),
    /// A table of exactly one of these keys.
    OneOf(&'static [SchemaField]),
    /// A table of any keys.
    Map(&'static ValueShape),
    /// A list.
    List(&'static ValueShape),
    /// A list of this length.
    Tuple(&'static ValueShape, usize),
    /// The same, or `"unstated"`.
    Stated(&'static ValueShape),
    /// The headings of an outline, each of which may have such below it.
    Sections,
}

/// A schema by the name of its file's kind: `profile`, `outline`, `card`.
pub fn json_schema(kind: &str) -> Option<Value> {
    let (_, title, fields) = FILES.iter().find(|(name, ..)| *name == kind)?;
    let mut out = Map::new();
    out.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
    out.insert("title".into(), json!(title));
    let mut sections = None;
    out.extend(table(fields, &mut sections));
    if let Some(section) = sections {
        out.insert("definitions".into(), json!({ "section": section }));
    }
    Some(Value::Object(out))
}

/// The name of the file that holds the schema of a kind.
pub fn file_name(kind: &str) -> String {
    format!("{kind}.schema.json")
}

fn table(fields: &[SchemaField], sections: &mut Option<Value>) -> Map<String, Value> {
    let mut properties = Map::new();
    for field in fields {
        let mut property = Map::new();
        property.insert("description".into(), json!(field.about));
        if let Value::Object(shape) = value(field.shape, sections) {
            property.extend(shape);
        }
        properties.insert(field.name.to_owned(), Value::Object(property));
    }
    let mut out = Map::new();
    out.insert("type".into(), json!("object"));
    out.insert("additionalProperties".into(), json!(false));
    out.insert("properties".into(), Value::Object(properties));
    let required = fields.iter().filter(|field| field.required);
    let required: Vec<&str> = required.map(|field| field.name).collect();
    if !required.is_empty() {
        out.insert("required".into(), json!(required));
    }
    out
}

fn value(shape: ValueShape, sections: &mut Option<Value>) -> Value {
    match shape {
        ValueShape::Text => json!({ "type": "string" }),
        ValueShape::Day => json!({ "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$" }),
        ValueShape::Bool => json!({ "type": "boolean" }),
        ValueShape::Whole => json!({ "type": "integer", "minimum": 0 }),
        ValueShape::Number => json!({ "type": "number" }),
        ValueShape::Format => json!({ "const": 1, "default": 1 }),
        ValueShape::Words(words) => json!({ "enum": words }),
        ValueShape::Table(fields) => Value::Object(table(fields, sections)),
        ValueShape::OneOf(fields) => {
            let mut out = table(fields, sections);
            out.insert("minProperties".into(), json!(1));
            out.insert("maxProperties".into(), json!(1));
            Value::Object(out)
        }
        ValueShape::Map(shape) => {
            json!({ "type": "object", "additionalProperties": value(*shape, sections) })
        }
        ValueShape::List(shape) => json!({ "type": "array", "items": value(*shape, sections) }),
        ValueShape::Tuple(shape, len) => {
            json!({ "type": "array", "items": value(*shape, sections), "minItems": len, "maxItems": len })
        }
        ValueShape::Stated(shape) => {
            json!({ "anyOf": [{ "const": "unstated" }, value(*shape, sections)] })
        }
        ValueShape::Sections => {
            // A section holds sections: it is described once and named from within.
            if sections.is_none() {
                *sections = Some(Value::Null);
                let section = table(profile_keys::SECTION, sections);
                *sections = Some(Value::Object(section));
            }
            json!({ "type": "array", "items": { "$ref": "#/definitions/section" } })
        }
    }
}

const fn must(name: &'static str, shape: ValueShape, about: &'static str) -> SchemaField {
    SchemaField { name, shape, required: true, about }
}

const fn may(name: &'static str, shape: ValueShape, about: &'static str) -> SchemaField {
    SchemaField { name, shape, required: false, about }
}

const TEXTS: ValueShape = ValueShape::List(&ValueShape::Text);
