//! `reference-missing`: a table or figure that the text names and that is not there.

use std::collections::HashSet;

use crate::facts::{Reference, ReferenceKind};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let facts = cx.facts();
    let mut known: HashSet<(ReferenceKind, &str)> = HashSet::new();
    let mut kinds: HashSet<ReferenceKind> = HashSet::new();
    for title in &facts.titles {
        known.insert((title.kind, title.number.as_str()));
        kinds.insert(title.kind);
    }
    let files = cx.config().attachments.iter().filter_map(|file| file.title.as_ref());
    let files: Vec<&str> = files.map(|title| title.value.as_str()).collect();
    let mut out: Vec<Hit> = Vec::new();
    let mut seen: HashSet<(ReferenceKind, &str)> = HashSet::new();
    for reference in &facts.references {
        let key = (reference.kind, reference.number.as_str());
        // Without any caption of the kind there is nothing to compare with.
        if !is_judged(reference) || !kinds.contains(&reference.kind) || known.contains(&key) {
            continue;
        }
        let word = format!("{}{}", reference.kind.word(), reference.number);
        let is_file = files.iter().any(|title| title.starts_with(&word));
        if !is_file && seen.insert(key) {
            let last = last_of(cx, reference.kind);
            let hit = Hit::at(facts.at(reference.spot)).arg("name", word);
            out.push(hit.arg("last", last));
        }
    }
    out
}

/// Whether a reference is to a table or figure of the plan itself.
fn is_judged(reference: &Reference) -> bool {
    use ReferenceKind::{AppendixFigure, AppendixTable, Figure, Table};
    let is_kind = matches!(reference.kind, Table | Figure | AppendixTable | AppendixFigure);
    is_kind && !reference.is_foreign && !reference.number.is_empty()
}

/// The last caption of a kind, as it is called.
fn last_of(cx: &Context<'_>, kind: ReferenceKind) -> String {
    let titles = &cx.facts().titles;
    match titles.iter().rev().find(|title| title.kind == kind) {
        Some(title) => format!("{}{}", kind.word(), title.number),
        None => String::new(),
    }
}
