//! What a quantity of running text measures, of whom and for when.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::text::han;

use super::dates::DateMention;
use super::fact_text::FactSpot;
use super::fact_words::{WORDS, leftmost_longest};
use super::quantity::{Quantity, QuantityTime, ends_otherwise};
use super::sentence;

/// Words that end the name of an indicator on its left, and words that only hold one of these.
struct NounParts {
    finder: AhoCorasick,
    /// How many of the words end a name; they come first.
    borders: usize,
}

static NOUN_PARTS: LazyLock<NounParts> = LazyLock::new(|| {
    let mut words = WORDS.boundaries.clone();
    // 平石示例铝业有限公司综合能耗: the body is not part of what is measured; 厂 may be.
    let bodies = WORDS.object_endings.iter().filter(|word| word.chars().count() > 1);
    words.extend(bodies.cloned());
    let borders = words.len();
    words.extend(WORDS.whole_words.iter().cloned());
    NounParts { finder: leftmost_longest(words), borders }
});

static BODY_ENDS: LazyLock<AhoCorasick> =
    LazyLock::new(|| leftmost_longest(WORDS.object_endings.clone()));

static TIME_WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = WORDS.baseline_words.iter().chain(&WORDS.target_words);
    leftmost_longest(words.cloned().collect())
});

/// What of a text tells whose its quantities are, and of when; each in order.
pub(super) struct TextMarks<'a> {
    dates: &'a [DateMention],
    /// Where names of bodies end.
    bodies: Vec<usize>,
    /// Where words such as 基准值 end, and what they mean.
    times: Vec<(usize, QuantityTime)>,
}

impl<'a> TextMarks<'a> {
    pub(super) fn of(words: &str, dates: &'a [DateMention]) -> Self {
        let bodies = BODY_ENDS.find_iter(words).map(|found| found.end()).collect();
        Self { dates, bodies, times: times(words) }
    }
}

/// The words of a text that speak of the state before or after the project.
fn times(words: &str) -> Vec<(usize, QuantityTime)> {
    let found = TIME_WORDS.find_iter(words).map(|found| {
        let is_baseline = found.pattern().as_usize() < WORDS.baseline_words.len();
        let time = if is_baseline { QuantityTime::Baseline } else { QuantityTime::Target };
        (found.end(), time)
    });
    found.collect()
}

/// Finds the indicator, the year and the body of a quantity.
pub(super) fn read(
    words: &str,
    position: usize,
    previous: Option<usize>,
    marks: &TextMarks<'_>,
    out: &mut [Quantity],
) {
    let dates = marks.dates;
    let spot = out[position].spot;
    let sentence = sentence::sentence(words, spot.start, spot.end);
    // The last year that is written before it in its sentence is its year.
    let before_count = dates.partition_point(|date| date.spot.end <= spot.start);
    let date = before_count.checked_sub(1).map(|last| &dates[last]);
    let date = date.filter(|date| date.spot.start >= sentence.start);
    let member = sentence::member(words, spot.start, spot.end);
    let clause = sentence::clause(words, spot.start, spot.end);
    let noun_end = strip_links(words, member.start, spot.start, dates);
    let continued = previous.filter(|previous| {
        let last = out[*previous].spot;
        last.end == noun_end && last.start >= member.start
    });
    if let Some(previous) = continued {
        // 由3.38吨降至3.00吨: the second number is of what the first one is of.
        out[position].indicator = out[previous].indicator.clone();
        out[position].indicator_spot = out[previous].indicator_spot;
        out[position].object = out[previous].object.clone();
    } else if let Some(start) = noun_start(words, member.start, noun_end, dates) {
        let noun = &words[start..noun_end];
        if WORDS.indicator_endings.ending(noun).is_some() {
            out[position].indicator = Some(han::fold(noun));
            out[position].indicator_spot = Some(FactSpot { start, end: noun_end, ..spot });
        }
        let bodies = marks.bodies.partition_point(|end| *end <= start);
        let body = bodies.checked_sub(1).map(|last| marks.bodies[last]);
        if let Some(end) = body.filter(|end| *end > sentence.start) {
            out[position].object = object(&words[sentence.start..], end - sentence.start);
        }
    }
    out[position].time = match date {
        Some(date) => Some(QuantityTime::Year(date.date.year)),
        None => {
            let times = marks.times.partition_point(|(end, _)| *end <= spot.start);
            let last = times.checked_sub(1).map(|last| marks.times[last]);
            let last = last.filter(|(end, _)| *end > clause.start);
            last.map(|(_, time)| time)
        }
    };
}

/// Whether words speak of the state before or after the project.
pub(super) fn time_of(words: &str) -> Option<QuantityTime> {
    times(words).last().map(|(_, time)| *time)
}

/// Where the noun before a number ends: links and dates between them are left out.
fn strip_links(words: &str, from: usize, number: usize, dates: &[DateMention]) -> usize {
    let mut end = number;
    loop {
        let before = &words[from..end];
        let trimmed = before.trim_end().len();
        let dates_before = dates.partition_point(|date| date.spot.end <= from + trimmed);
        let date = dates_before.checked_sub(1).map(|last| dates[last].spot);
        let next = match date.filter(|date| date.end == from + trimmed && date.start >= from) {
            Some(date) => date.start,
            None => match WORDS.links.ending(&before[..trimmed]) {
                Some(_) if ends_otherwise(&before[..trimmed]) => return from + trimmed,
                Some(link) => from + trimmed - link.len(),
                None => return from + trimmed,
            },
        };
        end = next;
    }
}

/// Characters that the name of an indicator has at most.
const LONGEST_NAME: usize = 24;

/// Where the noun that ends at an offset begins; `None` if there is none.
fn noun_start(words: &str, from: usize, end: usize, dates: &[DateMention]) -> Option<usize> {
    let dates_before = dates.partition_point(|date| date.spot.end <= end);
    let date_end = dates_before.checked_sub(1).map(|last| dates[last].spot.end);
    let from = from.max(date_end.unwrap_or(from));
    let part = &words[from..end];
    let is_of_a_name = |c: char| {
        han::is_han(c)
            || c.is_ascii_alphanumeric()
            || matches!(c, '₂' | '₃' | '₄' | 'ₓ' | '·' | '-')
    };
    let mut start = end;
    for (count, (at, c)) in part.char_indices().rev().enumerate() {
        if count >= LONGEST_NAME || !is_of_a_name(c) {
            break;
        }
        start = from + at;
    }
    // A word that no name holds ends it on its left; at least two characters must remain.
    let noun = &words[start..end];
    let two_left = noun.char_indices().rev().nth(1).map(|(at, _)| at);
    let latest = two_left.unwrap_or_default();
    let mut cut = 0;
    for found in NOUN_PARTS.finder.find_iter(noun) {
        let is_border = found.pattern().as_usize() < NOUN_PARTS.borders;
        if is_border && found.end() <= latest {
            cut = found.end();
        }
    }
    let start = start + cut;
    if start < end { Some(start) } else { None }
}

/// The name of the body that ends at an offset, folded.
fn object(words: &str, end: usize) -> Option<String> {
    let mut start = end;
    for (at, c) in words[..end].char_indices().rev().take(24) {
        if !(han::is_han(c) || c.is_ascii_alphabetic()) {
            break;
        }
        start = at;
    }
    let name = &words[start..end];
    let mut cut = 0;
    for stop in &WORDS.name_stops {
        if let Some(at) = name.rfind(stop.as_str()) {
            cut = cut.max(at + stop.len());
        }
    }
    let name = &name[cut.min(name.len())..];
    if name.chars().count() >= 2 { Some(han::fold(name)) } else { None }
}
