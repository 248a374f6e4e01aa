//! Which facts of a notice a person has compared with its text, and which nobody has.

use serde::Deserialize;

use super::stated::Day;

/// A fact that a program read and nobody has confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DraftFact {
    /// The fact: a key of this file, with the number or id of an entry of a list: `title`,
    /// `deadlines.0`, `materials.statement`, `deliver.mail`.
    pub fact: String,
    /// What is doubtful about it, for people; empty if nothing is.
    #[serde(default)]
    pub why: String,
}

/// A fact that a person has confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ConfirmedFact {
    /// The fact, as in [`DraftFact`].
    pub fact: String,
    /// Who confirmed it.
    pub by: String,
    /// When.
    pub on: Day,
    /// Where the notice does not say it: the words that a program read it in.
    #[serde(default)]
    pub absent: String,
}

/// The facts that decide whether an application is accepted: nothing is packed while one of them is a draft.
const DECISIVE: [&str; 7] =
    ["deadlines", "materials", "conditions", "deliver", "applicants", "categories", "naming"];

impl DraftFact {
    /// Whether an application may fail if the fact is wrong.
    pub fn is_decisive(&self) -> bool {
        let head = self.fact.split('.').next().unwrap_or_default();
        DECISIVE.contains(&head)
    }
}
