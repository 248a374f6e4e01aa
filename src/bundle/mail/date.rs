//! The date of a message, as RFC 5322 has it and as programs write it all the same.

use chrono::{NaiveDate, TimeDelta};

use crate::text::Moment;
use crate::text::word_list::{contains_word, numbered};

/// Seconds by which Asia/Shanghai is before UTC.
const SHANGHAI: i64 = 8 * 3600;

/// Reads `Mon, 16 Oct 2023 10:00:00 +0800`, `Mon Oct 16 10:00:00 CST 2023`, `2023-10-16 10:00:00`,
/// `2023年10月16日 下午2:00` and their like. `CST` is China's; a time without a zone is China's
/// too.
pub(super) fn read_date(text: &str) -> Option<Moment> {
    let text = without_comments(text);
    let (clock, text) = take_clock(&text);
    let numbers = numbers(&text);
    let (year, month, day) = match numbers.as_slice() {
        [(year, 4), (month, 1..=2), (day, 1..=2), ..] => (*year, *month, *day),
        _ => {
            let lower = text.to_lowercase();
            let mut names = numbered("month-names").iter();
            let (_, month) = names.find(|(name, _)| lower.contains(name))?;
            let (day, _) = numbers.iter().find(|(_, digits)| *digits <= 2)?;
            let others = numbers.iter().find(|(_, digits)| *digits > 2);
            let year = match (others, numbers.get(1)) {
                (Some((year, 4)), _) => *year,
                // Two digits (RFC 5322, 4.3).
                (None, Some((year, 2))) if *year < 50 => 2000 + *year,
                _ => return None,
            };
            (year, *month, *day)
        }
    };
    let day = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    let clock = clock?;
    let mut hour = clock.hour;
    let is_afternoon = contains_word(&text.to_lowercase(), "afternoon-words");
    if is_afternoon && hour < 12 {
        hour += 12;
    }
    let moment = day.and_hms_opt(hour, clock.minute, clock.second.min(59))?;
    let ahead = TimeDelta::try_seconds(SHANGHAI - clock.zone)?;
    moment.checked_add_signed(ahead).map(Moment)
}

/// Hours, minutes, seconds and the zone in seconds east of UTC.
struct Clock {
    hour: u32,
    minute: u32,
    second: u32,
    zone: i64,
}

/// Takes `10:00:00 +0800` out of a text; what is left has the day.
fn take_clock(text: &str) -> (Option<Clock>, String) {
    let is_clock = |c: char| c.is_ascii_digit() || c == ':';
    let Some(colon) = text.find(':') else { return (None, text.to_owned()) };
    let before = text[..colon].bytes().rev();
    let digits_before = before.take_while(u8::is_ascii_digit).count();
    let start = colon - digits_before.min(2);
    let length: usize = text[start..].chars().take_while(|c| is_clock(*c)).count();
    let (before, rest) = text.split_at(start);
    let (time, after) = rest.split_at(length);
    let mut parts = time.split(':');
    let mut number = || parts.next()?.parse::<u32>().ok();
    let (hour, minute) = (number(), number());
    let second = number().unwrap_or_default();
    let (zone, after) = take_zone(after);
    let left = format!("{before} {after}");
    match (hour, minute) {
        (Some(hour), Some(minute)) => (Some(Clock { hour, minute, second, zone }), left),
        _ => (None, left),
    }
}

/// Takes the zone behind a time; what is left may have the year.
fn take_zone(text: &str) -> (i64, String) {
    let mut text = text.trim_start();
    // Fractions of a second.
    if let Some(fraction) = text.strip_prefix('.') {
        text = fraction.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
    }
    let mut zone = SHANGHAI;
    let name: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
    let lower = name.to_lowercase();
    if let Some((_, hours)) = numbered("zones-behind").iter().find(|(zone, _)| *zone == lower) {
        zone = -3600 * i64::from(*hours);
        text = &text[name.len()..];
    } else if let Some((_, hours)) = numbered("zones-ahead").iter().find(|(z, _)| *z == lower) {
        zone = 3600 * i64::from(*hours);
        text = &text[name.len()..];
    }
    let text = text.trim_start();
    let sign = match text.chars().next() {
        Some('+') => 1,
        Some('-') => -1,
        _ => return (zone, text.to_owned()),
    };
    let shift = text[1..].chars().filter(|c| *c != ':');
    let digits: String = shift.take(4).collect();
    match digits.parse::<i64>() {
        Ok(value) if digits.len() == 4 && value <= 1400 => {
            let length = if text[1..].chars().nth(2) == Some(':') { 6 } else { 5 };
            let rest = text.get(length..).unwrap_or_default();
            (sign * (value / 100 * 3600 + value % 100 * 60), rest.to_owned())
        }
        _ => (zone, text.to_owned()),
    }
}

/// A text without what stands in brackets.
fn without_comments(text: &str) -> String {
    let (mut depth, mut out) = (0u32, String::new());
    for c in text.chars() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// The numbers of a text, each with how many digits it has.
fn numbers(text: &str) -> Vec<(u32, usize)> {
    let runs = text.split(|c: char| !c.is_ascii_digit());
    let mut out = Vec::new();
    for run in runs {
        if let Ok(number) = run.parse() {
            out.push((number, run.len()));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::read_date;

    fn read(text: &str) -> String {
        match read_date(text) {
            Some(moment) => moment.rfc3339(),
            None => "none".to_owned(),
        }
    }

    #[test]
    fn dates_are_read_as_programs_write_them() {
        for ten in [
            "Mon, 16 Oct 2023 10:00:00 +0800",
            "16 Oct 2023 10:00 +0800",
            "Mon, 16 Oct 2023 02:00:00 GMT",
            "Mon, 16 Oct 2023 02:00:00 -0000 (UTC)",
            "Mon, 16 Oct 2023 10:00:00 +0800 (CST)",
            "Mon, 16 Oct 2023 10:00:00 +0800 (GMT+08:00)",
            "Mon, 16 Oct 2023 10:00:00 CST",
            "Mon Oct 16 10:00:00 CST 2023",
            "Sun, 15 Oct 2023 22:00:00 -0400",
            "Sun, 15 Oct 23 22:00:00 EDT",
            "2023-10-16 10:00:00",
            "2023-10-16T02:00:00Z",
            "2023-10-16T10:00:00.123+08:00",
            "2023/10/16 10:00",
            "2023年10月16日 10:00",
            "2023年10月16日(星期一) 上午10:00",
            "星期一, 16 十月 2023 10:00:00 +0800",
            "Mon, 16 10月 2023 10:00:00 +0800",
        ] {
            assert_eq!(read(ten), "2023-10-16T10:00:00+08:00", "{ten}");
        }
        assert_eq!(read("2023年10月16日 下午2:05"), "2023-10-16T14:05:00+08:00");
        assert_eq!(read("Fri, 1 Dec 2023 12:00:00 +0800"), "2023-12-01T12:00:00+08:00");
        assert_eq!(read("星期五, 1 十二月 2023 12:00:00 +0800"), "2023-12-01T12:00:00+08:00");
    }

    #[test]
    fn what_is_no_date_is_none() {
        for bad in ["", "昨天", "10:00", "2023-13-16 10:00", "32 Oct 2023 10:00", "a:b", "：", "+:"]
        {
            assert_eq!(read(bad), "none", "{bad}");
        }
    }
}
