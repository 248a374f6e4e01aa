//! First drafts of cards, for a person to go on with, and the schemas of a notice's files. Pure:
//! text in, files out.
//!
//! Invariant: what is guessed can be seen in the notice, and its line is named.

mod draft_cards;
mod reading;

use std::collections::BTreeMap;

use super::library::Library;
use super::schema;

/// A file of a draft, relative to the folder of all notices, with `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StubFile {
    /// Its path, the notice's folder included.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The schemas of a notice's files, which the drafts name in their first lines, so that editors
/// complete and check them.
pub fn schemas(id: &str) -> Vec<StubFile> {
    let file = |(kind, ..): &(&str, &str, &[schema::SchemaField])| StubFile {
        path: format!("{id}/{SCHEMAS}/{}", schema::file_name(kind)),
        text: format!("{:#}\n", schema::json_schema(kind).unwrap_or_default()),
    };
    schema::FILES.iter().map(file).collect()
}

/// The folder of the schemas in that of a notice.
const SCHEMAS: &str = "schemas";

/// A draft with the name of its schema in the first line.
fn named(up: &str, kind: &str, text: &str) -> String {
    format!("#:schema {up}{SCHEMAS}/{}\n{text}", schema::file_name(kind))
}

/// A card: one that binds a rule of the common folder, if there is one of that name, or a new one.
pub fn rule(notice: &str, rule: &str, words: &str, library: &Library) -> StubFile {
    StubFile {
        path: format!("{notice}/rules/{rule}.toml"),
        text: named("../", "card", &draft_cards::draft(rule, words, library)),
    }
}

/// A card that binds a rule of the common folder to a clause of the notice, and the line of the
/// clause.
pub fn binding_card(
    rule: &str,
    pattern: &toml::Table,
    heading: &str,
    quote: &str,
    line: usize,
) -> String {
    let card = draft_cards::binding_to(rule, pattern, heading, quote, line);
    named("../", "card", &card)
}

/// The rules that each fact of a notice binds to its clause.
pub fn rules_by_fact(library: &Library) -> BTreeMap<String, Vec<String>> {
    draft_cards::rules_by_fact(library)
}

/// Whether a line of a notice looks like a numbered heading or the title of an annex.
pub fn is_heading(line: &str) -> bool {
    let is_annex = line.starts_with("附件") && line.chars().count() <= 20;
    is_annex || reading::heading(line).is_some()
}

/// Text as a TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
