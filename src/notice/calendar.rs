//! Working days of the People's Republic of China: `outline/common/calendar.toml`.

use std::collections::HashSet;

use anyhow::{Context as _, bail};
use chrono::{Datelike, NaiveDate, Weekday};
use serde::Deserialize;

/// Public holidays, and weekends that are worked instead.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    holidays: HashSet<NaiveDate>,
    workdays: HashSet<NaiveDate>,
    years: HashSet<i32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCalendar {
    format: u32,
    #[allow(dead_code, reason = "stated for readers of the file")]
    source: String,
    year: Vec<RawYear>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawYear {
    year: i32,
    /// `0101 0121-0127 …`: days off, ranges with both ends.
    holidays: String,
    /// Saturdays and Sundays that are worked.
    workdays: String,
}

impl Calendar {
    /// Reads the data file.
    ///
    /// # Errors
    /// If the file has another shape.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let raw: RawCalendar = toml::from_str(text)?;
        if raw.format != 1 {
            bail!("format {} is not known", raw.format);
        }
        let mut calendar = Self::default();
        for year in raw.year {
            calendar.years.insert(year.year);
            calendar.holidays.extend(days(year.year, &year.holidays)?);
            calendar.workdays.extend(days(year.year, &year.workdays)?);
        }
        Ok(calendar)
    }

    /// Adds days from `pilot.toml`.
    pub fn with(mut self, holidays: &[NaiveDate], workdays: &[NaiveDate]) -> Self {
        for day in holidays {
            self.workdays.remove(day);
            self.holidays.insert(*day);
        }
        for day in workdays {
            self.holidays.remove(day);
            self.workdays.insert(*day);
        }
        self
    }

    /// Whether offices are open on a day; outside the years known, Monday to Friday.
    pub fn is_working(&self, day: NaiveDate) -> bool {
        if self.workdays.contains(&day) {
            return true;
        }
        !self.holidays.contains(&day) && !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
    }

    /// Whether the year's holidays are known.
    pub fn knows(&self, year: i32) -> bool {
        self.years.contains(&year)
    }
}

fn days(year: i32, text: &str) -> anyhow::Result<Vec<NaiveDate>> {
    let parse = |t: &str| {
        NaiveDate::parse_from_str(&format!("{year}{t}"), "%Y%m%d")
            .with_context(|| format!("{year} {t}"))
    };
    let mut out = Vec::new();
    for word in text.split_whitespace() {
        let (from, to) = word.split_once('-').unwrap_or((word, word));
        let (from, to) = (parse(from)?, parse(to)?);
        out.extend(from.iter_days().take_while(|day| *day <= to));
    }
    Ok(out)
}
