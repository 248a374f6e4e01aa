//! `file-metadata`: authors, companies, comments and hidden parts that files carry.

use crate::text::han::{fold, printable};

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::outgoing::outgoing;
use crate::rules::engine::short_list::some_of;

/// Authors, companies, comments, changes, hidden parts. The applicant's own name is no secret.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let config = cx.config();
    let names = [&config.applicant.name, &config.applicant.implementer];
    let names = names.into_iter().flatten();
    let own: Vec<String> = names.map(|name| fold(&name.value)).collect();
    let is_own =
        |told: &String| told.split_once('：').is_some_and(|(_, value)| own.contains(&fold(value)));
    let mut hits = Vec::new();
    let files = outgoing(cx);
    // A plan in Word is printed or made into a PDF: what is marked in it goes along. Its properties
    // stay at home.
    if let Some(word) = &cx.project.word
        && !files.iter().any(|f| crate::text::path::same_path(&f.path, &word.path))
        && !word.notes.leftovers().is_empty()
    {
        hits.push(
            Hit::path(word.path.clone())
                .arg("path", printable(&word.path))
                .arg("told", some_of(&word.notes.leftovers())),
        );
    }
    for file in files {
        let mut told = file.facts.metadata.clone();
        told.retain(|entry| !is_own(entry));
        if !told.is_empty() {
            hits.push(
                Hit::path(file.path.clone())
                    .arg("path", printable(&file.path))
                    .arg("told", some_of(&told)),
            );
        }
    }
    hits
}
