//! Compares a file with the keys of its schema and finds all faults at once, where the reader stops
//! at the first.

use crate::text::SourceText;
use crate::text::toml_tree::{TomlNode, TomlValue};

use super::super::notice_error::{ExpectedValue, NoticeFault, NoticeFaultKind};
use super::super::profile::Day;
use super::super::schema::{SECTION, SchemaField, ValueShape};

/// Collects what is wrong with the keys, words and types of one file.
pub(super) struct ShapeProof<'a> {
    pub(super) file: &'a str,
    pub(super) source: &'a SourceText,
    pub(super) faults: Vec<NoticeFault>,
}

impl ShapeProof<'_> {
    fn fault(&mut self, node: &TomlNode, kind: NoticeFaultKind) {
        // The root of a file has no place of its own.
        let line =
            if node.at.span.is_empty() { None } else { Some(self.source.line(node.at.span.start)) };
        self.faults.push(NoticeFault { file: self.file.to_owned(), line, kind });
    }

    /// Judges a table by its keys; `path` is its own key, empty for the file.
    pub(super) fn table(&mut self, node: &TomlNode, fields: &[SchemaField], path: &str) {
        if !matches!(node.value, TomlValue::Table(_)) {
            return self.wrong_type(node, path, ExpectedValue::Table);
        }
        for (key, value) in node.entries() {
            let whole = join(path, &key.value);
            match fields.iter().find(|field| field.name == key.value) {
                Some(field) => self.value(value, field.shape, &whole),
                None => {
                    let known: Vec<&str> = fields.iter().map(|field| field.name).collect();
                    let kind = NoticeFaultKind::UnknownKey { key: whole, known: known.join("、") };
                    let line = Some(self.source.line(key.at.span.start));
                    self.faults.push(NoticeFault { file: self.file.to_owned(), line, kind });
                }
            }
        }
        for field in fields {
            if field.required && node.get(field.name).is_none() {
                self.fault(node, NoticeFaultKind::MissingKey(join(path, field.name)));
            }
        }
    }

    fn value(&mut self, node: &TomlNode, shape: ValueShape, path: &str) {
        let is_text = matches!(node.value, TomlValue::Text(_));
        match shape {
            ValueShape::Text => self.expect(is_text, node, path, ExpectedValue::Text),
            ValueShape::Day => {
                let is_day = is_text && day_of(node).is_some();
                self.expect(is_day, node, path, ExpectedValue::Day);
            }
            ValueShape::Bool => {
                let is_bool = matches!(node.value, TomlValue::Bool(_));
                self.expect(is_bool, node, path, ExpectedValue::Bool);
            }
            ValueShape::Whole | ValueShape::Format => {
                self.expect(whole(node).is_some(), node, path, ExpectedValue::Whole);
            }
            ValueShape::Number => {
                let is_number = matches!(node.value, TomlValue::Number(..));
                self.expect(is_number, node, path, ExpectedValue::Number);
            }
            ValueShape::Words(words) => self.word(node, words, path),
            ValueShape::Table(fields) => self.table(node, fields, path),
            ValueShape::OneOf(fields) => {
                self.table(node, fields, path);
                let is_one = node.entries().len() == 1;
                self.expect(is_one, node, path, ExpectedValue::OneKey);
            }
            ValueShape::Map(shape) => {
                let is_table = matches!(node.value, TomlValue::Table(_));
                self.expect(is_table, node, path, ExpectedValue::Table);
                for (key, value) in node.entries() {
                    self.value(value, *shape, &join(path, &key.value));
                }
            }
            ValueShape::List(shape) => self.list(node, *shape, path),
            ValueShape::Tuple(shape, count) => {
                self.list(node, *shape, path);
                let is_full = node.items().len() == count;
                self.expect(is_full, node, path, ExpectedValue::Entries(count));
            }
            ValueShape::Stated(shape) => {
                let is_unstated = text_of(node) == Some("unstated");
                if !is_unstated {
                    self.value(node, *shape, path);
                }
            }
            ValueShape::Sections => self.list(node, ValueShape::Table(SECTION), path),
        }
    }

    fn list(&mut self, node: &TomlNode, shape: ValueShape, path: &str) {
        if !matches!(node.value, TomlValue::List(_)) {
            return self.wrong_type(node, path, ExpectedValue::List);
        }
        for item in node.items() {
            self.value(item, shape, path);
        }
    }

    fn word(&mut self, node: &TomlNode, words: &[&str], path: &str) {
        let Some(word) = text_of(node) else {
            return self.wrong_type(node, path, ExpectedValue::Text);
        };
        if !words.contains(&word) {
            let kind = NoticeFaultKind::UnknownWord {
                key: path.to_owned(),
                word: word.to_owned(),
                known: words.join("、"),
            };
            self.fault(node, kind);
        }
    }

    fn expect(&mut self, is_right: bool, node: &TomlNode, path: &str, expected: ExpectedValue) {
        if !is_right {
            self.wrong_type(node, path, expected);
        }
    }

    fn wrong_type(&mut self, node: &TomlNode, path: &str, expected: ExpectedValue) {
        self.fault(node, NoticeFaultKind::WrongType { key: path.to_owned(), expected });
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// The text of a value in quotes.
pub(super) fn text_of(node: &TomlNode) -> Option<&str> {
    match &node.value {
        TomlValue::Text(text) => Some(text),
        _ => None,
    }
}

/// The whole number of a value, zero or more.
pub(super) fn whole(node: &TomlNode) -> Option<u64> {
    match &node.value {
        TomlValue::Number(_, digits) => digits.trim_start_matches('+').parse().ok(),
        _ => None,
    }
}

/// The day of a value, `"2023-10-23"`.
pub(super) fn day_of(node: &TomlNode) -> Option<Day> {
    let text = text_of(node)?;
    if text.len() != 10 {
        return None;
    }
    crate::text::Moment::parse(text).map(|moment| Day(moment.day()))
}
