//! Days as notices write them: 2023年10月23日, 2023.9.6, 二〇二三年九月六日, 10月23日, 11月底, 3月1日至20日.

use std::sync::LazyLock;

use super::expression::{Expression, Groups};
use super::patterns::expression;
use crate::text::numeral::parse_chinese;
use chrono::{Datelike, NaiveDate};

/// A day in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayMention {
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The year, where it is written.
    pub year: Option<WrittenYear>,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31; absent for the end of a month.
    pub day: Option<u32>,
}

/// A year as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrittenYear {
    /// 2023年.
    Number(i32),
    /// 今年, 本年, 当年.
    This,
    /// 明年, 次年.
    Next,
}

const YEAR: &str = r"(?P<year>(?:19|20)[0-9]{2}|[12１２][0-9０-９]{3})";
const CHINESE_YEAR: &str = r"(?P<hanyear>[一二][〇○零ＯOo0О一二三四五六七八九]{3})";
const MONTH_DAY: &str = r"(?P<month>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*份?\s*(?:
        (?P<day>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*[日号] | (?P<last>月底|底|末|最后一天|最后一日)
    )";

/// A day with Chinese marks, the year in any form or absent.
static HAN: LazyLock<Expression> = LazyLock::new(|| {
    expression(&format!(
        r"(?:(?:{YEAR}|{CHINESE_YEAR})\s*年\s*|(?P<word>今年|本年度?|当年|明年|次年)\s*)?{MONTH_DAY}"
    ))
});

/// A day with dots, strokes or slashes: 2023.9.6, 2023-09-06, 2023/9/6.
static DOTTED: LazyLock<Expression> = LazyLock::new(|| {
    expression(
        r"(?P<year>20[0-9]{2})\s*(?:
            \.\s*(?P<m1>[0-9]{1,2})\s*\.\s*(?P<d1>[0-9]{1,2})
          | -(?P<m2>[0-9]{1,2})-(?P<d2>[0-9]{1,2})
          | /(?P<m3>[0-9]{1,2})/(?P<d3>[0-9]{1,2})
          | ．(?P<m4>[0-9]{1,2})．(?P<d4>[0-9]{1,2})
        )日?",
    )
});

/// The end of a window within one month: 3月1日至20日.
static SAME_MONTH: LazyLock<Expression> = LazyLock::new(|| {
    expression(r"^\s*(?:起)?\s*(?:至|到|[-－—–~～]{1,2})\s*(?P<day>[0-9]{1,2})\s*[日号]")
});

/// The days of a text, in order.
pub fn days(text: &str) -> Vec<DayMention> {
    let mut found = Vec::new();
    for captures in HAN.captures_iter(text) {
        let Some(mention) = han_mention(text, &captures) else { continue };
        found.push(mention);
        let Some(rest) = SAME_MONTH.captures(&text[mention.end..]) else { continue };
        let day = rest.name("day").and_then(|day| day.as_str().parse().ok());
        let length = rest.whole().end();
        let digits = match rest.name("day") {
            Some(day) => day.start(),
            None => 0,
        };
        if day.is_some_and(is_day) {
            let (start, end) = (mention.end + digits, mention.end + length);
            found.push(DayMention { start, end, day, ..mention });
        }
    }
    for captures in DOTTED.captures_iter(text) {
        found.extend(dotted_mention(text, &captures));
    }
    found.sort_by_key(|mention| mention.start);
    found.dedup_by(|later, earlier| later.start < earlier.end);
    found
}

fn han_mention(text: &str, captures: &Groups<'_>) -> Option<DayMention> {
    let whole = captures.get(0)?;
    let year = match (captures.name("year"), captures.name("hanyear"), captures.name("word")) {
        (Some(year), _, _) => Some(WrittenYear::Number(digits(year.as_str())?)),
        (_, Some(year), _) => Some(WrittenYear::Number(chinese_year(year.as_str())?)),
        (_, _, Some(word)) if matches!(word.as_str(), "明年" | "次年") => {
            Some(WrittenYear::Next)
        }
        (_, _, Some(_)) => Some(WrittenYear::This),
        _ => None,
    };
    let month = number(captures.name("month")?.as_str())?;
    let day = match captures.name("day") {
        Some(day) => Some(number(day.as_str())?),
        None => None,
    };
    let mention = DayMention { start: whole.start(), end: whole.end(), year, month, day };
    let before = text[..whole.start()].chars().next_back();
    // 个月, 12个3月, and numbers that only end like a month are no days.
    let is_cut = before.is_some_and(|c| {
        c.is_ascii_digit() || "０１２３４５６７８９一二三四五六七八九十".contains(c)
    });
    let is_valid = (1..=12).contains(&month) && day.is_none_or(is_day);
    if is_valid && !is_cut { Some(mention) } else { None }
}

