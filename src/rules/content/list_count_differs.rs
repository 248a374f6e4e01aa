//! `list-count-differs`: a count and the list that it leads to.

use crate::facts::{CountedList, CountedThings, PlanFacts};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::word_list::contains_word;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let facts = cx.facts();
    let mut out = Vec::new();
    for count in facts.counts.iter().filter(|count| count.is_exact) {
        let Some((list, members)) = count.list else { continue };
        if count.count as usize == members || !is_whole(facts, count) || !fits(facts, count, list) {
            continue;
        }
        let hit = Hit::at(facts.at(count.spot)).arg("said", facts.words(count.spot));
        let hit = hit.arg("members", members).arg("noun", &count.noun);
        let hit = if matches!(list, CountedList::Rows(_)) { hit.variant("rows") } else { hit };
        out.push(match list {
            CountedList::Rows(table) => hit.related(facts.tables[table].at, "表在这里"),
            CountedList::Items(text) => {
                let whole = facts.texts[text].run.whole().unwrap_or_default();
                hit.related(whole, "从这里列起")
            }
            CountedList::Inline => hit,
        });
    }
    out
}

/// Whether a count is of the whole: what is counted 其中 is a part of it.
fn is_whole(facts: &PlanFacts, count: &CountedThings) -> bool {
    let text = facts.texts[count.spot.text].text();
    let before = &text[..count.spot.start];
    let clause = before.rsplit(['。', '；', '，']).next().unwrap_or(before);
    !clause.contains("其中") && !clause.ends_with('等') && !clause.ends_with('前')
}

/// Whether a list can be that of the count: a table speaks of the noun in its caption.
fn fits(facts: &PlanFacts, count: &CountedThings, list: CountedList) -> bool {
    let CountedList::Rows(table) = list else { return true };
    let Some(caption) = facts.tables[table].caption else { return false };
    let caption = facts.texts[caption].text();
    caption.contains(&count.noun) && contains_word(caption, "list-captions")
}
