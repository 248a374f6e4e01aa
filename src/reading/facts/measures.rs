//! Numbers in conditions that a program can compare: years, ages, counts, sums, days, shares.

use std::sync::OnceLock;

use crate::reading::expression::{Expression, Groups};
use crate::reading::patterns::expression;
use crate::reading::sheet::{Measure, ReadPeriod};
use crate::text::numeral::parse_chinese;

/// A number with what stands before and behind it.
fn number() -> &'static Expression {
    static NUMBER: OnceLock<Expression> = OnceLock::new();
    NUMBER.get_or_init(|| {
        expression(
            r"(?P<before>不低于|不少于|不小于|不得低于|不得少于|不能少于|不能低于|至少|达到|达|高于|大于|多于|已满|年满|满
                |不超过|不高于|不多于|不大于|不得超过|不得多于|不得高于|不能超过|最多|至多|仅限|限报|限
                |不满|未满|低于|少于|小于|超过|控制在)?
            \s*(?P<number>[0-9０-９]+(?:[.．][0-9０-９]+)?|[一二三四五六七八九十两百千]+)\s*
            (?P<unit>周岁|岁|个月|个?工作日|年|天|日|万元|亿元|元|％|%|个汉字|字|页|分钟|个|项|名|人|家|件|篇|次|门|户|所|亩|平方米|兆瓦|毫米|吨)
            \s*(?P<behind>（含）|\(含\))?\s*
            (?P<after>（?(?:含)?）?(?:及以上|或以上|以上|及以下|或以下|以下|以内|之内|内))?",
        )
    })
}

/// What can be computed in a sentence.
pub(super) fn read(sentence: &str) -> Vec<Measure> {
    let mut found = Vec::new();
    for captures in number().captures_iter(sentence) {
        if let Some(measure) = measure(sentence, &captures) {
            found.push(measure);
        }
    }
    found
}

fn measure(sentence: &str, captures: &Groups<'_>) -> Option<Measure> {
    let whole = captures.get(0)?;
    let before = text(captures, "before");
    let mut after = text(captures, "after");
    let behind = &sentence[whole.end()..];
    // 两个内容 ends in no 内.
    if after == "内" && behind.starts_with(['容', '部', '外', '涵']) {
        after = "";
    }
    let op = op(before, after)?;
    let unit = text(captures, "unit");
    let lead = &sentence[..whole.start()];
    // 第三年, 近三年以内 and 2023年以内 name a time and not a length.
    if lead.ends_with(['第', '近', '—', '-', '～', '~', '月', '年']) || lead.ends_with("最近")
    {
        return None;
    }
    let number = plain(text(captures, "number"))?;
    if unit == "年" && number.len() == 4 {
        return None;
    }
    Some(Measure { kind: kind(unit), op, number, unit: unit.replace('％', "%") })
}

fn text<'a>(captures: &Groups<'a>, name: &str) -> &'a str {
    match captures.name(name) {
        Some(found) => found.as_str(),
        None => "",
    }
}

fn op(before: &str, after: &str) -> Option<&'static str> {
    let by_word = match before {
        "不低于" | "不少于" | "不小于" | "不得低于" | "不得少于" | "不能少于" | "不能低于"
        | "至少" | "达到" | "达" | "满" | "年满" | "已满" => Some(">="),
        "不超过" | "不高于" | "不多于" | "不大于" | "不得超过" | "不得多于" | "不得高于"
        | "不能超过" | "最多" | "至多" | "仅限" | "限报" | "限" | "控制在" => {
            Some("<=")
        }
        "不满" | "未满" | "低于" | "少于" | "小于" => Some("<"),
        "高于" | "大于" | "多于" | "超过" => Some(">"),
        _ => None,
    };
    if by_word.is_some() {
        return by_word;
    }
    if after.contains("以上") {
        return Some(">=");
    }
    if after.is_empty() { None } else { Some("<=") }
}

fn kind(unit: &str) -> &'static str {
    match unit {
        "周岁" | "岁" => "age",
        "年" | "个月" => "years",
        "万元" | "亿元" | "元" => "amount",
        "%" | "％" => "share",
        "天" | "日" | "工作日" | "个工作日" => "days",
        _ => "count",
    }
}

/// Digits as half width; Han numerals as digits.
fn plain(number: &str) -> Option<String> {
    let mut digits = String::new();
    for c in number.chars() {
        match c {
            '0'..='9' => digits.push(c),
            '０'..='９' => digits.push(char::from_u32(c as u32 - '０' as u32 + '0' as u32)?),
            '.' | '．' => digits.push('.'),
            _ => return parse_chinese(number).map(|value| value.to_string()),
        }
    }
    Some(digits)
}

/// How long a project may last, by the words of a sentence.
pub(super) fn period(sentence: &str) -> Option<ReadPeriod> {
    static PERIOD: OnceLock<Expression> = OnceLock::new();
    let period = PERIOD.get_or_init(|| {
        expression(
            r"(?:实施周期|研究周期|建设周期|项目周期|课题周期|执行周期|建设期限|研究期限|实施期限|执行期限|建设期|实施期|执行期|研究期|试点期|示范期|创建期|培育期|试点周期|示范周期|[（(]周期)
            [^。；，0-9０-９]{0,8}?(?P<number>[0-9０-９]+|[一二三四五六七八九十两]+)\s*(?P<unit>年|个月)
            |以\s*(?P<before>[0-9０-９]+|[一二三四五六七八九十两]+)\s*(?P<before_unit>年|个月)为(?:一个|一|1个)?[^。；，]{0,6}周期",
        )
    });
    let captures = period.captures(sentence)?;
    let is_before = captures.name("before").is_some();
    let (number, unit) = if is_before { ("before", "before_unit") } else { ("number", "unit") };
    let number: u32 = plain(text(&captures, number))?.parse().ok()?;
    let months = if text(&captures, unit) == "年" { number.checked_mul(12)? } else { number };
    if (1..=240).contains(&months) { Some(ReadPeriod { months }) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(sentence: &str) -> Vec<String> {
        let measures = read(sentence);
        measures
            .into_iter()
            .map(|m| format!("{} {} {}{}", m.kind, m.op, m.number, m.unit))
            .collect()
    }

    #[test]
    fn numbers_are_read_with_what_bounds_them() {
        assert_eq!(told("从事教学工作5年以上"), ["years >= 5年"]);
        assert_eq!(told("年满14周岁、不满40周岁"), ["age >= 14周岁", "age < 40周岁"]);
        assert_eq!(
            told("营业收入不低于1000万元，研发费用占比达到３％以上"),
            ["amount >= 1000万元", "share >= 3%"]
        );
        assert_eq!(told("课题组其他成员不能超过5人"), ["count <= 5人"]);
        assert_eq!(told("公示不少于五个工作日"), ["days >= 5个工作日"]);
    }

    #[test]
    fn a_time_is_no_length() {
        assert!(told("近三年以内无事故").is_empty());
        assert!(told("2019年1月1日至2021年12月31日期间完成").is_empty());
        assert!(told("第三年以上").is_empty());
    }

    #[test]
    fn a_period_is_given_in_months() {
        assert_eq!(period("项目实施周期原则上不超过1年"), Some(ReadPeriod { months: 12 }));
        assert_eq!(period("（一）重点课题（周期为2年）"), Some(ReadPeriod { months: 24 }));
        assert_eq!(period("建设期不超过十八个月"), Some(ReadPeriod { months: 18 }));
        assert_eq!(period("成立满3年"), None);
    }
}
