//! Whether the words of a deadline name its day and its time.

use chrono::{Datelike as _, NaiveDate, TimeDelta};

use crate::text::characters::without_space;
use crate::text::han;
use crate::text::numeral::chinese;
use crate::text::word_list::{contains_any, words};

/// How a wording names a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayNamed {
    /// With its year.
    WithYear,
    /// Without a year; the year must follow from the day of signing.
    WithoutYear,
    /// It names other days, or this one of another year.
    Otherwise,
    /// It names no day at all (`3个工作日内`).
    NoDay,
}

/// How a wording names a day.
pub(super) fn day_named(wording: &str, day: NaiveDate) -> DayNamed {
    let text = without_space(&han::fold(wording));
    if names_with_year(&text, day) {
        return DayNamed::WithYear;
    }
    let mut is_named = false;
    for form in month_day_forms(day) {
        for (start, _) in text.match_indices(&form) {
            let before = &text[..start];
            if before.ends_with(is_digit) {
                continue;
            }
            if !before.ends_with('年') {
                is_named = true;
                continue;
            }
            // 今年、本年、当年: the year of signing; 2024年 was looked for above.
            if ["今年", "本年", "当年", "明年", "次年"].iter().any(|w| before.ends_with(w))
            {
                is_named = true;
            }
        }
    }
    if is_named || closes_a_window(&text, day) {
        return DayNamed::WithoutYear;
    }
    let has_month = text.match_indices('月').any(|(at, _)| text[..at].ends_with(is_digit));
    let is_dotted = text.chars().filter(char::is_ascii_digit).count() >= 6;
    if has_month || is_dotted { DayNamed::Otherwise } else { DayNamed::NoDay }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || "〇零一二三四五六七八九十".contains(c)
}

fn names_with_year(text: &str, day: NaiveDate) -> bool {
    let (year, month, date) = (day.year(), day.month(), day.day());
    let year_words: String = year
        .to_string()
        .chars()
        .filter_map(|c| "〇一二三四五六七八九".chars().nth(c.to_digit(10)? as usize))
        .collect();
    let mut forms = Vec::new();
    for form in month_day_forms(day) {
        forms.push(format!("{year}年{form}"));
        forms.push(format!("{year_words}年{form}"));
    }
    let numbers = [
        format!("{year}-{month}-{date}"),
        format!("{year}-{month:02}-{date:02}"),
        format!("{year}.{month}.{date}"),
        format!("{year}.{month:02}.{date:02}"),
        format!("{year}/{month}/{date}"),
        format!("{year}/{month:02}/{date:02}"),
    ];
    let folded = text.replace(['○', '零', 'Ｏ'], "〇");
    let is_number = numbers.iter().any(|form| {
        let found = text.match_indices(form.as_str());
        let mut ends = found.map(|(start, _)| start + form.len());
        ends.any(|end| !text[end..].starts_with(|c: char| c.is_ascii_digit()))
    });
    is_number || contains_any(&folded, &forms)
}

/// The spellings of a month and a day.
fn month_day_forms(day: NaiveDate) -> Vec<String> {
    let (month, date) = (day.month(), day.day());
    let months = [month.to_string(), format!("{month:02}"), chinese(month)];
    let mut days = Vec::new();
    for number in [date.to_string(), format!("{date:02}"), chinese(date)] {
        days.push(format!("{number}日"));
        days.push(format!("{number}号"));
    }
    let is_last = (day + TimeDelta::days(1)).month() != month;
    if is_last {
        days.extend(words("last-day-words").iter().cloned());
    }
    let mut forms = Vec::new();
    for month in &months {
        for date in &days {
            forms.push(format!("{month}月{date}"));
            forms.push(format!("{month}月份{date}"));
        }
    }
    forms
}

/// The second day of `3月1日至20日`: the month stands before it only once.
fn closes_a_window(text: &str, day: NaiveDate) -> bool {
    let (month, date) = (day.month(), day.day());
    let is_month = [month.to_string(), format!("{month:02}"), chinese(month)]
        .iter()
        .any(|month| text.contains(&format!("{month}月")));
    if !is_month {
        return false;
    }
    let days = [date.to_string(), format!("{date:02}"), chinese(date)];
    for join in words("until-words") {
        for day in &days {
            let begin = format!("{join}{day}");
            let mut rests =
                text.match_indices(&begin).map(|(start, _)| &text[start + begin.len()..]);
            if rests.any(|rest| rest.starts_with(['日', '号'])) {
                return true;
            }
        }
    }
    false
}

/// Whether a time is written `HH:MM`, until `24:00`.
pub(super) fn is_time(time: &str) -> bool {
    clock(time).is_some()
}

