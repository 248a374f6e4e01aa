//! Numbers of conditions: years, ages, amounts, counts, days and shares of a value that the
//! applicant gives.

use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::notice::profile::{ConditionMeasure, MeasureKind, MeasureOperator};
use crate::text::Moment;
use crate::text::numeral;

/// What came out of a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Measured {
    /// Whether the value keeps to it.
    pub(super) holds: bool,
    /// The value as it was computed, `4年`.
    pub(super) computed: String,
}

/// Compares a value with a measure; `None` if the value is nothing that it can be compared with.
/// Years are counted until `until`.
pub(super) fn measured(
    measure: &ConditionMeasure,
    value: &str,
    until: NaiveDate,
) -> Option<Measured> {
    let wanted = scaled(&measure.number, &measure.unit)?;
    let (number, unit) = match measure.kind {
        MeasureKind::Years | MeasureKind::Age => match day(value) {
            Some(day) => (Decimal::from(full_years(day, until)), ""),
            None => split_number(value)?,
        },
        _ => split_number(value)?,
    };
    let unit = if unit.is_empty() { measure.unit.as_str() } else { unit };
    if is_money(unit) != is_money(&measure.unit) {
        return None;
    }
    let given = number.checked_mul(factor(unit))?;
    let holds = match measure.op {
        MeasureOperator::AtLeast => given >= wanted,
        MeasureOperator::AtMost => given <= wanted,
        MeasureOperator::MoreThan => given > wanted,
        MeasureOperator::LessThan => given < wanted,
        MeasureOperator::Exactly => given == wanted,
    };
    Some(Measured { holds, computed: format!("{}{unit}", number.normalize()) })
}

/// A measure in words: `至少3年`.
pub(super) fn words(measure: &ConditionMeasure) -> String {
    let operator = match measure.op {
        MeasureOperator::AtLeast => "不少于",
        MeasureOperator::AtMost => "不超过",
        MeasureOperator::MoreThan => "多于",
        MeasureOperator::LessThan => "少于",
        MeasureOperator::Exactly => "等于",
    };
    format!("{operator}{}{}", measure.number, measure.unit)
}

/// A number times what its unit stands for.
fn scaled(number: &str, unit: &str) -> Option<Decimal> {
    let (number, own) = split_number(number)?;
    let unit = if own.is_empty() { unit } else { own };
    number.checked_mul(factor(unit))
}

/// What a unit is of its base: 万元 is ten thousand 元.
fn factor(unit: &str) -> Decimal {
    let mut factor = Decimal::ONE;
    for character in unit.chars() {
        match character {
            '百' => factor *= Decimal::from(100),
            '千' => factor *= Decimal::from(1_000),
            '万' => factor *= Decimal::from(10_000),
            '亿' => factor *= Decimal::from(100_000_000),
            _ => break,
        }
    }
    factor
}

fn is_money(unit: &str) -> bool {
    let bare = unit.trim_start_matches(['百', '千', '万', '亿']);
    bare.starts_with('元') || bare.starts_with("人民币")
}

/// A number with what stands behind it: `1.2亿元` is 1.2 and 亿元, `三年` is 3 and 年.
fn split_number(text: &str) -> Option<(Decimal, &str)> {
    let text = text.trim();
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-');
    let end = text.find(|c: char| !is_digit(c)).unwrap_or(text.len());
    let digits = text[..end].replace(',', "");
    if let Ok(number) = Decimal::from_str(&digits) {
        return Some((number, text[end..].trim()));
    }
    let is_numeral = |c: char| "〇零一二两三四五六七八九十百".contains(c);
    let end = text.find(|c: char| !is_numeral(c)).unwrap_or(text.len());
    let number = numeral::parse_chinese(&text[..end])?;
    Some((Decimal::from(number), text[end..].trim()))
}

/// A day: `2019-05-01`, `2019-05`, `2019年5月1日`, `2019.5.1`. Without a day the last of the month is
/// taken, so that nobody is said to be older than is sure.
fn day(text: &str) -> Option<NaiveDate> {
    if let Some(moment) = Moment::parse(text) {
        return Some(moment.day());
    }
    let is_digit = |c: char| c.is_ascii_digit();
    let parts = text.split(|c| !is_digit(c)).filter(|part| !part.is_empty());
    let numbers = parts.filter_map(|part| part.parse().ok());
    let numbers: Vec<u32> = numbers.collect();
    let year = i32::try_from(*numbers.first()?).ok()?;
    if !(1900..=2200).contains(&year) || !text.contains(['年', '-', '.', '/']) {
        return None;
    }
    match numbers.get(1..) {
        Some([month]) => {
            let next = if *month == 12 { (year + 1, 1) } else { (year, month + 1) };
            NaiveDate::from_ymd_opt(next.0, next.1, 1)?.pred_opt()
        }
        Some([month, day]) => NaiveDate::from_ymd_opt(year, *month, *day),
        _ => None,
    }
}

/// Full years between two days.
fn full_years(from: NaiveDate, until: NaiveDate) -> i32 {
    let years = until.year() - from.year();
    let day_of_year = |day: NaiveDate| (day.month(), day.day());
    let is_before = day_of_year(until) < day_of_year(from);
    if is_before { years - 1 } else { years }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(
        kind: MeasureKind,
        op: MeasureOperator,
        number: &str,
        unit: &str,
    ) -> ConditionMeasure {
        ConditionMeasure { kind, op, number: number.into(), unit: unit.into() }
    }

    #[test]
    fn values_of_all_kinds() {
        use MeasureKind::{Age, Amount, Count, Share, Years};
        use MeasureOperator::{AtLeast, AtMost, LessThan, MoreThan};
        let until = NaiveDate::from_ymd_opt(2024, 8, 16).expect("a day");
        for (kind, op, number, unit, value, expected) in [
            (Years, AtLeast, "3", "年", "2021-08-16", Some(true)),
            (Years, AtLeast, "3", "年", "2021-08-17", Some(false)),
            (Years, AtLeast, "3", "年", "2021年8月", Some(false)),
            (Years, AtLeast, "3", "年", "4", Some(true)),
            (Age, AtMost, "45", "周岁", "1979-08-16", Some(true)),
            (Age, AtMost, "45", "周岁", "1978-08-16", Some(false)),
            (Amount, AtLeast, "5000", "万元", "0.5亿元", Some(true)),
            (Amount, AtLeast, "0.5", "亿元", "4999万元", Some(false)),
            (Amount, AtLeast, "5000", "万元", "6000", Some(true)),
            (Amount, MoreThan, "5000", "万元", "50,000,000元", Some(false)),
            (Count, AtMost, "2", "个", "3个", Some(false)),
            (Share, LessThan, "3", "%", "2.5%", Some(true)),
            (Amount, AtLeast, "5000", "万元", "很多", None),
            (Count, AtLeast, "5", "人", "3亿元", None),
        ] {
            let found = measured(&measure(kind, op, number, unit), value, until);
            assert_eq!(found.map(|m| m.holds), expected, "{kind:?} {number}{unit} {value}");
        }
    }
}
