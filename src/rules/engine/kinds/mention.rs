//! What a section must speak of, and how a field must look: kinds that cards state as data.

use crate::notice::card::{CheckRegex, CheckTopic};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::sections;
use crate::text::han;
use crate::text::word_list::contains_any;

/// The topics that none of some sections speaks of, as one finding at the first of them.
pub(in crate::rules) fn must_mention(
    selectors: &[String],
    topics: &[CheckTopic],
    cx: &Context<'_>,
) -> Vec<Hit> {
    let found: Vec<_> = selectors.iter().filter_map(|s| sections::find(cx, s)).collect();
    let Some(first) = found.first() else { return Vec::new() };
    let text: String = found.iter().map(|s| sections::text(s)).collect();
    // A section that is missing or holds nothing yet is reported as such.
    if found.len() < selectors.len() || han::han_count(&text) == 0 {
        return Vec::new();
    }
    let mut missing = Vec::new();
    for topic in topics {
        if !contains_any(&text, &topic.words) {
            missing.push(topic.name.as_str());
        }
    }
    if missing.is_empty() {
        return Vec::new();
    }
    let names = found.iter().map(|section| section.heading.text.trim());
    let names: Vec<&str> = names.collect();
    vec![
        Hit::at(first.heading.at)
            .arg("section", names.join("”和“"))
            .arg("missing", missing.join("、")),
    ]
}

/// A section none of whose text matches.
pub(in crate::rules) fn must_match(
    selector: &str,
    any: &[CheckRegex],
    cx: &Context<'_>,
) -> Vec<Hit> {
    let Some(section) = sections::find(cx, selector) else { return Vec::new() };
    let text = sections::text(section);
    if han::han_count(&text) == 0 || any.iter().any(|CheckRegex(regex)| regex.is_match(&text)) {
        return Vec::new();
    }
    vec![Hit::at(section.heading.at).arg("section", section.heading.text.trim())]
}

/// A field that does not look as usual, or is long.
pub(in crate::rules) fn field_form(
    field: &str,
    CheckRegex(regex): &CheckRegex,
    max_chars: usize,
    cx: &Context<'_>,
) -> Vec<Hit> {
    let node = cx.config().tree.find(field);
    let Some(value) = node.and_then(|node| node.text()) else { return Vec::new() };
    if value.value.trim().is_empty() || crate::project::config::is_unfilled(&value.value) {
        return Vec::new();
    }
    let hit = || Hit::at(value.at).arg("value", &value.value);
    let characters = value.value.chars().filter(|c| !c.is_whitespace());
    let count = characters.count();
    let mut out = Vec::new();
    if !regex.is_match(&value.value) {
        out.push(hit());
    }
    if count > max_chars {
        let hit = hit().variant("long");
        out.push(hit.arg("count", count).arg("limit", max_chars));
    }
    out
}
