//! Which years the statement about incidents covers, in the plan and in the file that is named as
//! the statement.

use chrono::{Datelike as _, NaiveDate};

use super::clean_years::window;
use crate::facts::{FactSpot, PlanFacts, WrittenDate};
use crate::notice::profile::CleanRecord;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::files::letter_text::telling_text;
use crate::text::At;
use crate::text::date::{chinese_day, years_before};
use crate::text::word_list::{contains_word, starts_with_word, words};

/// Characters behind the years within which it is said that nothing happened.
const NEAR: usize = 40;

/// Statements about other years than those before the application.
pub(super) fn check(cx: &Context<'_>, record: &CleanRecord) -> Vec<Hit> {
    let (start, end) = window(cx, record.years);
    let anchor = match cx.profile().signed_on {
        Some(day) => day.0.min(end),
        None => end,
    };
    let years = AskedYears::before(anchor, record.years);
    let mut out = Vec::new();
    let facts = cx.facts();
    for spot in wrong_years(facts, record, &years) {
        out.push(Hit::at(facts.at(spot)).arg("period", facts.words(spot)));
    }
    if let Some(statement) = &cx.config().record.statement
        && let Some(file) = cx.files().file(&statement.value)
        && let Some(text) = telling_text(file)
    {
        // Where a page breaks its lines no sentence ends.
        let facts = PlanFacts::of_words(&text.replace(['\n', '\r'], ""), At::default());
        for spot in wrong_years(&facts, record, &years) {
            let period = facts.words(spot);
            out.push(Hit::path(file.path.clone()).arg("period", period));
        }
    }
    let said = |hit: Hit| {
        let hit = hit.variant("years").arg("years", record.years);
        hit.arg("start", chinese_day(start)).arg("end", chinese_day(end))
    };
    out.into_iter().map(said).collect()
}

/// The months that a statement must cover, counted from year 0, as leniently as they can be read:
/// whole years count, too.
struct AskedYears {
    count: u32,
    /// It must not begin later.
    latest_start: i32,
    /// It must not end earlier.
    earliest_end: i32,
}

impl AskedYears {
    fn before(anchor: NaiveDate, count: u32) -> Self {
        let back = i32::try_from(count).unwrap_or(0);
        let first = years_before(anchor, back);
        let same_day = first.year() * 12 + first.month0() as i32;
        let whole_years = (anchor.year() - back + 1) * 12;
        Self {
            count,
            latest_start: same_day.max(whole_years),
            earliest_end: anchor.year() * 12 - 1,
        }
    }
}

/// The years of statements that nothing happened, where they are others.
fn wrong_years(facts: &PlanFacts, record: &CleanRecord, years: &AskedYears) -> Vec<FactSpot> {
    let mut out = Vec::new();
    for period in &facts.periods {
        let (from, to) = (facts.dates[period.from].date, facts.dates[period.to].date);
        let is_wrong = from.months().0 > years.latest_start || last(to) < years.earliest_end;
        if is_wrong && is_statement(facts, period.spot, record) {
            out.push(period.spot);
        }
    }
    for date in &facts.dates {
        let behind = &facts.texts[date.spot.text].text()[date.spot.end..];
        let is_until_now = !date.is_in_period && starts_with_word(behind, "until-now");
        let is_late = date.date.months().0 > years.latest_start;
        if is_until_now && is_late && is_statement(facts, date.spot, record) {
            out.push(date.spot);
        }
    }
    for (index, text) in facts.texts.iter().enumerate() {
        for word in words("years-back") {
            for (at, _) in text.text().match_indices(word.as_str()) {
                let Some((start, count)) = number_before(text.text(), at) else { continue };
                let spot = FactSpot { text: index, start, end: at + word.len() };
                if count < years.count && is_statement(facts, spot, record) {
                    out.push(spot);
                }
            }
        }
    }
    out.sort_by_key(|spot| (spot.text, spot.start));
    out
}

fn last(date: WrittenDate) -> i32 {
    date.months().1
}

/// The number of years that stands before 年内.
fn number_before(text: &str, end: usize) -> Option<(usize, u32)> {
    let (at, digit) = text[..end].char_indices().next_back()?;
    let count = digit
        .to_digit(10)
        .or_else(|| crate::text::numeral::parse_chinese(digit.encode_utf8(&mut [0; 4])))?;
    // 2023年内 and 十三年内 are others.
    let before = text[..at].chars().next_back();
    let is_longer =
        before.is_some_and(|c| c.is_ascii_digit() || "〇零一二三四五六七八九十".contains(c));
    if is_longer { None } else { Some((at, count)) }
}

/// Whether the words stand in a clause that says that nothing of what the notice names has happened.
fn is_statement(facts: &PlanFacts, spot: FactSpot, record: &CleanRecord) -> bool {
    let sentence = facts.sentence(spot);
    let is_about = record.sources.iter().any(|source| sentence.contains(&source.name));
    let behind = &facts.texts[spot.text].text()[spot.end..];
    let behind = behind.split(['。', '；', '\n']).next().unwrap_or(behind);
    let near: String = behind.chars().take(NEAR).collect();
    is_about && contains_word(&near, "nothing-happened")
}
