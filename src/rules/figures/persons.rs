//! One person under two names: somebody whom the plan introduces with an office, and later a name that
//! differs from it in one character and that nobody has.

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::facts::{FactSpot, PlanFacts};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::han;
use crate::text::word_list::{starts_with_word, words};

static OFFICES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let builder = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(words("offices-of-persons"));
    builder.expect("built-in words")
});

/// Somebody with an office.
struct Introduced {
    name: Vec<char>,
    office: String,
    spot: FactSpot,
}

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let facts = cx.facts();
    let known = introduced(facts);
    let mut out = Vec::new();
    if known.is_empty() {
        return out;
    }
    let mut by_surname: HashMap<char, Vec<&Introduced>> = HashMap::new();
    for person in &known {
        if let Some(surname) = person.name.first() {
            by_surname.entry(*surname).or_default().push(person);
        }
    }
    for (index, text) in facts.texts.iter().enumerate() {
        if text.cell.is_some() {
            continue;
        }
        let words = text.text();
        for (at, c) in words.char_indices() {
            let Some(persons) = by_surname.get(&c) else { continue };
            let Some(name) = name_at(words, at) else { continue };
            let is_known =
                persons.iter().any(|person| person.name == name && !is_here(person, index, at));
            let near = persons.iter().find(|person| differs_by_one(&person.name, &name));
            if let (false, Some(person)) = (is_known, near)
                && is_mention(facts, person, words, index, at)
            {
                let spot = FactSpot { text: index, start: at, end: at + 3 * name.len() };
                let (here, there): (String, String) =
                    (name.iter().collect(), person.name.iter().collect());
                let hit = Hit::at(facts.at(spot)).arg("here", here).arg("there", &there);
                out.push(hit.related(facts.at(person.spot), format!("这里是“{there}”")));
            }
        }
    }
    out
}

fn is_here(person: &Introduced, text: usize, at: usize) -> bool {
    person.spot.text == text && person.spot.start == at
}

/// Everybody whose name of three characters stands behind an office.
fn introduced(facts: &PlanFacts) -> Vec<Introduced> {
    let mut out = Vec::new();
    for (index, text) in facts.texts.iter().enumerate() {
        let words = text.text();
        for office in OFFICES.find_iter(words) {
            let behind = words[office.end()..].trim_start_matches(['：', ':', '为', '由']);
            let start = words.len() - behind.len();
            if let Some(name) = name_at(words, start) {
                let spot = FactSpot { text: index, start, end: start + 3 * name.len() };
                let office = words[office.range()].to_owned();
                out.push(Introduced { name, office, spot });
            }
        }
    }
    out
}

/// The name of three ideographs at an offset, if what follows lets it end there.
fn name_at(text: &str, at: usize) -> Option<Vec<char>> {
    let name: Vec<char> = text[at..].chars().take(3).collect();
    let is_name = name.len() == 3 && name.iter().all(|c| han::is_han(*c));
    let surname = name.first()?;
    let has_surname = words("surnames").iter().any(|list| list.contains(*surname));
    let bytes: usize = name.iter().map(|c| c.len_utf8()).sum();
    let rest = &text[at + bytes..];
    let ends = rest.chars().next().is_none_or(|c| !han::is_han(c) && !c.is_alphanumeric());
    let is_wide = bytes == 9;
    let is_whole = ends || starts_with_word(rest, "behind-persons");
    if is_name && has_surname && is_wide && is_whole { Some(name) } else { None }
}

fn differs_by_one(one: &[char], two: &[char]) -> bool {
    let differing = one.iter().zip(two).filter(|(a, b)| a != b);
    one.first() == two.first() && differing.count() == 1
}

/// Whether a name is mentioned as if it were known: without an office, or with one that was spoken of
/// where the person was introduced.
fn is_mention(facts: &PlanFacts, person: &Introduced, words: &str, text: usize, at: usize) -> bool {
    let before = words[..at].trim_end_matches(['：', ':', '为', '由']);
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(30))..];
    let office = OFFICES.find_iter(near).last().filter(|office| office.end() == near.len());
    match office {
        None => {
            let is_begin =
                before.chars().next_back().is_none_or(|c| matches!(c, '。' | '，' | '；' | '\n'));
            is_begin || before.ends_with('向')
        }
        Some(office) => {
            let office = &near[office.range()];
            let sentence = facts.sentence(person.spot);
            text != person.spot.text && (sentence.contains(office) || person.office == office)
        }
    }
}
