//! Dates as they are written, what happens on them, and periods from one to another.

use crate::text::numeral;
use crate::text::word_list::numbered;

use super::fact_text::{FactSpot, FactText};
use super::fact_words::WORDS;
use super::sentence;

/// A date as exactly as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WrittenDate {
    pub year: i32,
    pub month: Option<u32>,
    pub day: Option<u32>,
}

impl WrittenDate {
    /// The first and last month that the date may mean, counted from year 0.
    pub fn months(self) -> (i32, i32) {
        match self.month {
            Some(month) => {
                let month = self.year * 12 + month as i32 - 1;
                (month, month)
            }
            None => (self.year * 12, self.year * 12 + 11),
        }
    }
}

/// Whether what happens on a date is done or to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventAspect {
    /// The clause says that it has happened.
    Done,
    /// The clause says that it is to come.
    Planned,
    /// The clause says neither, or both.
    Open,
}

/// A date in the text.
#[derive(Clone, Debug)]
pub struct DateMention {
    pub spot: FactSpot,
    pub date: WrittenDate,
    /// A part of the year in words that stands for the month: 第一季度, 底. The number is that of the
    /// list `parts-of-a-year`.
    pub part: Option<u32>,
    /// The first word behind it in its clause that says what happens: 通过验收.
    pub event: Option<FactSpot>,
    pub aspect: EventAspect,
    /// Whether it is the first or last day of a period.
    pub is_in_period: bool,
}

/// From one date to another.
#[derive(Clone, Debug)]
pub struct StatedPeriod {
    /// From the first date to the last one.
    pub spot: FactSpot,
    /// Indexes into [`super::PlanFacts::dates`].
    pub from: usize,
    pub to: usize,
    /// The months that the text says it takes, with their place: `共24个月`, `为期2年`.
    pub stated_months: Option<(u32, FactSpot)>,
}

/// Finds the dates and periods of a text.
pub(super) fn read(
    index: usize,
    text: &FactText,
    dates: &mut Vec<DateMention>,
    periods: &mut Vec<StatedPeriod>,
) {
    let words = text.text();
    if !words.contains(['年', '-', '.']) {
        return;
    }
    let first = dates.len();
    let mut year = None;
    let mut from = 0;
    while let Some((start, found)) = next(words, from, &mut year) {
        from = found.end;
        let spot = FactSpot { text: index, start, end: found.end };
        dates.push(DateMention {
            spot,
            date: found.date,
            part: found.part,
            event: None,
            aspect: EventAspect::Open,
            is_in_period: false,
        });
    }
    for from in first..dates.len().saturating_sub(1) {
        join(words, from, dates, periods);
    }
    for position in first..dates.len() {
        let until = match dates.get(position + 1) {
            Some(next) => next.spot.start,
            None => words.len(),
        };
        describe(words, until, &mut dates[position]);
    }
}

/// Says what happens on a date.
fn describe(words: &str, until: usize, date: &mut DateMention) {
    let clause = sentence::clause(words, date.spot.start, date.spot.end);
    let tail = &words[date.spot.end..clause.end.min(until).max(date.spot.end)];
    if let Some((start, end)) = WORDS.events.first_in(tail) {
        let (start, end) = (date.spot.end + start, date.spot.end + end);
        date.event = Some(FactSpot { start, end, ..date.spot });
    }
    let clause = &words[clause];
    let is_done = WORDS.done_words.is_in(clause);
    let is_planned = WORDS.planned_words.is_in(clause);
    date.aspect = match (is_done, is_planned) {
        (true, false) => EventAspect::Done,
        (false, true) => EventAspect::Planned,
        _ => EventAspect::Open,
    };
}

/// Makes a period of two dates that are joined.
fn join(words: &str, from: usize, dates: &mut [DateMention], periods: &mut Vec<StatedPeriod>) {
    let (start, end) = (dates[from].spot, dates[from + 1].spot);
    let between = words[start.end..end.start].trim();
    if WORDS.period_joints.beginning(between) != Some(between) {
        return;
    }
    dates[from].is_in_period = true;
    dates[from + 1].is_in_period = true;
    let spot = FactSpot { end: end.end, ..start };
    let stated_months = length_behind(words, end);
    periods.push(StatedPeriod { spot, from, to: from + 1, stated_months });
}

/// How many bytes behind a period its length may stand.
const LENGTH_WITHIN: usize = 60;

/// The length in months behind a period: `，共24个月`, `（为期两年）`.
fn length_behind(words: &str, end: FactSpot) -> Option<(u32, FactSpot)> {
    let near = words.floor_char_boundary(end.end + LENGTH_WITHIN);
    let rest = &words[end.end..near];
    let rest = &rest[..rest.find(['。', '；', '\n']).unwrap_or(rest.len())];
    let lead = WORDS.period_lengths.iter().filter_map(|word| Some(rest.find(word)? + word.len()));
    let mut behind = lead.max()?;
    behind += rest[behind..].len() - rest[behind..].trim_start_matches(['为', '约', '：']).len();
    let number = &rest[behind..];
    let is_part = |c: char| c.is_ascii_digit() || "一二两三四五六七八九十".contains(c);
    let len = number.find(|c| !is_part(c)).unwrap_or(number.len());
    let count = match number[..len].parse() {
        Ok(count) => count,
        Err(_) => numeral::parse_chinese(&number[..len])?,
    };
    let unit = &number[len..];
    let (months, unit_len) = if unit.starts_with("个月") {
        (count, "个月".len())
    } else if unit.starts_with('年') {
        (count * 12, '年'.len_utf8())
    } else {
        return None;
    };
    let start = end.end + behind;
    Some((months, FactSpot { start, end: start + len + unit_len, ..end }))
}

