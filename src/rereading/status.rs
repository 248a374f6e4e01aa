//! Which facts of a profile are drafts and which a person has confirmed.

use std::collections::BTreeMap;

use crate::text::toml_tree::TomlNode;

use super::stated_text;

/// What is known about who has looked at a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FactStatus {
    /// A program read it, nobody has confirmed it.
    Draft,
    /// A person has confirmed it.
    Confirmed,
}

/// The entries of `drafts` and `confirmed`.
pub(super) struct FactStatuses {
    by_path: BTreeMap<String, FactStatus>,
}

impl FactStatuses {
    pub(super) fn of(profile: &TomlNode) -> Self {
        let mut by_path = BTreeMap::new();
        for (list, status) in [("drafts", FactStatus::Draft), ("confirmed", FactStatus::Confirmed)]
        {
            let Some(entries) = profile.get(list) else { continue };
            for entry in entries.items() {
                if let Some(fact) = entry.get("fact").and_then(stated_text) {
                    by_path.insert(fact.to_owned(), status);
                }
            }
        }
        Self { by_path }
    }

    /// Whether a fact has an entry of its own.
    pub(super) fn has_own(&self, fact: &str) -> bool {
        self.by_path.contains_key(fact)
    }

    /// The status of a fact: its own, else that of what it is a part of.
    pub(super) fn get(&self, fact: &str) -> Option<FactStatus> {
        let mut path = fact;
        loop {
            if let Some(status) = self.by_path.get(path) {
                return Some(*status);
            }
            path = path.rsplit_once('.')?.0;
        }
    }
}

/// The words of entries that a person has confirmed not to be there: `absent` of `confirmed`.
pub(super) fn absent_words(profile: &TomlNode) -> Vec<&str> {
    let mut words = Vec::new();
    if let Some(entries) = profile.get("confirmed") {
        for entry in entries.items() {
            words.extend(entry.get("absent").and_then(stated_text));
        }
    }
    words
}
