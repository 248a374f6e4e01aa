//! The year that the values of the plan are compared with: one for all of them.

use std::collections::BTreeMap;

use crate::facts::{DateMention, PlanFacts};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::word_list::{contains_word, ends_with_word, starts_with_word};

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let facts = cx.facts();
    let stated: Vec<&DateMention> =
        facts.dates.iter().filter(|date| is_baseline(facts, date)).collect();
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for date in &stated {
        *counts.entry(date.date.year).or_default() += 1;
    }
    // What most places say holds; of two years that stand as often, the one that is said first.
    let Some(most) = counts.values().max().copied() else { return Vec::new() };
    let first = stated.iter().find(|date| counts.get(&date.date.year) == Some(&most));
    let Some(first) = first else { return Vec::new() };
    let mut out: Vec<Hit> = Vec::new();
    for date in stated.iter().filter(|date| date.date.year != first.date.year) {
        let hit = Hit::at(facts.at(date.spot)).arg("here", date.date.year);
        let hit = hit.arg("there", first.date.year);
        out.push(hit.related(facts.at(first.spot), format!("这里是{}年", first.date.year)));
    }
    out
}

/// Whether a year is said to be that of the plan's baseline.
fn is_baseline(facts: &PlanFacts, date: &DateMention) -> bool {
    if date.date.month.is_some() || date.is_in_period {
        return false;
    }
    let text = facts.texts[date.spot.text].text();
    let (before, behind) = (&text[..date.spot.start], &text[date.spot.end..]);
    let before = before.trim_end_matches([' ', '（', '(', '：', ':', '为', '是']);
    let behind = behind.trim_start_matches([' ', '度', '）', ')']);
    let is_named =
        ends_with_word(before, "baseline-names") || starts_with_word(behind, "baseline-tails");
    is_named && !contains_word(facts.sentence(date.spot), "other-baselines")
}
