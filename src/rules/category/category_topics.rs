//! `category-topics`: what the notice asks of a category and the plan does not speak of.

use crate::text::{At, Span, han};

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

/// With fewer ideographs of running text a plan has hardly begun: its empty sections are reported by
/// other rules.
const BEGUN: usize = 60;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let (Some(category), Some(plan)) = (cx.category(), &cx.project.plan) else { return Vec::new() };
    let text_runs = plan.blocks().flat_map(crate::plan::Block::text_runs);
    let written: usize = text_runs.map(|run| han::han_count(&run.text)).sum();
    if written < BEGUN {
        return Vec::new();
    }
    let speaks_of = |word: &String| {
        let word = han::fold(word);
        let mut texts = cx.folded().iter();
        texts.any(|text| text.contains(&word))
    };
    let place = place(cx);
    let is_missing = |words: &[String]| !words.iter().any(speaks_of);
    let missing = category.topics.iter().filter(|topic| is_missing(&topic.words));
    missing
        .map(|topic| {
            let quote = if topic.quote.is_empty() { &category.quote } else { &topic.quote };
            let clause = cx.notice.text.authority(&category.clause, quote);
            let hit = Hit::at(place).clause(clause).arg("topic", &topic.name);
            hit.arg("category", &category.name).arg("words", topic.words.join("、"))
        })
        .collect()
}

/// The heading under which the contents of the project are described; else the title, else the
/// beginning.
fn place(cx: &Context<'_>) -> At {
    let Some(plan) = &cx.project.plan else { return At::default() };
    let contents = plan.headings().find(|h| h.level > 1 && h.text.contains("内容"));
    if let Some(heading) = contents.or(plan.title.as_ref()) {
        return heading.at;
    }
    match plan.sources.first() {
        Some(source) => At { source: *source, span: Span::default() },
        None => At::default(),
    }
}
