//! Days that are counted: 收到通知后10个工作日内, 印发之日起30日内. The last day is named only where the
//! notice says from which day one counts and states that day.

use std::sync::LazyLock;

use super::SEND;
use super::unit;
use crate::notice::Calendar;
use crate::notice::profile::DayUnit;
use crate::reading::cut_notice::CutNotice;
use crate::reading::day::{days, iso, number};
use crate::reading::expression::{Expression, Groups};
use crate::reading::fact::Fact;
use crate::reading::patterns::wording;
use crate::reading::sheet::{CountedDays, Facts, NoticeSheet, ReadDeadline};
use crate::reading::zone::Zone;
use crate::text::date::chinese_day;
use chrono::{Days, Months, NaiveDate};

static COUNTED: LazyLock<Expression> = LazyLock::new(|| wording("deadlines", "counted"));
static FROM_ISSUE: LazyLock<Expression> =
    LazyLock::new(|| wording("deadlines", "count-from-issue"));
static FROM_POSTING: LazyLock<Expression> =
    LazyLock::new(|| wording("deadlines", "count-from-posting"));
static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
    Calendar::parse(include_str!("../../../../outline/common/calendar.toml"))
        .expect("constant calendar")
});

/// Reads them; the days of signing and posting are in the sheet already.
pub(super) fn read(notice: &CutNotice<'_>, sheet: &NoticeSheet) -> Facts<ReadDeadline> {
    let mut facts = Facts::new();
    for sentence in notice.sentences.iter().filter(|sentence| sentence.zone == Zone::Body) {
        let Some(captures) = COUNTED.captures(sentence.text) else { continue };
        let end = captures.whole().end();
        let rest = unit::behind(sentence.text, end);
        let first = rest.split(['。', '；']).next().unwrap_or(rest);
        if !SEND.is_match(first) {
            continue;
        }
        let Some(counted) = counted(&captures, sentence.text) else { continue };
        facts.push(fact(counted, sheet, sentence.text, sentence.line));
    }
    facts
}

/// How many of what, and from when.
fn counted(captures: &Groups<'_>, sentence: &str) -> Option<CountedDays> {
    let count = number(captures.name("count")?.as_str())?;
    let unit = match captures.name("unit")?.as_str() {
        "工作日" => DayUnit::WorkingDay,
        "月" => DayUnit::Month,
        _ => DayUnit::Day,
    };
    let before = unit::before(sentence, captures.name("count")?.start());
    let clause = before.rsplit(['，', '。', '；', '：']).next().unwrap_or(before);
    Some(CountedDays { count, unit, from: clause.trim().to_owned() })
}

fn fact(
    counted: CountedDays,
    sheet: &NoticeSheet,
    sentence: &str,
    line: usize,
) -> Fact<ReadDeadline> {
    let first = first_day(&counted, sheet);
    let last = first.as_ref().and_then(|(day, _)| last_day(*day, &counted));
    let deadline = ReadDeadline {
        date: last.map(iso),
        own: true,
        inclusive: "unstated",
        basis: "unstated",
        year: "relative",
        counted: Some(counted),
        ..ReadDeadline::default()
    };
    let fact = Fact::stated(deadline, sentence, line);
    match first.filter(|_| last.is_some()) {
        Some((day, what)) => {
            let day = chinese_day(day);
            fact.inferred(format!(
                "从{what}日期{day}的次日起数（民法典第二百零一条：开始的当日不计入）"
            ))
        }
        None => fact.open("期限从某件事算起，通知里算不出日子"),
    }
}

/// The day that one counts from, and what it is the day of.
fn first_day(counted: &CountedDays, sheet: &NoticeSheet) -> Option<(NaiveDate, &'static str)> {
    let signed = written(sheet.signed_on.as_ref()).map(|day| (day, "落款"));
    let posted = written(sheet.posted_on.as_ref()).map(|day| (day, "发布"));
    if FROM_ISSUE.is_match(&counted.from) {
        return signed;
    }
    if FROM_POSTING.is_match(&counted.from) {
        return posted.or(signed);
    }
    None
}

fn written(fact: Option<&Fact<String>>) -> Option<NaiveDate> {
    days(&fact?.value).first()?.written()
}

/// The last day; the first one is not counted.
fn last_day(first: NaiveDate, counted: &CountedDays) -> Option<NaiveDate> {
    match counted.unit {
        DayUnit::Day => first.checked_add_days(Days::new(u64::from(counted.count))),
        DayUnit::Month => first.checked_add_months(Months::new(counted.count)),
        DayUnit::WorkingDay => {
            let mut day = first;
            let mut left = counted.count;
            while left > 0 {
                day = day.succ_opt()?;
                left -= u32::from(CALENDAR.is_working(day));
            }
            Some(day)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::document::NoticeDocument;
    use crate::reading::fact::Origin;
    use crate::reading::facts::read_sheet;

    fn deadlines(sentence: &str) -> Facts<ReadDeadline> {
        let text = format!("关于组织申报示范项目的通知\n各市：\n{sentence}\n某厅\n2024年9月10日\n");
        read_sheet(&NoticeDocument::from_lines(&text)).deadlines
    }

    #[test]
    fn days_are_counted_from_a_day_that_the_notice_states() {
        for (sentence, date) in [
            ("请自本通知印发之日起30日内将申报材料报送我厅。", "2024-10-10"),
            // 14 September is worked, 15 to 17 September are days off.
            ("请于通知下发之日起5个工作日内将申报材料报送我厅。", "2024-09-18"),
            ("请自通知发布之日起一个月内报送申报材料。", "2024-10-10"),
        ] {
            let found = deadlines(sentence);
            assert_eq!(found.len(), 1, "{sentence}");
            assert_eq!(found[0].value.date.as_deref(), Some(date), "{sentence}");
            assert_eq!(found[0].origin, Origin::Inferred, "{sentence}");
        }
    }

    #[test]
    fn a_day_that_nobody_can_know_stays_open() {
        let found = deadlines("请在收到本通知后10个工作日内将申报材料报送我厅。");
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].value.date.as_deref(), found[0].origin), (None, Origin::Open));
        let counted = found[0].value.counted.as_ref().expect("counted days");
        assert_eq!((counted.count, counted.unit), (10, DayUnit::WorkingDay));
    }
}
