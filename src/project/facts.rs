//! The facts of `pilot.toml` that travel with a package, and the content code that binds paper and
//! file.

use serde_json::{Map, Number, Value as Json};
use sha2::{Digest, Sha256};

use crate::notice::Notice;
use crate::plan::Plan;
use crate::text::characters::without_space;
use crate::text::digest::hex;
use crate::text::{SourceText, Sources};

use super::config::Config;
use super::model::Project;
use super::toml_tree::{TomlNode, TomlValue};

/// The tables that a receiver may judge again. The contact is a person and stays at home; rules
/// switched off and the mail stand elsewhere in the manifest.
const TABLES: [&str; 12] = [
    "notice",
    "project",
    "applicant",
    "park",
    "objects",
    "record",
    "foundation",
    "funding",
    "letters",
    "attachments",
    "conditions",
    "targets",
];

/// The name under which facts from a manifest stand among the sources.
pub const FACTS_NAME: &str = "manifest.json（项目事实）";

/// The facts of a project, in the shape of `pilot.toml`.
pub fn facts(config: &Config) -> Json {
    let mut out = Map::new();
    for name in TABLES {
        if let Some(node) = config.tree.get(name) {
            let mut value = json(node);
            if let (true, Json::Object(table)) = (name == "applicant", &mut value) {
                table.remove("contact");
            }
            out.insert(name.to_owned(), value);
        }
    }
    Json::Object(out)
}

/// The keys whose values are paths: where a file lies says nothing about what it says.
const PATHS: [&str; 3] = ["file", "evidence", "statement"];

/// The facts with every path as `place` knows it; a path it does not know stays.
pub fn with_paths(facts: &Json, place: &dyn Fn(&str) -> Option<String>) -> Json {
    match facts {
        Json::Object(table) => {
            let value = |key: &str, value: &Json| match value {
                Json::String(path) if PATHS.contains(&key) => {
                    Json::String(place(path).unwrap_or_else(|| path.clone()))
                }
                other => with_paths(other, place),
            };
            let entries = table.iter().map(|(key, below)| (key.clone(), value(key, below)));
            Json::Object(entries.collect())
        }
        Json::Array(items) => Json::Array(items.iter().map(|i| with_paths(i, place)).collect()),
        other => other.clone(),
    }
}

/// Facts of a manifest as a `pilot.toml`, so that the same rules judge them. Its text joins the
/// sources.
pub fn config_of(facts: &Json, notice: &Notice, sources: &mut Sources) -> Config {
    let text = toml::Value::try_from(facts)
        .ok()
        .and_then(|v| toml::to_string(&v).ok())
        .unwrap_or_default();
    let id = sources.add(SourceText::new(FACTS_NAME, text));
    Config::parse(id, sources.get(id), notice)
}

fn json(node: &TomlNode) -> Json {
    match &node.value {
        TomlValue::Text(text) | TomlValue::Date(text) => Json::String(text.clone()),
        TomlValue::Bool(flag) => Json::Bool(*flag),
        TomlValue::Number(value, digits) => {
            let whole = digits.parse::<i64>().ok().map(Number::from);
            match whole.or_else(|| Number::from_f64(*value)) {
                Some(value) => Json::Number(value),
                None => Json::Null,
            }
        }
        TomlValue::List(items) => Json::Array(items.iter().map(json).collect()),
        TomlValue::Table(entries) => {
            let entries = entries.iter().map(|(key, below)| (key.value.clone(), json(below)));
            Json::Object(entries.collect())
        }
    }
}

/// SHA-256 of what the plan says: its text without white space, headings and cells each on its own,
/// and its pictures' bytes. `picture` gives the SHA-256 of a picture by its path.
pub fn plan_digest(plan: &Plan, picture: &dyn Fn(&str) -> Option<String>) -> String {
    let mut hasher = Sha256::new();
    for flat in plan.text_runs() {
        hasher.update(without_space(&flat.text));
        hasher.update([0x1e]);
    }
    for image in plan.images() {
        hasher.update(picture(&image.path).unwrap_or_default().as_bytes());
        hasher.update([0x1f]);
    }
    hex(&hasher.finalize())
}

/// The content code: twelve letters and digits (60 bits) of the plan's digest and the facts, as
/// printed on cover and footers. Letters that look like digits are not used (Crockford's base 32).
pub fn content_code(plan_digest: &str, facts: &Json) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let mut hasher = Sha256::new();
    hasher.update(b"pilot content 1\n");
    hasher.update(plan_digest.as_bytes());
    hasher.update(b"\n");
    hasher.update(sorted(facts).to_string().as_bytes());
    let digest = hasher.finalize();
    let bits = digest.iter().take(8).fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
    let letter = |index: u32| char::from(ALPHABET[(bits >> (59 - 5 * index) & 31) as usize]);
    let letters: Vec<char> = (0..12).map(letter).collect();
    let groups: Vec<String> = letters.chunks(4).map(String::from_iter).collect();
    groups.join("-")
}

/// The digest and the code of a project whose plan is text or a Word document, which both hang on
/// what the plan says and not on who typeset it; a supplied PDF stands for the plan with its own
/// SHA-256.
pub fn code_of(project: &Project, supplied: Option<&str>) -> (String, String) {
    let picture = |path: &str| {
        let hash = &project.file(path)?.sha256;
        if hash.is_empty() { None } else { Some(hash.clone()) }
    };
    let digest = match (&project.plan, supplied) {
        (_, Some(hash)) => hash.to_owned(),
        (Some(plan), None) => with_headers(plan_digest(plan, &picture), project),
        (None, None) => String::new(),
    };
    let code = content_code(&digest, &facts(&project.config));
    (digest, code)
}

/// The digest of a plan with what stands in the headers and footers of its Word document.
fn with_headers(digest: String, project: &Project) -> String {
    let Some(word) = project.word.as_ref().filter(|w| !w.notes.headers_footers.is_empty()) else {
        return digest;
    };
    let mut hasher = Sha256::new();
    hasher.update(digest.as_bytes());
    for text in &word.notes.headers_footers {
        hasher.update(without_space(text));
        hasher.update([0x1e]);
    }
    hex(&hasher.finalize())
}

/// Keys in order and without paths, so that the code depends neither on the order in a file nor on
/// where files lie.
fn sorted(value: &Json) -> Json {
    match value {
        Json::Object(table) => {
            let mut entries: Vec<_> = table.iter().collect();
            entries.retain(|(key, _)| !PATHS.contains(&key.as_str()));
            entries.sort_by_key(|(key, _)| key.as_str());
            let entries = entries.into_iter();
            Json::Object(entries.map(|(key, below)| (key.clone(), sorted(below))).collect())
        }
        Json::Array(items) => Json::Array(items.iter().map(sorted).collect()),
        // 320 and 320.0 are one amount.
        Json::Number(number) => match number.as_f64() {
            Some(v) => Json::String(v.to_string()),
            None => Json::Null,
        },
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_code_depends_on_content_and_not_on_order_or_form() {
        let a = content_code(
            "d",
            &json!({"project": {"name": "甲", "start": "2023-11"}, "funding": [{"amount": 320}]}),
        );
        let b = content_code(
            "d",
            &json!({"funding": [{"amount": 320.0}], "project": {"start": "2023-11", "name": "甲"}}),
        );
        assert_eq!(a, b);
        assert_eq!(a.len(), 14);
        assert_ne!(a, content_code("e", &json!({"project": {"name": "甲"}})));
    }
}