fn dotted_mention(text: &str, captures: &Groups<'_>) -> Option<DayMention> {
    let whole = captures.get(0)?;
    let after = text[whole.end()..].chars().next();
    let before = text[..whole.start()].chars().next_back();
    let is_glued = |c: Option<char>| {
        c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/' | '_'))
    };
    if is_glued(after) || is_glued(before) {
        return None;
    }
    let year = captures.name("year")?.as_str();
    let year = WrittenYear::Number(year.parse().ok()?);
    for (month, day) in [("m1", "d1"), ("m2", "d2"), ("m3", "d3"), ("m4", "d4")] {
        let (Some(month), Some(day)) = (captures.name(month), captures.name(day)) else { continue };
        let month: u32 = month.as_str().parse().ok()?;
        let day: u32 = day.as_str().parse().ok()?;
        if !(1..=12).contains(&month) || !is_day(day) {
            return None;
        }
        return Some(DayMention {
            start: whole.start(),
            end: whole.end(),
            year: Some(year),
            month,
            day: Some(day),
        });
    }
    None
}

fn is_day(day: u32) -> bool {
    (1..=31).contains(&day)
}

impl DayMention {
    /// The day in a year; the last of its month where only that is said.
    pub fn in_year(&self, year: i32) -> Option<NaiveDate> {
        match self.day {
            Some(day) => NaiveDate::from_ymd_opt(year, self.month, day),
            None => last_of_month(year, self.month),
        }
    }

    /// The day, where its year is written as a number.
    pub fn written(&self) -> Option<NaiveDate> {
        match self.year {
            Some(WrittenYear::Number(year)) => self.in_year(year),
            _ => None,
        }
    }
}

fn last_of_month(year: i32, month: u32) -> Option<NaiveDate> {
    let first = if month == 12 {
        NaiveDate::from_ymd_opt(year + 1, 1, 1)
    } else {
        NaiveDate::from_ymd_opt(year, month + 1, 1)
    };
    first.and_then(|day| day.pred_opt())
}

/// A number of one or two figures, in any writing.
pub fn number(text: &str) -> Option<u32> {
    match digits(text) {
        Some(value) => u32::try_from(value).ok(),
        None => parse_chinese(text),
    }
}

fn digits(text: &str) -> Option<i32> {
    let mut value = 0i32;
    for c in text.chars() {
        let digit = match c {
            '０'..='９' => u32::from(c) - u32::from('０'),
            _ => c.to_digit(10)?,
        };
        value = value.checked_mul(10)?.checked_add(i32::try_from(digit).ok()?)?;
    }
    if text.is_empty() { None } else { Some(value) }
}

fn chinese_year(text: &str) -> Option<i32> {
    let mut value = 0i32;
    for c in text.chars() {
        let digit = match c {
            '〇' | '○' | '零' | 'Ｏ' | 'O' | 'o' | '0' | 'О' => 0,
            _ => i32::try_from(parse_chinese(c.encode_utf8(&mut [0; 4]))?).ok()?,
        };
        value = value * 10 + digit;
    }
    Some(value)
}

/// `2023-09-06`.
pub fn iso(day: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let mut shown = Vec::new();
        for mention in days(text) {
            let day = match mention.day {
                Some(day) => day.to_string(),
                None => "底".to_owned(),
            };
            let year = match mention.year {
                Some(WrittenYear::Number(year)) => year.to_string(),
                Some(WrittenYear::This) => "今".to_owned(),
                Some(WrittenYear::Next) => "明".to_owned(),
                None => "?".to_owned(),
            };
            shown.push(format!("{year}/{}/{day}", mention.month));
        }
        shown
    }

    #[test]
    fn every_writing_of_a_day() {
        assert_eq!(read("2023 年 10 月 23 日前"), ["2023/10/23"]);
        assert_eq!(read("二〇二三年九月六日"), ["2023/9/6"]);
        assert_eq!(read("二○二一年十二月三十一日"), ["2021/12/31"]);
        assert_eq!(read("2023.9.6 和 2023-09-07、2023/9/8"), ["2023/9/6", "2023/9/7", "2023/9/8"]);
        assert_eq!(read("请于11月底前"), ["?/11/底"]);
        assert_eq!(read("次年3月1日"), ["明/3/1"]);
        assert_eq!(
            read("3月1日至20日、2023年7月21日—8月22日"),
            ["?/3/1", "?/3/20", "2023/7/21", "?/8/22"]
        );
        assert_eq!(read("２０２３年９月６日"), ["2023/9/6"]);
    }

    #[test]
    fn what_is_no_day() {
        assert!(read("IP 2023.9.6.1，版本 1.2.3，12个月，13月45日，6月前").is_empty());
        assert!(read("010-2023-9-61").is_empty());
    }
}
