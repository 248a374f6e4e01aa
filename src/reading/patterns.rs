//! The wordings that readers look for, as data: `outline/common/reading/*.toml`.
//!
//! Each wording says what it yields and has examples that it must and must not match; all wordings of one file that
//! yield the same thing are one expression, so that a new wording needs no code.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::notice::reading_files;

use super::expression::Expression;

/// A file of wordings.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatternFile {
    /// The wordings, in order.
    pub patterns: Vec<Wording>,
}

/// One wording.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
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

static FILES: LazyLock<Vec<(&'static str, PatternFile)>> = LazyLock::new(|| {
    let mut files = Vec::new();
    for (path, text) in reading_files() {
        let Some(name) = path.strip_suffix(".toml") else { continue };
        let file: PatternFile = toml::from_str(text).expect("constant pattern file");
        files.push((name, file));
    }
    files
});

/// The built-in files by name: `deadlines`.
pub fn files() -> &'static [(&'static str, PatternFile)] {
    &FILES
}

/// One expression for all wordings of a file that yield something.
pub fn wording(file: &str, yields: &str) -> Expression {
    let mut parts = Vec::new();
    for (_, read) in FILES.iter().filter(|(name, _)| *name == file) {
        for pattern in read.patterns.iter().filter(|pattern| pattern.yields == yields) {
            parts.push(format!("(?:{})", pattern.pattern));
        }
    }
    assert!(!parts.is_empty(), "no wording in {file}.toml yields {yields}");
    expression(&parts.join("|"))
}

/// An expression in which white space does not count; `#` is written `\#`.
pub fn expression(pattern: &str) -> Expression {
    Expression::new(format!("(?x){pattern}"))
}
