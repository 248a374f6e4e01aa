//! Days, months and moments, all in Asia/Shanghai (UTC+8, no daylight saving).

use chrono::{
    Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Weekday,
};

/// A moment in Asia/Shanghai.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub NaiveDateTime);

impl Moment {
    /// Reads `2023-10-16`, `2023-10-16T09:00` or `2023-10-16 09:00`. A day alone means 09:00, the
    /// start of office hours.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            return (text.len() == 10)
                .then(|| Self(day.and_time(NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default())));
        }
        ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S+08:00"]
            .iter()
            .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
            .map(Self)
    }

    /// From seconds since 1970 in UTC.
    pub fn from_unix(seconds: i64) -> Self {
        let offset = shanghai();
        let moment = offset.timestamp_opt(seconds, 0).single();
        Self(moment.map(|moment| moment.naive_local()).unwrap_or_default())
    }

    /// Seconds since 1970 in UTC.
    pub fn unix(self) -> i64 {
        self.0.and_utc().timestamp() - i64::from(shanghai().local_minus_utc())
    }

    /// The day.
    pub fn day(self) -> NaiveDate {
        self.0.date()
    }

    /// The moment some seconds later; the same one where there is none.
    #[must_use]
    pub fn later(self, seconds: i64) -> Self {
        Self(
            TimeDelta::try_seconds(seconds)
                .and_then(|d| self.0.checked_add_signed(d))
                .unwrap_or(self.0),
        )
    }

    /// `09:00:00`.
    pub fn time(self) -> String {
        self.0.format("%H:%M:%S").to_string()
    }

    /// As RFC 3339 with the offset: `2023-10-16T09:00:00+08:00`.
    pub fn rfc3339(self) -> String {
        format!("{}+08:00", self.0.format("%Y-%m-%dT%H:%M:%S"))
    }
}

/// The offset of Asia/Shanghai since 1991.
pub fn shanghai() -> FixedOffset {
    // 8 hours lie within the range of offsets, so there is always a value.
    FixedOffset::east_opt(8 * 3600).unwrap_or_else(|| chrono::offset::Offset::fix(&chrono::Utc))
}

/// A month, `2023-11`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
}

impl Month {
    /// Reads `2023-11`; a full day is taken for its month.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().splitn(3, '-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next()?.parse().ok()?;
        if (1..=12).contains(&month) && (1900..=2200).contains(&year) {
            Some(Self { year, month })
        } else {
            None
        }
    }

    /// Months from this one to another, both counted: 2023-11 to 2025-10 is 24.
    pub fn months_to(self, end: Self) -> i32 {
        (end.year - self.year) * 12 + end.month as i32 - self.month as i32 + 1
    }
}

/// `2023年10月23日`.
pub fn chinese_day(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// `周一` to `周日`.
pub fn weekday(day: NaiveDate) -> &'static str {
    match day.weekday() {
        Weekday::Mon => "周一",
        Weekday::Tue => "周二",
        Weekday::Wed => "周三",
        Weekday::Thu => "周四",
        Weekday::Fri => "周五",
        Weekday::Sat => "周六",
        Weekday::Sun => "周日",
    }
}

/// The same day some years before; 29 February becomes the 28th (民法典 第二百零二条:
/// 没有对应日的，月末日).
pub fn years_before(day: NaiveDate, years: i32) -> NaiveDate {
    let year = day.year() - years;
    NaiveDate::from_ymd_opt(year, day.month(), day.day())
        .or_else(|| NaiveDate::from_ymd_opt(year, day.month(), 28))
        .unwrap_or(day)
}

/// Whole days from one day to another; negative if it lies before.
pub fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}

/// The last day before `day` that is a working day, judged by `is_working`.
pub fn working_day_before(day: NaiveDate, is_working: impl Fn(NaiveDate) -> bool) -> NaiveDate {
    let mut candidate = day - TimeDelta::days(1);
    for _ in 0..60 {
        if is_working(candidate) {
            return candidate;
        }
        candidate -= TimeDelta::days(1);
    }
    candidate
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        Moment::parse(text).map(Moment::day).unwrap_or_default()
    }

    #[test]
    fn moments() {
        assert_eq!(
            Moment::parse("2023-10-16").map(Moment::rfc3339).as_deref(),
            Some("2023-10-16T09:00:00+08:00")
        );
        assert_eq!(
            Moment::parse("2023-10-16T23:59").map(Moment::rfc3339).as_deref(),
            Some("2023-10-16T23:59:00+08:00")
        );
        assert_eq!(Moment::parse("2023-02-30"), None);
        assert_eq!(Moment::from_unix(0).rfc3339(), "1970-01-01T08:00:00+08:00");
    }

    #[test]
    fn periods() {
        let month = |t| Month::parse(t).unwrap_or(Month { year: 0, month: 1 });
        assert_eq!(month("2023-11").months_to(month("2025-10")), 24);
        assert_eq!(years_before(day("2024-02-29"), 3), day("2021-02-28"));
        let weekend = |d: NaiveDate| !matches!(d.weekday(), Weekday::Sat | Weekday::Sun);
        assert_eq!(working_day_before(day("2023-10-23"), weekend), day("2023-10-20"));
    }
}