fn clock(time: &str) -> Option<(u32, u32)> {
    let (hour, minute) = time.split_once(':')?;
    if hour.len() != 2 || minute.len() != 2 {
        return None;
    }
    let hour: u32 = hour.parse().ok()?;
    let minute: u32 = minute.parse().ok()?;
    let is_clock = hour < 24 && minute < 60 || hour == 24 && minute == 0;
    if is_clock { Some((hour, minute)) } else { None }
}

/// Whether a wording names a time, `17:00` as 17:00, 17时, 下午5点 …
pub(super) fn names_time(wording: &str, time: &str) -> bool {
    let Some((hour, minute)) = clock(time) else { return false };
    let text = without_space(&han::fold(wording));
    let text = text.replace(['：', '∶'], ":");
    let mut hours = vec![(hour, false)];
    if hour > 12 {
        hours.push((hour - 12, true));
    }
    let nothing = [String::new()];
    let mut forms = Vec::new();
    for (hour, is_afternoon) in hours {
        let befores = if is_afternoon { words("parts-of-afternoon") } else { &nothing };
        for before in befores {
            for number in [hour.to_string(), format!("{hour:02}"), chinese(hour)] {
                forms.extend(clock_forms(&format!("{before}{number}"), minute));
            }
        }
    }
    if (hour, minute) == (24, 0) {
        forms.push("24:00".to_owned());
    }
    forms.iter().any(|form| {
        let mut starts = text.match_indices(form.as_str()).map(|(start, _)| start);
        starts.any(|start| {
            let is_cut = text[..start].ends_with(is_digit);
            let rest = &text[start + form.len()..];
            let goes_on = rest.starts_with(|c: char| c.is_ascii_digit());
            // 17时 is not 17时30分, nor 5点 5点半.
            let is_other = minute == 0
                && form.ends_with(['时', '点'])
                && (rest.starts_with('半') || minutes_follow(rest));
            !is_cut && !goes_on && !is_other
        })
    })
}

fn minutes_follow(rest: &str) -> bool {
    let digits: String = rest.chars().take_while(|c| is_digit(*c)).collect();
    !digits.is_empty() && rest[digits.len()..].starts_with('分')
}

fn clock_forms(hour: &str, minute: u32) -> Vec<String> {
    let mut forms = vec![format!("{hour}:{minute:02}")];
    for mark in ["时", "点"] {
        if minute == 0 {
            forms.push(format!("{hour}{mark}"));
            continue;
        }
        if minute == 30 {
            forms.push(format!("{hour}{mark}半"));
        }
        forms.push(format!("{hour}{mark}{minute}分"));
        forms.push(format!("{hour}{mark}{}分", chinese(minute)));
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(wording: &str, day: &str) -> DayNamed {
        day_named(wording, day.parse().expect("a day"))
    }

    #[test]
    fn days_in_all_writings() {
        use DayNamed::{NoDay, Otherwise, WithYear, WithoutYear};
        for (wording, day, expected) in [
            ("于2024年8月16日(星期五)17:00前", "2024-08-16", WithYear),
            ("于2024 年 8 月 16 日前", "2024-08-16", WithYear),
            ("二〇二四年八月十六日前", "2024-08-16", WithYear),
            ("截止2024.08.16", "2024-08-16", WithYear),
            ("于８月５日前报", "2024-08-05", WithoutYear),
            ("11月底前", "2024-11-30", WithoutYear),
            ("11月底前", "2024-11-29", Otherwise),
            ("3月1日至20日受理", "2024-03-20", WithoutYear),
            ("18月5日", "2024-08-05", Otherwise),
            ("于2023年8月16日前", "2024-08-16", Otherwise),
            ("8月16日前", "2024-08-26", Otherwise),
            ("发文之日起3个工作日内", "2024-08-26", NoDay),
        ] {
            assert_eq!(named(wording, day), expected, "{wording} {day}");
        }
    }

    #[test]
    fn times_in_all_writings() {
        for (wording, time, expected) in [
            ("17:00前", "17:00", true),
            ("17：00前", "17:00", true),
            ("下午5:30前", "17:30", true),
            ("下午五点半前", "17:30", true),
            ("17时30分前", "17:00", false),
            ("17时前", "17:00", true),
            ("中午12:00前", "12:00", true),
            ("9月5日前", "05:00", false),
            ("15:00前", "05:00", false),
            ("下班前", "18:00", false),
            ("24:00", "24:00", true),
        ] {
            assert_eq!(names_time(wording, time), expected, "{wording} {time}");
        }
        assert!(is_time("09:00") && is_time("24:00"));
        assert!(!is_time("下班前") && !is_time("9:00") && !is_time("25:00"));
    }
}
