//! `date-form`: dates that are not written as GB/T 15835-2011 5.1.4 asks, or that no calendar has.

use crate::text::word_list::{ends_with_word, starts_with_word};
use chrono::NaiveDate;

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::prose::Prose;
use crate::text::han::is_han;

use crate::rules::engine::replacement::{digits, replace};

/// All dates.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    for prose in cx.prose() {
        numeric(cx, prose, &mut out);
        chinese_year(cx, prose, &mut out);
    }
    out
}

/// `2023.10.16`, `2023/10/16`, `23年10月`, 2023年2月30日.
fn numeric(cx: &Context<'_>, prose: &Prose, out: &mut Vec<Hit>) {
    let text = prose.text();
    let bytes = text.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        if !bytes[i].is_ascii_digit() {
            i += 1;
            continue;
        }
        let start = i;
        let len = digits(&text[i..]);
        i += len;
        let before = text[..start].chars().next_back();
        if before.is_some_and(|c| {
            c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '-' | ':' | '_' | 'v' | 'V')
        }) {
            continue;
        }
        let rest = &text[i..];
        let number: i32 = text[start..i].parse().unwrap_or(0);
        if len == 4 && (1949..2100).contains(&number) {
            if let Some((month, day, taken)) = ['.', '/', '．'].iter().find_map(|c| parts(rest, *c))
            {
                let end = i + taken;
                let next = text[end..].chars().next();
                if NaiveDate::from_ymd_opt(number, month, day).is_some()
                    && !next.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '/'))
                {
                    out.push(replace(
                        cx,
                        prose,
                        start,
                        end,
                        &format!("{number}年{month}月{day}日"),
                    ));
                }
                i = end;
            } else if let Some(end) = short_month(rest).map(|taken| i + taken) {
                let month = text[i..end].trim_start_matches(['.', '．']).trim_start_matches('0');
                out.push(replace(cx, prose, start, end, &format!("{number}年{month}月")));
                i = end;
            } else if let Some((month, day, taken)) = chinese_parts(rest) {
                let end = i + taken;
                if NaiveDate::from_ymd_opt(number, month, day).is_none() {
                    out.push(
                        Hit::at(prose.at(start, end))
                            .variant("impossible")
                            .arg("found", &text[start..end])
                            .arg("right", ""),
                    );
                }
                i = end;
            } else if let Some(end) = impossible_month(rest).map(|taken| i + taken) {
                let hit = Hit::at(prose.at(start, end)).variant("no-month");
                out.push(hit.arg("found", &text[start..end]).arg("right", ""));
                i = end;
            }
        } else if len == 2
            && rest.starts_with('年')
            && (!before.is_some_and(is_han) || ends_with_word(&text[..start], "before-short-years"))
        {
            let after = &rest['年'.len_utf8()..];
            let month_len = digits(after);
            let month: u32 = after[..month_len].parse().unwrap_or(0);
            // 90年 of the standard's example; 10年3个月 is a time.
            let is_month = (1..=12).contains(&month) && after[month_len..].starts_with('月');
            if (is_month || starts_with_word(after, "halves-of-years")) && number <= 50 {
                let end = i + '年'.len_utf8();
                out.push(
                    replace(cx, prose, start, end, &format!("20{number:02}年")).variant("short"),
                );
            }
        }
    }
}

/// `.10.16` after a year.
fn parts(rest: &str, joint: char) -> Option<(u32, u32, usize)> {
    let after = rest.strip_prefix(joint)?;
    let month_len = digits(after);
    let second = after[month_len..].strip_prefix(joint)?;
    let day_len = digits(second);
    if !(1..=2).contains(&month_len) || !(1..=2).contains(&day_len) {
        return None;
    }
    Some((
        after[..month_len].parse().ok()?,
        second[..day_len].parse().ok()?,
        2 * joint.len_utf8() + month_len + day_len,
    ))
}

/// `.4` after a year and before what happened then: `2021.4成立`.
fn short_month(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix(['.', '．'])?;
    let joint = rest.len() - after.len();
    let len = digits(after);
    let month: u32 = after[..len].parse().ok()?;
    let is_event = starts_with_word(&after[len..], "events-behind-dates");
    if len <= 2 && (1..=12).contains(&month) && is_event { Some(joint + len) } else { None }
}

/// `年13月` after a year.
fn impossible_month(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix('年')?;
    let len = digits(after);
    let month: u32 = after[..len].parse().ok()?;
    let is_a_month = after[len..].starts_with('月');
    if is_a_month && !(1..=12).contains(&month) {
        Some('年'.len_utf8() + len + '月'.len_utf8())
    } else {
        None
    }
}

/// `年10月16日` after a year.
fn chinese_parts(rest: &str) -> Option<(u32, u32, usize)> {
    let after = rest.strip_prefix('年')?;
    let month_len = digits(after);
    let second = after[month_len..].strip_prefix('月')?;
    let day_len = digits(second);
    second[day_len..].strip_prefix('日')?;
    Some((
        after[..month_len].parse().ok()?,
        second[..day_len].parse().ok()?,
        9 + month_len + day_len,
    ))
}

/// `二零二三年`, `二○二三年`, `二0二三年`: the zero of a year is 〇.
fn chinese_year(cx: &Context<'_>, prose: &Prose, out: &mut Vec<Hit>) {
    let text = prose.text();
    for (year, _) in text.match_indices('年') {
        let mut start = year;
        let mut count = 0;
        for (at, c) in text[..year].char_indices().rev().take(4) {
            if !matches!(
                c,
                '〇' | '一'
                    | '二'
                    | '三'
                    | '四'
                    | '五'
                    | '六'
                    | '七'
                    | '八'
                    | '九'
                    | '零'
                    | '○'
                    | '0'
                    | 'O'
                    | 'Ｏ'
                    | '０'
            ) {
                break;
            }
            start = at;
            count += 1;
        }
        let word = &text[start..year];
        if count == 4
            && (word.starts_with("一九") || word.starts_with('二'))
            && word.contains(['零', '○', '0', 'O', 'Ｏ', '０'])
        {
            let right: String = word
                .chars()
                .map(|c| if matches!(c, '零' | '○' | '0' | 'O' | 'Ｏ' | '０') { '〇' } else { c })
                .collect();
            out.push(replace(cx, prose, start, year, &right).variant("zero"));
        }
    }
}
