//! Finds every day by which somebody must do something.

mod aftermath;
mod chain;
mod channel;
mod day_verdict;
mod relative;
mod routes;
mod unit;
mod year;

use std::sync::LazyLock;

use crate::reading::cut_notice::CutNotice;
use crate::reading::day::{WrittenYear, iso};
use crate::reading::expression::Expression;
use crate::reading::fact::Fact;
use crate::reading::patterns::{expression, wording};
use crate::reading::sentence::Sentence;
use crate::reading::sheet::{Facts, NoticeSheet, ReadDeadline};
use crate::reading::zone::Zone;
use day_verdict::{DayContext, DayVerdict};
use unit::{Unit, units};
use year::YearSource;

static SEND: LazyLock<Expression> = LazyLock::new(|| wording("deadlines", "send"));
static INCLUSIVE: LazyLock<Expression> = LazyLock::new(|| wording("deadlines", "inclusive"));
static NUMBERED: LazyLock<Expression> = LazyLock::new(|| {
    expression(
        r"^(?:[（(]?[一二三四五六七八九十0-9]{1,3}[)）]?\s*[、.．)）]|[（(][一二三四五六七八九十0-9]{1,3}[)）]|[①-⑳]|[⑴-⒇])",
    )
});
/// What stands around the name of who must act.
static WHO_EDGE: LazyLock<Expression> = LazyLock::new(|| {
    expression(
        r"^(?:并|且|另|同时|其中|、|\s|请|由|烦请|各单位请|敬请)+|(?:务必|请|须|应当|应|必须|需|要|可|统一|最迟|均|应该|自|从)*(?:于|在|截止|截至|自|从)?\s*$",
    )
});

/// A sentence this short at the head of a line is a heading.
const HEADING: usize = 30;
/// How many headings above a sentence are looked at.
const HEADINGS: usize = 3;

/// Reads them; title and days of the notice are in the sheet already.
pub(super) fn read(notice: &CutNotice<'_>, sheet: &NoticeSheet) -> Facts<ReadDeadline> {
    let found = judged(notice);
    let mut years = YearSource::of(sheet);
    for (_, unit, verdict) in &found {
        if let (Some(WrittenYear::Number(year)), true) = (unit.day.year, verdict.own) {
            years.stated.push(year);
        }
    }
    let mut facts: Facts<ReadDeadline> = Facts::new();
    let mut actors = Vec::new();
    let notice_ways = channel::of_notice(notice, sheet);
    for (index, (sentence, unit, verdict)) in found.iter().enumerate() {
        let nearby = nearby_year(&found, index);
        let mut fact = fact((sentence, unit, *verdict), years.resolve(&unit.day, nearby));
        fact.value.categories = routes::of_day(notice, sheet, &found, index);
        routes::forget_route_as_actor(&mut fact.value);
        let is_twin = facts.iter().any(|other| {
            other.line == fact.line
                && other.quote == fact.quote
                && other.value.date == fact.value.date
                && fact.value.date.is_some()
        });
        if !is_twin {
            actors.push(chain::actor(&found, index, &fact.value, &actors));
            facts.push(fact);
        }
    }
    facts.extend(relative::read(notice, sheet));
    routes::keep_if_all_have_a_day(sheet, &mut facts);
    ways(notice, &found, &notice_ways, &mut facts);
    aftermath::attach(notice, &mut facts);
    chain::give_offices_theirs(&actors, &mut facts);
    facts
}

type Judged<'a> = (Sentence<'a>, Unit, DayVerdict);

/// Every day of the notice that is a deadline.
fn judged<'a>(notice: &CutNotice<'a>) -> Vec<Judged<'a>> {
    let mut found = Vec::new();
    let mut headings = Headings::default();
    for sentence in &notice.sentences {
        headings.at(sentence);
        if matches!(
            sentence.zone,
            Zone::PageField | Zone::Title | Zone::Signature | Zone::AnnexList
        ) {
            continue;
        }
        let units = units(sentence.text);
        let above = headings.above();
        let place = DayContext { sentence: sentence.text, headings: &above };
        for (index, unit) in units.iter().enumerate() {
            let start = if index == 0 { 0 } else { units[index - 1].end };
            let end = match units.get(index + 1) {
                Some(next) => next.start,
                None => sentence.text.len(),
            };
            let Some(verdict) = day_verdict::judge(&place, unit, start, end) else { continue };
            if sentence.zone == Zone::Annexed && !verdict.is_certain {
                continue;
            }
            found.push((*sentence, unit.clone(), verdict));
        }
    }
    found
}

/// The headings above a sentence.
#[derive(Default)]
struct Headings<'a> {
    recent: Vec<(usize, &'a str)>,
    current: Option<(usize, &'a str)>,
}

/// A heading without a number speaks for this many lines.
const NEAR: usize = 2;
/// A numbered heading speaks for this many lines.
const WIDE: usize = 8;

impl<'a> Headings<'a> {
    /// Goes on to a sentence.
    fn at(&mut self, sentence: &Sentence<'a>) {
        if let Some(heading) = self.current.take() {
            self.recent.push(heading);
        }
        let line = sentence.line;
        self.recent.retain(|(at, text)| {
            let reach = if NUMBERED.is_match(text) { WIDE } else { NEAR };
            line - at <= reach
        });
        if sentence.start == 0 && sentence.text.chars().count() <= HEADING {
            self.current = Some((line, sentence.text));
        }
    }

    /// Nearest first.
    fn above(&self) -> Vec<&'a str> {
        self.recent.iter().rev().take(HEADINGS).map(|(_, text)| *text).collect()
    }
}

