//! Edits that fix a finding.

use serde::{Deserialize, Serialize};

use crate::text::At;

/// How far an edit may be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Applicability {
    /// Changes what the text says or may do so; only with `--unsafe-fixes`.
    Unsafe,
    /// Cannot change the meaning.
    Safe,
}

impl Applicability {
    /// The key in machine forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Unsafe => "unsafe",
            Self::Safe => "safe",
        }
    }
}

/// One replacement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub at: At,
    /// What stands there afterwards.
    pub with: String,
}

/// A set of edits that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What the edits do, for a person.
    pub title: String,
    /// The edits, all or none of which apply.
    pub edits: Vec<Edit>,
    /// How far they may be trusted.
    pub applicability: Applicability,
}
