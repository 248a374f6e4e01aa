//! `range-form`: ranges of numbers and years (GB/T 15835-2011 5.1.3, GB/T 15834-2011 4.13).

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::prose::Prose;
use crate::text::word_list::{starts_with_word, words};

use crate::rules::engine::replacement::{digits, replace};

/// All ranges.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    for prose in cx.prose() {
        let text = prose.text();
        if !text.contains(['-', '－', '~', '～', '〜', '∼', '—', '–']) {
            continue;
        }
        scan(text, &mut |found| out.extend(hit(cx, prose, found)));
    }
    out
}

fn hit(cx: &Context<'_>, prose: &Prose, found: Found) -> Option<Hit> {
    let (start, end, with, variant) = found;
    let hit = replace(cx, prose, start, end, &with);
    Some(if variant.is_empty() { hit } else { hit.variant(variant) })
}

/// Start, end, the right form, and the variant of the message.
type Found = (usize, usize, String, &'static str);

fn scan(text: &str, report: &mut dyn FnMut(Found)) {
    let bytes = text.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        if !bytes[i].is_ascii_digit() {
            i += 1;
            continue;
        }
        let start = i;
        i += number(&text[i..]);
        if text[..start].ends_with(|c: char| {
            c.is_ascii_alphanumeric() || matches!(c, '-' | '－' | '.' | '/' | '~')
        }) {
            continue;
        }
        let unit_end = i + text[i..]
            .chars()
            .take_while(|c| matches!(c, '年' | '月' | '日' | '%' | '％' | '万' | '亿' | '元' | '℃'))
            .map(char::len_utf8)
            .sum::<usize>();
        let unit = &text[i..unit_end];
        let rest = &text[unit_end..];
        let Some(joint) = ["———", "——", "--", "-", "－", "~", "～", "〜", "∼", "–", "—"]
            .iter()
            .find(|j| rest.starts_with(**j))
        else {
            continue;
        };
        let second = unit_end + joint.len();
        let second_len = number(&text[second..]);
        if second_len == 0 {
            continue;
        }
        let second_end = second + second_len;
        let after = &text[second_end..];
        // `GB 3095-2012`, `2023-10-16`, `1-2-3`: more of it follows.
        let is_word = after.starts_with(|c: char| c.is_ascii_alphabetic());
        let is_unit = starts_with_word(after, "range-units");
        let goes_on = after.starts_with(['-', '－', '~', '.', ':', '：', '/']);
        if goes_on || is_word && !is_unit {
            i = second_end;
            continue;
        }
        let (first, last) = (&text[start..i], &text[second..second_end]);
        if matches!(*joint, "--" | "-" | "－" | "———") && is_difference(first, last)
            || is_dash(joint, unit, after)
        {
            i = second_end;
            continue;
        }
        if let Some(found) = judge(text, (start, second_end), (first, unit), joint, last, after) {
            report(found);
        }
        i = second_end;
    }
}

/// Whether a hyphen is a minus: `814810.94元-110000元`. A range begins with its smaller end; days
/// and months do not tell.
fn is_difference(first: &str, last: &str) -> bool {
    let is_long = |n: &str| n.contains('.') || n.len() > 4;
    let value = |n: &str| n.parse::<f64>().unwrap_or(0.0);
    (is_long(first) || is_long(last)) && value(first) > value(last)
}

/// Whether a long dash parts two clauses and joins no numbers: `总投资5000万元——2023年建成`. A
/// range has one unit, or one at its end.
fn is_dash(joint: &str, unit: &str, after: &str) -> bool {
    let is_alike = match () {
        () if unit.is_empty() => true,
        () if unit.contains(['年', '月', '日']) => after.starts_with(['年', '月', '日']),
        () => after.starts_with(unit),
    };
    joint.starts_with("——") && !is_alike
}

