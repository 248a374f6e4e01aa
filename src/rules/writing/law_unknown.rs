//! `law-unknown`: titles of laws that do not exist, where a law with nearly that title does.

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::word_list::{ends_with_word, is_word, starts_with_word, words};

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let facts = cx.facts();
    let mut out = Vec::new();
    for cited in &facts.cited {
        let Some(title) = law(&cited.title) else { continue };
        let is_defined = facts.sentence(cited.spot).contains("简称");
        if is_word(title, "laws") || is_defined {
            continue;
        }
        if let Some(near) = nearest(title) {
            let hit = Hit::at(facts.at(cited.spot)).arg("title", facts.words(cited.spot));
            out.push(hit.arg("near", format!("《中华人民共和国{near}》")));
        }
    }
    out
}

/// Characters that a short title may have: 《节能法》 is an abbreviation that everybody knows.
const SHORTEST: usize = 4;

/// The title of a law of the country without the name of the country and the year of its revision;
/// `None` for anything else.
fn law(title: &str) -> Option<&str> {
    let bare = title.strip_prefix("中华人民共和国").unwrap_or(title);
    let bare = bare.split(['（', '(']).next().unwrap_or(bare).trim();
    let is_law = bare.ends_with('法') && !ends_with_word(bare, "endings-that-are-no-laws");
    let is_foreign = starts_with_word(bare, "foreign-lawgivers");
    let is_plain = bare.chars().all(crate::text::han::is_han);
    if is_law && is_plain && !is_foreign && bare.chars().count() >= SHORTEST {
        Some(bare)
    } else {
        None
    }
}

/// The law whose title has most in common with one: the same but for one character, or with a few
/// more.
fn nearest(title: &str) -> Option<&'static str> {
    let distance = |law: &str| {
        let (one, two) = (title.chars().count(), law.chars().count());
        if holds_in_order(law, title) && two - one <= 4 {
            Some(two - one)
        } else if holds_in_order(title, law) && one - two <= 2 {
            Some(one - two)
        } else if one == two && one >= 5 {
            let differing = title.chars().zip(law.chars()).filter(|(a, b)| a != b).count();
            if differing == 1 { Some(1) } else { None }
        } else {
            None
        }
    };
    let near = words("laws").iter().filter_map(|law| Some((distance(law)?, law.as_str())));
    near.min_by_key(|(distance, _)| *distance).map(|(_, law)| law)
}

/// Whether the characters of a short text stand in a long one in the same order.
fn holds_in_order(long: &str, short: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|wanted| rest.any(|c| c == wanted))
}
