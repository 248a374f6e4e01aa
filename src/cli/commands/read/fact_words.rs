//! The values of a draft in words, for the person who compares them with the notice.

use crate::notice::Notice;
use crate::text::toml_tree::{TomlNode, TomlValue};

pub(super) fn is_scalar(node: &TomlNode) -> bool {
    !matches!(node.value, TomlValue::Table(_))
}

/// The keys of an entry that a person may type, with their values.
pub(super) fn keys_of(node: &TomlNode) -> Vec<(String, String)> {
    let mut keys = Vec::new();
    for (key, value) in node.entries() {
        let is_table = matches!(value.value, TomlValue::Table(_));
        let holds_tables = value.items().iter().any(|item| !is_scalar(item));
        if !is_table && !holds_tables && key.value != "id" {
            keys.push((key.value.clone(), value_words(value)));
        }
    }
    keys
}

/// A value for people.
pub(super) fn value_words(node: &TomlNode) -> String {
    match &node.value {
        TomlValue::Text(text) | TomlValue::Date(text) => text.clone(),
        TomlValue::Number(_, digits) => digits.clone(),
        TomlValue::Bool(flag) => flag.to_string(),
        TomlValue::List(items) => {
            let words: Vec<String> = items.iter().map(value_words).collect();
            words.join("、")
        }
        TomlValue::Table(entries) => {
            let mut parts = Vec::new();
            for (key, value) in entries {
                // The words of the notice are shown below, with their line.
                if !["quote", "wording", "id"].contains(&key.value.as_str()) {
                    parts.push(format!("{} = {}", key.value, value_words(value)));
                }
            }
            parts.join("；")
        }
    }
}

/// The words of the notice with their line.
pub(super) fn sentence(notice: &Notice, quote: &str) -> String {
    match notice.text.find("", quote) {
        Some(at) => {
            let line = notice.text.source.line(at.span.start);
            format!("\n  第 {line} 行：“{quote}”")
        }
        None => String::new(),
    }
}