fn judge(
    text: &str,
    span: (usize, usize),
    first: (&str, &str),
    joint: &str,
    last: &str,
    after: &str,
) -> Option<Found> {
    let (number, unit) = first;
    let (start, end) = span;
    let is_year = |n: &str| n.len() == 4 && (n.starts_with("19") || n.starts_with("20"));
    let is_calendar = unit.contains(['年', '月', '日'])
        || (unit.is_empty() && after.starts_with('年') && is_year(number) && is_year(last));
    if is_calendar {
        // Years and dates: one 一字线. Days with a longer line between them are left alone: the
        // holiday notices of the State Council are printed so.
        let is_wrong = matches!(joint, "--" | "-" | "~" | "–" | "——" | "〜" | "∼")
            || (joint == "———" && !unit.ends_with('日'));
        return is_wrong.then(|| (start, end, format!("{number}{unit}—{last}"), "date"));
    }
    let follows_unit = starts_with_word(after, "range-units");
    let before = text[..start].trim_end().chars().next_back();
    if !follows_unit
        || before.is_some_and(|c| {
            c.is_ascii_alphanumeric() || matches!(c, '第' | '图' | '表' | '号' | '附')
        })
    {
        return None;
    }
    // 15～30%, 9～16亿: the first number lacks what the second has.
    let mut sizes = words("range-sizes").iter().map(String::as_str);
    let size = sizes.find(|size| after.starts_with(size));
    if let (Some(size), "") = (size, unit)
        && number != "0"
        && !after.starts_with("万kW·h")
    {
        let word = if matches!(size, "万" | "亿") { "size" } else { "percent" };
        // 3～5万元 reads as 3 to 50,000: the standard's own example 13～17万元.
        let measure = if after[size.len()..].starts_with('元') { "元" } else { "" };
        return Some((start, end, format!("{number}{size}{measure}～{last}"), word));
    }
    // － looks like the 一字线 and laws are printed with it: 1－5元. It is reported only where a number
    // lacks something.
    matches!(joint, "--" | "-" | "~" | "〜" | "∼" | "–" | "——" | "———")
        .then(|| (start, end, format!("{number}{unit}～{last}"), ""))
}

/// The bytes of a decimal number at the start of a text.
fn number(text: &str) -> usize {
    let whole = digits(text);
    if whole == 0 || !text[whole..].starts_with('.') {
        return whole;
    }
    match digits(&text[whole + 1..]) {
        0 => whole,
        fraction => whole + 1 + fraction,
    }
}

#[cfg(test)]
mod tests {
    use super::scan;

    fn found(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        scan(text, &mut |(start, end, with, _)| out.push(format!("{}→{with}", &text[start..end])));
        out
    }

    #[test]
    fn what_the_standard_forbids() {
        assert_eq!(found("提高15～30%"), ["15～30→15%～30"]);
        assert_eq!(found("投资13～17万元"), ["13～17→13万元～17"]);
        assert_eq!(found("每年10-20吨"), ["10-20→10～20"]);
        assert_eq!(found("费用12000-14000元"), ["12000-14000→12000～14000"]);
        assert_eq!(found("2023-2025年"), ["2023-2025→2023—2025"]);
        assert_eq!(found("2023年11月-2025年10月"), ["11月-2025→11月—2025"]);
        assert_eq!(found("提高15－30%"), ["15－30→15%～30"]);
        assert_eq!(found("投资13－17万元"), ["13－17→13万元～17"]);
        assert_eq!(found("每年10———20吨"), ["10———20→10～20"]);
        assert_eq!(found("投资10万元———20万元"), ["10万元———20→10万元～20"]);
        assert_eq!(found("2023———2025年"), ["2023———2025→2023—2025"]);
        assert_eq!(found("7月--2026年6月，10--20吨"), ["7月--2026→7月—2026", "10--20→10～20"]);
        assert_eq!(found("2023年11月———2025年10月"), ["11月———2025→11月—2025"]);
    }

    #[test]
    fn what_is_no_range() {
        for text in [
            "GB 3095-2012年版",
            "0771-5773998",
            "2023-10-16",
            "F2～F7",
            "表2-1",
            "第3-5页",
            "10%～20%",
            "118～146m",
            "2020年—2022年",
            "2×130t/h",
            "YX3-250",
            "（321738.6元-165000元）×50%",
            "12000.5-10000元",
            "321738.6元－165000元",
            "1％－20％或者每立方米1－30元",
            "1月22日———28日放假",
            "GB 18599－2001",
            "0771－5773998",
            "2023－10－16",
            "编号２０２３－１",
            "YX3－250kW",
            "表2－1，第3－5页",
            "温度－5℃",
            "总投资5000万元———2023年建成投产",
            "建成于2023年——10家企业受益",
            "达到95%———2025年的目标",
            "前后————各5吨",
        ] {
            assert_eq!(found(text), [] as [&str; 0], "{text}");
        }
    }
}
