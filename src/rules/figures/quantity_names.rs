//! What quantities measure, for comparing them: the indicator, or the words before the number.

use crate::facts::{PlanFacts, Quantity, QuantityBound};
use crate::text::han;
use crate::text::word_list::words;

/// Characters of the words before a number that are compared.
const LONGEST: usize = 12;

/// What a quantity measures; empty if nothing says it.
pub(super) fn name_of(facts: &PlanFacts, quantity: &Quantity) -> String {
    if let Some(indicator) = &quantity.indicator {
        return bare(indicator).to_owned();
    }
    if quantity.is_whole_cell {
        return String::new();
    }
    let before = &facts.texts[quantity.spot.text].text()[..quantity.spot.start];
    let characters = before.char_indices().rev().take(LONGEST);
    let mut start = before.len();
    for (at, c) in characters {
        if !han::is_han(c) {
            break;
        }
        start = at;
    }
    bare(&before[start..]).to_owned()
}

/// A name without the words before it that say nothing of what is measured: 年, 可, 实现.
fn bare(name: &str) -> &str {
    let mut name = name;
    while let Some(rest) = words("before-names").iter().find_map(|word| name.strip_prefix(word)) {
        name = rest;
    }
    name
}

/// Whether two names may be those of one thing: one holds the other, or they share a word.
pub(super) fn are_related(one: &str, two: &str, shared: usize) -> bool {
    let is_word = |name: &str| name.chars().count() >= 2;
    if !is_word(one) || !is_word(two) {
        return false;
    }
    one.contains(two) || two.contains(one) || longest_shared(one, two) >= shared
}

/// Characters of the longest run that two names share.
fn longest_shared(one: &str, two: &str) -> usize {
    let one: Vec<char> = one.chars().take(2 * LONGEST).collect();
    let two: Vec<char> = two.chars().take(2 * LONGEST).collect();
    let mut longest = 0;
    for start in 0..one.len() {
        for other in 0..two.len() {
            let pairs = one[start..].iter().zip(&two[other..]);
            longest = longest.max(pairs.take_while(|(a, b)| a == b).count());
        }
    }
    longest
}

/// The unit without the year of a yearly amount, which is often not printed.
pub(super) fn base_of(quantity: &Quantity) -> &str {
    quantity.base().trim_end_matches("/年")
}

/// How many digits a number was printed with, zeros before it left out.
pub(super) fn digits(quantity: &Quantity) -> usize {
    let mut mantissa = quantity.value.mantissa().unsigned_abs();
    let mut count = 0;
    while mantissa > 0 {
        mantissa /= 10;
        count += 1;
    }
    count
}

/// Whether it is an exact value in a known unit, of digits enough to be told from another.
pub(super) fn is_telling(quantity: &Quantity) -> bool {
    quantity.bound == QuantityBound::Exact && !quantity.base().is_empty() && digits(quantity) >= 3
}
