//! Numbers of tables and figures that two of them have.

use std::collections::HashMap;

use crate::facts::{FactTextKind, NumberedTitle, ReferenceKind};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::han;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let facts = cx.facts();
    let mut out = Vec::new();
    let mut first: HashMap<(ReferenceKind, &str), &NumberedTitle> = HashMap::new();
    for title in facts.titles.iter().filter(|title| is_caption(title)) {
        if facts.texts[title.spot.text].kind == FactTextKind::Heading {
            continue;
        }
        // Numbers that begin anew are those of another part.
        if title.number == "1" && first.contains_key(&(title.kind, "1")) {
            first.retain(|(kind, _), _| *kind != title.kind);
        }
        let key = (title.kind, title.number.as_str());
        let there = *first.entry(key).or_insert(title);
        // A list of tables repeats each of them.
        if there.spot == title.spot || han::fold(&there.title) == han::fold(&title.title) {
            continue;
        }
        let name = format!("{}{}", title.kind.word(), title.number);
        let hit = Hit::at(facts.at(title.spot)).arg("name", name);
        let hit = hit.arg("here", &title.title).arg("there", &there.title);
        out.push(hit.related(facts.at(there.spot), "同一编号"));
    }
    out
}

fn is_caption(title: &NumberedTitle) -> bool {
    let is_of_kind = matches!(
        title.kind,
        ReferenceKind::Table
            | ReferenceKind::Figure
            | ReferenceKind::AppendixTable
            | ReferenceKind::AppendixFigure
    );
    is_of_kind && !title.is_continued && !title.title.is_empty() && !title.title.contains('续')
}