struct FoundDate {
    end: usize,
    date: WrittenDate,
    part: Option<u32>,
}

/// The next date of a text from an offset on. `year` is the year that was written last.
fn next(text: &str, from: usize, year: &mut Option<i32>) -> Option<(usize, FoundDate)> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            if bytes[at] == b'\n' {
                *year = None;
            }
            at += 1;
            continue;
        }
        let len = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let before = at.checked_sub(1).map(|before| bytes[before]);
        let is_free = !before.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'.');
        let found = if is_free { date_at(text, at, len, *year) } else { None };
        if let Some(found) = found {
            *year = Some(found.date.year);
            return Some((at, found));
        }
        at += len;
    }
    None
}

/// The number at the start of a text that has one or two digits, with its bytes.
fn short_number(text: &str, most: u32) -> Option<(u32, usize)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    let number: u32 = text[..len].parse().ok()?;
    if len <= 2 && (1..=most).contains(&number) { Some((number, len)) } else { None }
}

/// The date whose first number stands at an offset.
fn date_at(text: &str, at: usize, len: usize, year: Option<i32>) -> Option<FoundDate> {
    let rest = &text[at + len..];
    let number: i32 = text[at..at + len].parse().ok()?;
    if len == 4 && (1949..2100).contains(&number) {
        return year_at(text, at + len, number);
    }
    let number = u32::try_from(number).ok()?;
    if len > 2 || !(1..=12).contains(&number) || !rest.starts_with('月') {
        return None;
    }
    let behind = at + len + '月'.len_utf8();
    let (day, end) = day_at(text, behind);
    let date = WrittenDate { year: year?, month: Some(number), day };
    Some(FoundDate { end, date, part: None })
}

/// The date that goes on behind a year.
fn year_at(text: &str, end: usize, year: i32) -> Option<FoundDate> {
    let rest = &text[end..];
    let Some(behind) = rest.strip_prefix('年') else { return numeric_at(text, end, year) };
    let whole =
        |end, month, day| FoundDate { end, date: WrittenDate { year, month, day }, part: None };
    let behind_at = end + '年'.len_utf8();
    if let Some((month, len)) = short_number(behind, 12)
        && behind[len..].starts_with('月')
    {
        let (day, end) = day_at(text, behind_at + len + '月'.len_utf8());
        return Some(whole(end, Some(month), day));
    }
    let mut parts = numbered("parts-of-a-year").iter();
    if let Some((word, part)) = parts.find(|(word, _)| behind.starts_with(word.as_str())) {
        let found = whole(behind_at + word.len(), None, None);
        return Some(FoundDate { part: Some(*part), ..found });
    }
    Some(whole(behind_at, None, None))
}

/// `2023-11`, `2023.11.05`, or the first year of `2020—2022年`.
fn numeric_at(text: &str, end: usize, year: i32) -> Option<FoundDate> {
    let rest = &text[end..];
    if let Some(joint) = WORDS.period_joints.beginning(rest) {
        let behind = &rest[joint.len()..];
        let len = behind.bytes().take_while(u8::is_ascii_digit).count();
        if len == 4 && behind[len..].starts_with('年') {
            let date = WrittenDate { year, month: None, day: None };
            return Some(FoundDate { end, date, part: None });
        }
    }
    let mark = rest.chars().next().filter(|c| matches!(c, '-' | '.' | '/'))?;
    let digits = &rest[1..];
    let (month, len) = short_number(digits, 12)?;
    let mut found = FoundDate {
        end: end + 1 + len,
        date: WrittenDate { year, month: Some(month), day: None },
        part: None,
    };
    let behind = &digits[len..];
    if let Some(last) = behind.strip_prefix(mark)
        && let Some((day, day_len)) = short_number(last, 31)
    {
        found.date.day = Some(day);
        found.end += 1 + day_len;
        return Some(found);
    }
    // 2023.5 alone is a number: a month has two digits, and no unit follows.
    let is_month = len == 2 && mark != '/' && !behind.starts_with(|c: char| c.is_alphanumeric());
    if is_month && !behind.starts_with(['%', '％', '.']) { Some(found) } else { None }
}

/// The day at an offset, and where it ends.
fn day_at(text: &str, at: usize) -> (Option<u32>, usize) {
    match short_number(&text[at..], 31) {
        Some((day, len)) if text[at + len..].starts_with('日') => {
            (Some(day), at + len + '日'.len_utf8())
        }
        _ => (None, at),
    }
}
