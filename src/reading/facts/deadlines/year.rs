//! The year of a day: written, or following from the days that the notice states about itself.

use chrono::{Datelike, NaiveDate};

use super::unit::Unit;
use crate::reading::day::{DayMention, WrittenYear, days};
use crate::reading::fact::Fact;
use crate::reading::sheet::NoticeSheet;

/// What years can be inferred from.
#[derive(Clone, Debug, Default)]
pub(super) struct YearSource {
    signed: Option<NaiveDate>,
    posted: Option<NaiveDate>,
    /// The years that other deadlines of the notice state.
    pub(super) stated: Vec<i32>,
    title: Option<i32>,
    /// The year in the number of the document.
    number: Option<i32>,
}

/// A day with its year.
#[derive(Clone, Debug)]
pub(super) struct Dated {
    /// The day; absent where nothing shows the year.
    pub(super) day: Option<NaiveDate>,
    /// Why the year is this one; empty where it is written.
    pub(super) why: String,
    /// Whether two years fit.
    pub(super) is_open: bool,
}

/// A deadline lies no longer behind the signature.
const LONGEST: i64 = 300;

impl YearSource {
    /// From what was read already.
    pub(super) fn of(sheet: &NoticeSheet) -> Self {
        Self {
            signed: parsed(sheet.signed_on.as_ref()),
            posted: parsed(sheet.posted_on.as_ref()),
            stated: Vec::new(),
            title: sheet.title.as_ref().and_then(|title| first_year(&title.value)),
            number: sheet.doc_no.as_ref().and_then(|number| first_year(&number.value)),
        }
    }

    /// The day of a mention; `nearby` is a year written in the same phrase.
    pub(super) fn resolve(&self, mention: &DayMention, nearby: Option<i32>) -> Dated {
        match mention.year {
            Some(WrittenYear::Number(year)) => written(mention.in_year(year)),
            Some(WrittenYear::This) => self.relative(mention, 0, "今年"),
            Some(WrittenYear::Next) => self.relative(mention, 1, "次年"),
            None => match nearby {
                Some(year) => written(mention.in_year(year)),
                None => self.inferred(mention),
            },
        }
    }

    fn relative(&self, mention: &DayMention, later: i32, word: &str) -> Dated {
        let Some(base) = self.signed.or(self.posted) else { return unknown() };
        let day = mention.in_year(base.year() + later);
        Dated { day, why: format!("“{word}”按落款或发布的年份推算"), is_open: false }
    }

    fn inferred(&self, mention: &DayMention) -> Dated {
        if let Some(signed) = self.signed {
            return after(mention, signed, "落款");
        }
        if let Some(posted) = self.posted {
            return after(mention, posted, "发布");
        }
        let stated = self
            .stated
            .first()
            .copied()
            .filter(|year| self.stated.iter().all(|other| other == year));
        if let Some(year) = stated {
            let why = format!("原句没有年份，通知里其他期限写的是{year}年");
            return Dated { day: mention.in_year(year), why, is_open: false };
        }
        if let Some(year) = self.number {
            let why = format!("原句没有年份，也没有落款日期，按文号里的{year}年推算");
            return Dated { day: mention.in_year(year), why, is_open: false };
        }
        if let Some(year) = self.title {
            let why = format!("原句没有年份，也没有落款日期，按标题里的{year}年推算");
            return Dated { day: mention.in_year(year), why, is_open: false };
        }
        unknown()
    }
}

/// The first such day on or behind another one; shortly before it, the same year is taken and said to be open.
fn after(mention: &DayMention, base: NaiveDate, what: &str) -> Dated {
    let same = mention.in_year(base.year());
    let next = mention.in_year(base.year() + 1);
    let shown = crate::text::date::chinese_day(base);
    match (same, next) {
        (Some(day), _) if day >= base => Dated {
            day: same,
            why: format!("原句没有年份，按{what}日期{shown}推算"),
            is_open: false,
        },
        (Some(_), Some(day)) if day.signed_duration_since(base).num_days() > LONGEST => {
            let why =
                format!("原句没有年份，这一天早于{what}日期{shown}；按同年理解，也可能是次年");
            Dated { day: same, why, is_open: true }
        }
        _ => Dated {
            day: next,
            why: format!("原句没有年份，按{what}日期{shown}跨年推算"),
            is_open: false,
        },
    }
}

fn written(day: Option<NaiveDate>) -> Dated {
    Dated { day, why: String::new(), is_open: false }
}

fn unknown() -> Dated {
    Dated {
        day: None, why: "原句没有年份，通知里也没有可据以推算的日期".to_owned(), is_open: true
    }
}

/// The first day of a window: its year is its own, or that of the last day.
pub(super) fn first_day(unit: &Unit, last: NaiveDate) -> Option<NaiveDate> {
    let from = unit.from?;
    if let Some(day) = from.written() {
        return Some(day);
    }
    let same = from.in_year(last.year())?;
    if same <= last { Some(same) } else { from.in_year(last.year() - 1) }
}

/// The year that the first day of a window states for its last.
pub(super) fn year_of_window(unit: &Unit) -> Option<i32> {
    let from = unit.from?;
    let WrittenYear::Number(year) = from.year? else { return None };
    let is_later = (unit.day.month, unit.day.day) >= (from.month, from.day);
    if is_later { Some(year) } else { Some(year + 1) }
}

fn parsed(fact: Option<&Fact<String>>) -> Option<NaiveDate> {
    days(&fact?.value).into_iter().next()?.written()
}

/// The first year of four figures in a title.
fn first_year(title: &str) -> Option<i32> {
    let mut figures = String::new();
    for c in title.chars().chain([' ']) {
        if c.is_ascii_digit() {
            figures.push(c);
            continue;
        }
        if figures.len() == 4 && figures.starts_with("20") {
            return figures.parse().ok();
        }
        figures.clear();
    }
    None
}
