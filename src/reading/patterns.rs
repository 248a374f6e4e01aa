//! The wordings that readers look for, as data: `outline/common/reading/*.toml`.
//!
//! Each wording says what it yields and has examples that it must and must not match; all wordings of one file that
//! yield the same thing are one expression, so that a new wording needs no code.

use regex::Regex;
use serde::Deserialize;

use crate::notice::reading_files;

/// A file of wordings.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatternFile {
    /// The wordings, in order.
    pub patterns: Vec<Pattern>,
}

/// One wording.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// What a text that matches says: `hand-over`, `arrival`.
    pub yields: String,
    /// A regular expression. White space in it does not count, so that it can stand on several lines.
    pub pattern: String,
    /// Texts in which it is found.
    #[serde(rename = "match")]
    pub matches: Vec<String>,
    /// Texts in which it is not found.
    #[serde(default)]
    pub no_match: Vec<String>,
}

/// The built-in files by name: `deadlines`.
pub fn files() -> Vec<(&'static str, PatternFile)> {
    let mut files = Vec::new();
    for (path, text) in reading_files() {
        let Some(name) = path.strip_suffix(".toml") else { continue };
        let file: PatternFile = toml::from_str(text).expect("constant pattern file");
        files.push((name, file));
    }
    files
}

/// One expression for all wordings of a file that yield something. What is not in the data matches nothing.
pub fn wording(file: &str, yields: &str) -> Regex {
    let mut parts = Vec::new();
    for (path, text) in reading_files() {
        if path.strip_suffix(".toml") != Some(file) {
            continue;
        }
        let read: PatternFile = toml::from_str(text).expect("constant pattern file");
        for pattern in read.patterns {
            if pattern.yields == yields {
                parts.push(format!("(?:{})", pattern.pattern));
            }
        }
    }
    assert!(!parts.is_empty(), "no wording in {file}.toml yields {yields}");
    expression(&parts.join("|"))
}

/// Compiles an expression in which white space does not count; `#` is written `\#`.
pub fn expression(pattern: &str) -> Regex {
    let pattern = format!("(?x){pattern}");
    Regex::new(&pattern).expect("constant pattern")
}