/// The year that is written in the same phrase: by the window's first day, or by the day before in the sentence.
fn nearby_year(found: &[Judged<'_>], index: usize) -> Option<i32> {
    let (sentence, unit, _) = &found[index];
    if let Some(year) = year::year_of_window(unit) {
        return Some(year);
    }
    let (before, earlier, _) = &found[index.checked_sub(1)?];
    if before.line != sentence.line || before.start != sentence.start {
        return None;
    }
    match earlier.day.year {
        Some(WrittenYear::Number(year))
            if (unit.day.month, unit.day.day) >= (earlier.day.month, earlier.day.day) =>
        {
            Some(year)
        }
        Some(WrittenYear::Number(year)) => Some(year),
        _ => None,
    }
}

fn fact(judged: (&Sentence<'_>, &Unit, DayVerdict), dated: year::Dated) -> Fact<ReadDeadline> {
    let (sentence, unit, verdict) = judged;
    let after = unit::behind(sentence.text, unit.end);
    let year = match (&dated.day, dated.why.is_empty()) {
        (None, _) => "relative",
        (Some(_), true) => "stated",
        (Some(_), false) => "inferred",
    };
    let deadline = ReadDeadline {
        date: dated.day.map(iso),
        time: unit.time.clone(),
        from: dated.day.and_then(|day| year::first_day(unit, day)).map(iso),
        who: who(sentence.text, unit),
        own: verdict.own,
        categories: Vec::new(),
        applies_to: Vec::new(),
        inclusive: if INCLUSIVE.is_match(after) { "yes" } else { "unstated" },
        basis: "unstated",
        consequence: None,
        year,
        counted: None,
    };
    let fact = Fact::stated(deadline, sentence.text, sentence.line);
    if !verdict.is_certain {
        return fact.open("原句没有明说这一天要交什么；按期限理解");
    }
    match (dated.is_open, dated.why.is_empty()) {
        (true, _) => fact.open(dated.why),
        (false, false) => fact.inferred(dated.why),
        (false, true) => fact,
    }
}

/// Who must act, by the words between the last comma and the day.
fn who(sentence: &str, unit: &Unit) -> Option<String> {
    let before = unit::before(sentence, unit.start);
    let mut part = before;
    if let Some((_, behind)) = before.rsplit_once(['，', ',', '。', '；', '：', ':', '前']) {
        part = behind;
    }
    let clause = NUMBERED.once_removed_from(part.trim());
    let mut name = clause.trim().to_owned();
    // The edges may be several words deep: 请……务必于.
    for _ in 0..3 {
        name = WHO_EDGE.removed_from(&name).trim().to_owned();
    }
    let length = name.chars().count();
    let is_body =
        (2..=40).contains(&length) && !SEND.is_match(&name) && !name.contains(['时', '材']);
    if is_body && !name.ends_with(['为', '间', '止', '将']) { Some(name) } else { None }
}

/// Fills in the ways: those named beside the day, else in its sentence, on its line, in the notice.
fn ways(
    notice: &CutNotice<'_>,
    found: &[Judged<'_>],
    of_notice: &[&'static str],
    facts: &mut Facts<ReadDeadline>,
) {
    for fact in facts.iter_mut() {
        let mut ways = Vec::new();
        if let Some(region) = region(found, fact) {
            ways = channel::named(region);
        }
        if ways.is_empty() {
            ways = channel::named(&fact.quote);
        }
        if ways.is_empty() && fact.value.own {
            let near: Vec<&str> = near_sentences(notice, fact);
            for text in near {
                ways = channel::named(text);
                if !ways.is_empty() {
                    break;
                }
            }
        }
        if ways.is_empty() && fact.value.own {
            ways.extend(of_notice);
        }
        if ways.is_empty() {
            ways.push("step");
        }
        fact.value.applies_to = ways;
    }
}

/// The sentences behind a deadline on its line that state no day themselves.
fn near_sentences<'a>(notice: &CutNotice<'a>, fact: &Fact<ReadDeadline>) -> Vec<&'a str> {
    let on_line = notice.sentences.iter().filter(|sentence| sentence.line == fact.line);
    let behind = on_line.skip_while(|sentence| sentence.text != fact.quote).skip(1);
    behind
        .take_while(|sentence| units(sentence.text).is_empty())
        .take(2)
        .map(|sentence| sentence.text)
        .collect()
}

/// The part of a sentence that speaks of one of its days.
fn region<'a>(found: &[Judged<'a>], fact: &Fact<ReadDeadline>) -> Option<&'a str> {
    let in_sentence: Vec<&Judged<'a>> = found
        .iter()
        .filter(|(sentence, _, _)| sentence.line == fact.line && sentence.text == fact.quote)
        .collect();
    let (sentence, _, _) = in_sentence.first()?;
    let own = in_sentence.iter().position(|(_, unit, _)| {
        let day = unit.day.day.map(|day| format!("-{:02}-{day:02}", unit.day.month));
        match (&fact.value.date, day) {
            (Some(date), Some(day)) => date.ends_with(&day),
            _ => false,
        }
    })?;
    let text = sentence.text;
    let start = if own == 0 {
        0
    } else {
        boundary(text, in_sentence[own - 1].1.end, in_sentence[own].1.start)
    };
    let end = match in_sentence.get(own + 1) {
        Some((_, next, _)) => boundary(text, in_sentence[own].1.end, next.start),
        None => text.len(),
    };
    Some(&text[start..end.max(start)])
}

/// The last comma between two days.
fn boundary(text: &str, from: usize, to: usize) -> usize {
    match text[from..to.max(from)].rfind(['，', ',', '；', '、']) {
        Some(at) => from + at,
        None => to,
    }
}
