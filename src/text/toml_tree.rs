//! A TOML file as a tree of values with places; the only file that names the TOML parser's types.

use std::collections::HashSet;

use toml::de::{DeTable, DeValue};

use super::{At, SourceId, SourceText, Span, Spanned};

/// A value and its place.
#[derive(Clone, Debug, Default)]
pub struct TomlNode {
    pub value: TomlValue,
    /// Its place; a table's is its header or its braces.
    pub at: At,
}

/// A value.
#[derive(Clone, Debug)]
pub enum TomlValue {
    Text(String),
    /// A number with its digits as written.
    Number(f64, String),
    /// True or false.
    Bool(bool),
    /// A date or time without quotes.
    Date(String),
    List(Vec<TomlNode>),
    /// A table, in the order of the file.
    Table(Vec<(Spanned<String>, TomlNode)>),
}

impl Default for TomlValue {
    fn default() -> Self {
        Self::Table(Vec::new())
    }
}

/// A fault of the syntax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TomlSyntaxFault {
    /// Where.
    pub at: At,
    /// The parser's words, in English.
    pub message: String,
}

/// Reads a text; goes on after faults, of which one a line is kept.
pub fn parse(source: SourceId, text: &SourceText) -> (TomlNode, Vec<TomlSyntaxFault>) {
    let (table, errors) = DeTable::parse_recoverable(&text.text);
    let at = |range: std::ops::Range<usize>| At::new(source, range.start, range.end);
    let mut faults: Vec<TomlSyntaxFault> = Vec::new();
    let mut told = HashSet::new();
    for error in errors {
        let mut place = at(error.span().unwrap_or(0..0));
        if place.span.is_empty() {
            // What is missing is reported at the end of the line that lacks it, not at the start of the
            // next one.
            let before = text
                .slice(Span::new(0, place.span.start as usize))
                .trim_end_matches(['\r', '\n'])
                .len();
            place = At::new(source, before, before);
        }
        // The first of a line brings the others forth.
        if told.insert(text.line(place.span.start)) {
            faults.push(TomlSyntaxFault { at: place, message: error.message().to_owned() });
        }
    }
    let root = TomlNode { value: convert_table(table.get_ref(), source), at: at(0..0) };
    (root, faults)
}

fn convert_table(table: &DeTable<'_>, source: SourceId) -> TomlValue {
    let mut entries: Vec<_> = table
        .iter()
        .map(|(key, value)| {
            let span = key.span();
            let key =
                Spanned::new(key.get_ref().to_string(), At::new(source, span.start, span.end));
            let span = value.span();
            let node = TomlNode {
                value: convert(value.get_ref(), source),
                at: At::new(source, span.start, span.end),
            };
            (key, node)
        })
        .collect();
    entries.sort_by_key(|(key, _)| key.at.span.start);
    TomlValue::Table(entries)
}

fn convert(value: &DeValue<'_>, source: SourceId) -> TomlValue {
    match value {
        DeValue::String(text) => TomlValue::Text(text.to_string()),
        DeValue::Integer(number) => {
            let text = number.as_str().replace('_', "");
            let value = match i64::from_str_radix(&text, number.radix()) {
                Ok(v) => v as f64,
                Err(_) => f64::NAN,
            };
            TomlValue::Number(value, text)
        }
        DeValue::Float(number) => {
            let text = number.as_str().replace('_', "");
            TomlValue::Number(text.parse().unwrap_or(f64::NAN), text)
        }
        DeValue::Boolean(flag) => TomlValue::Bool(*flag),
        DeValue::Datetime(date) => TomlValue::Date(date.to_string()),
        DeValue::Array(list) => TomlValue::List(
            list.iter()
                .map(|item| {
                    let span = item.span();
                    TomlNode {
                        value: convert(item.get_ref(), source),
                        at: At::new(source, span.start, span.end),
                    }
                })
                .collect(),
        ),
        DeValue::Table(table) => convert_table(table, source),
    }
}

impl TomlNode {
    /// The entries of a table; none for anything else.
    pub fn entries(&self) -> &[(Spanned<String>, Self)] {
        match &self.value {
            TomlValue::Table(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; none for anything else.
    pub fn items(&self) -> &[Self] {
        match &self.value {
            TomlValue::List(items) => items,
            _ => &[],
        }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let (_, value) = self.entries().iter().find(|(name, _)| name.value == key)?;
        Some(value)
    }

    /// The value at a dotted name.
    pub fn find(&self, path: &str) -> Option<&Self> {
        path.split('.').try_fold(self, |node, key| node.get(key))
    }

    /// The text, if it is one; a bare date counts as text.
    pub fn text(&self) -> Option<Spanned<String>> {
        match &self.value {
            TomlValue::Text(text) | TomlValue::Date(text) => {
                Some(Spanned::new(text.clone(), self.at))
            }
            _ => None,
        }
    }

    /// All texts in this value and below, with their places.
    pub fn texts(&self) -> Vec<Spanned<&str>> {
        match &self.value {
            TomlValue::Text(text) => vec![Spanned::new(text.as_str(), self.at)],
            TomlValue::List(items) => items.iter().flat_map(Self::texts).collect(),
            TomlValue::Table(entries) => {
                let values = entries.iter().map(|(_, value)| value);
                values.flat_map(Self::texts).collect()
            }
            _ => Vec::new(),
        }
    }
}
