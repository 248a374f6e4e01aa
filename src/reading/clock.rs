//! Times of day behind a day: 17时, 17：00, 下午5:30, 中午12:00, 24:00; also in a bracket behind it.

use std::sync::LazyLock;

use super::day::number;
use super::expression::{Expression, Groups};
use super::patterns::expression;

const TIME: &str = r"(?P<half>上午|中午|下午|晚上|晚间|晚|早上|早|凌晨|午夜)?\s*
    (?P<hour>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*
    (?:[:：]\s*(?P<minute>[0-9０-９]{2})(?:[:：][0-9]{2})?
      | [时点]\s*(?:(?P<minutes>[0-9０-９]{1,2})\s*分|(?P<thirty>半)|整|正)?)";

/// A weekday or another short note in brackets between day and time.
const NOTE: &str = r"\s*(?:[（(][^（）()]{1,12}[）)])?\s*[,，]?\s*";

static BEHIND: LazyLock<Expression> =
    LazyLock::new(|| expression(&format!(r"^{NOTE}(?:当[日天])?{TIME}")));
static ANYWHERE: LazyLock<Expression> = LazyLock::new(|| expression(TIME));
static BRACKET: LazyLock<Expression> =
    LazyLock::new(|| expression(r"^\s*[（(](?P<inside>[^（）()]{1,40})[）)]"));
static WEEKDAY: LazyLock<Expression> =
    LazyLock::new(|| expression(r"^\s*[（(]?\s*(?:周|星期|礼拜)[一二三四五六日天]\s*[）)]?"));
static WORKDAY_END: LazyLock<Expression> =
    LazyLock::new(|| expression(r"^\s*(?:当[日天])?(?:上午|下午)?(?:下班|中午)"));

/// A time behind a day, and where the text goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeBehind {
    /// `17:00`; absent where the words give no time.
    pub time: Option<String>,
    /// Bytes of the text that belong to the day: weekday, bracket, time.
    pub length: usize,
}

/// Reads what stands behind a day.
pub fn behind(text: &str) -> TimeBehind {
    if let Some(captures) = BEHIND.captures(text)
        && let Some(time) = time(&captures)
    {
        let length = captures.whole().end();
        return TimeBehind { time: Some(time), length: length + closing(&text[length..]) };
    }
    if let Some(found) = WORKDAY_END.find(text) {
        return TimeBehind { time: None, length: found.end() };
    }
    if let Some(captures) = BRACKET.captures(text) {
        let inside = group(&captures, "inside");
        let mut last = None;
        for captures in ANYWHERE.captures_iter(inside) {
            last = time(&captures).or(last);
        }
        let is_note = last.is_some() || inside.chars().count() <= 12;
        let length = if is_note { captures.whole().end() } else { 0 };
        let more = length_of(&WORKDAY_END, &text[length..]);
        return TimeBehind { time: last, length: length + more };
    }
    let length = length_of(&WEEKDAY, text);
    TimeBehind { time: None, length }
}

/// A weekday in brackets may also stand behind the time.
fn closing(text: &str) -> usize {
    length_of(&WEEKDAY, text)
}

/// Where the first match ends; 0 where there is none.
fn length_of(expression: &Expression, text: &str) -> usize {
    match expression.find(text) {
        Some(found) => found.end(),
        None => 0,
    }
}

/// What a group caught; empty where it caught nothing.
fn group<'t>(captures: &Groups<'t>, name: &str) -> &'t str {
    match captures.name(name) {
        Some(found) => found.as_str(),
        None => "",
    }
}

fn time(captures: &Groups<'_>) -> Option<String> {
    let mut hour = number(captures.name("hour")?.as_str())?;
    let minute =
        match (captures.name("minute").or(captures.name("minutes")), captures.name("thirty")) {
            (Some(minute), _) => number_or_zero(minute.as_str())?,
            (None, Some(_)) => 30,
            (None, None) => 0,
        };
    let half = group(captures, "half");
    let is_late = matches!(half, "下午" | "晚上" | "晚间" | "晚");
    if is_late && hour < 12 {
        hour += 12;
    }
    if half == "中午" && hour < 3 {
        hour += 12;
    }
    let is_time = hour < 24 && minute < 60 || hour == 24 && minute == 0;
    if is_time { Some(format!("{hour:02}:{minute:02}")) } else { None }
}

fn number_or_zero(text: &str) -> Option<u32> {
    if text.chars().all(|c| matches!(c, '0' | '０')) { Some(0) } else { number(text) }
}

#[cfg(test)]
mod tests {
    use super::behind;

    fn time(text: &str) -> Option<String> {
        behind(text).time
    }

    #[test]
    fn times_behind_a_day() {
        assert_eq!(time("17时前").as_deref(), Some("17:00"));
        assert_eq!(time("17：00之前").as_deref(), Some("17:00"));
        assert_eq!(time("下午5:30前").as_deref(), Some("17:30"));
        assert_eq!(time("（星期二）中午12:00前").as_deref(), Some("12:00"));
        assert_eq!(time("24:00。").as_deref(), Some("24:00"));
        assert_eq!(time("（工作日上午9时到下午5时）").as_deref(), Some("17:00"));
        assert_eq!(time("下午三点半").as_deref(), Some("15:30"));
        assert_eq!(time("0时").as_deref(), Some("00:00"));
        assert_eq!(time("下班前"), None);
        assert_eq!(time("（周五）前报送3份"), None);
        assert_eq!(behind("（周五）前").length, "（周五）".len());
        assert_eq!(behind("下午下班前").length, "下午下班".len());
    }
}
