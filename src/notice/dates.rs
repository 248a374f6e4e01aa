//! The three dates of a deadline: safe, nominal, hard.

use crate::text::word_list::contains_word;
use chrono::{NaiveDate, NaiveTime, TimeDelta};

use crate::text::Moment;
use crate::text::date::{chinese_day, weekday, working_day_before};

use super::calendar::Calendar;
use super::library::Notice;
use super::profile::{Deadline, Stated};

/// By when something has to be there. All counts are of arrival, in Asia/Shanghai: where a notice
/// does not name the postmark, only what has arrived is sure to be in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dates {
    /// The first day on which something is accepted, where the notice opens a window.
    pub from: Option<NaiveDate>,
    /// The last working day before the nominal one.
    pub safe: NaiveDate,
    /// The last day that counts.
    pub nominal: NaiveDate,
    /// The last moment of the nominal day; 24:00 is midnight of the next one.
    pub hard: Moment,
    /// Whether the notice states a time of day.
    pub timed: bool,
    /// Whether the notice says 下班前 and not at what o'clock: midnight is then never named as its
    /// last moment.
    pub ends_with_office_hours: bool,
}

impl Dates {
    /// The dates of a deadline.
    pub fn of(deadline: &Deadline, calendar: &Calendar) -> Self {
        let day = deadline.date.0;
        // Only a notice that excludes its day itself moves the last one: an open wording is not
        // decided here.
        let nominal =
            if deadline.inclusive == Stated::Value(false) { day - TimeDelta::days(1) } else { day };
        let time = deadline.time.value().and_then(|t| NaiveTime::parse_from_str(t, "%H:%M").ok());
        let hard = Moment(match time {
            Some(time) => nominal.and_time(time),
            None => (nominal + TimeDelta::days(1)).and_time(NaiveTime::default()),
        });
        let safe = working_day_before(nominal, |d| calendar.is_working(d));
        let from = deadline.from.map(|day| day.0);
        let says_office_hours = contains_word(&deadline.wording, "office-hours");
        let ends_with_office_hours = time.is_none() && says_office_hours;
        Self { from, safe, nominal, hard, timed: time.is_some(), ends_with_office_hours }
    }

    /// Whether it is too late at a moment.
    pub fn is_passed(&self, now: Moment) -> bool {
        if self.timed { now > self.hard } else { now >= self.hard }
    }

    /// The first day of a window that has not begun at a moment.
    pub fn opens_later(&self, now: Moment) -> Option<NaiveDate> {
        self.from.filter(|from| now.day() < *from)
    }

    /// The safe day for people: `2023年10月20日（周五）`.
    pub fn safe_text(&self) -> String {
        day_text(self.safe)
    }

    /// The nominal day for people: `2023年10月23日（周一）`.
    pub fn nominal_text(&self) -> String {
        day_text(self.nominal)
    }

    /// The last moment for people: `2023年10月23日24:00`.
    pub fn hard_text(&self) -> String {
        if self.ends_with_office_hours {
            return format!("{}下班前（通知没有写几点）", chinese_day(self.nominal));
        }
        let time =
            if self.timed { self.hard.0.format("%H:%M").to_string() } else { "24:00".to_owned() };
        format!("{}{time}", chinese_day(self.nominal))
    }
}

fn day_text(day: NaiveDate) -> String {
    format!("{}（{}）", chinese_day(day), weekday(day))
}

impl Notice {
    /// The first dates by which `paper`, `mail` … of a project of a category have to be there;
    /// `None` if the notice names none. `calendar` is the notice's own or one with days that a
    /// project adds.
    pub fn first_dates(
        &self,
        channel: &str,
        category: Option<&str>,
        calendar: &Calendar,
    ) -> Option<Dates> {
        let deadlines = self.profile.channel_deadlines(channel, category);
        deadlines.first().map(|deadline| Dates::of(deadline, calendar))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn office_hours_are_never_named_as_midnight() {
        let deadline = |wording: &str| -> Deadline {
            let text = format!(
                "applies-to = [\"paper\"]\nwording = \"{wording}\"\ndate = \"2025-09-01\"\n"
            );
            toml::from_str(&text).expect("a deadline")
        };
        let text = |wording: &str| Dates::of(&deadline(wording), &Calendar::default()).hard_text();
        assert_eq!(text("2025年9月1日下班前送至"), "2025年9月1日下班前（通知没有写几点）");
        assert_eq!(text("2025年9月1日前送至"), "2025年9月1日24:00");
    }
}
