//! `schedule-vague`: a timetable without months, or with months outside the project's period.

use crate::text::word_list::{contains_word, numbered};
use std::collections::BTreeSet;

use crate::plan::Block;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::prose::{clause_around, in_book_title};
use crate::rules::engine::sections;
use crate::text::{Month, han};

/// Judges the section that holds the timetable.
pub(in crate::rules) fn dated_steps(selector: &str, cx: &Context<'_>) -> Vec<Hit> {
    let Some(section) = sections::find(cx, selector) else { return Vec::new() };
    let text_runs: Vec<_> = section.blocks_below().flat_map(Block::text_runs).collect();
    if text_runs.iter().all(|f| han::han_count(&f.text) == 0) {
        return Vec::new();
    }
    let project = &cx.config().project;
    let start = project.start.as_ref().map(|start| start.value);
    let end = project.end.as_ref().map(|end| end.value);
    let (mut steps, mut out) = (BTreeSet::new(), Vec::new());
    for flat in &text_runs {
        let mut is_later: Option<bool> = None;
        for found in months(&flat.text) {
            steps.insert(found.key);
            let Some(month) = found.month else { continue };
            let early = start.is_some_and(|s| month < s);
            let late = end.is_some_and(|e| month > e);
            let clause = clause_around(&flat.text, found.start, found.end);
            if !(early || late)
                || in_book_title(&flat.text, found.start)
                || (early && contains_word(clause, "before-the-project"))
                || (late
                    && *is_later
                        .get_or_insert_with(|| contains_word(&flat.text, "after-the-project")))
            {
                continue;
            }
            let (Some(start), Some(end)) = (start, end) else { continue };
            let mut hit = Hit::at(flat.at(found.start, found.end).unwrap_or_default())
                .variant("outside")
                .arg("month", &flat.text[found.start..found.end])
                .arg(
                    "period",
                    format!("{}年{}月至{}年{}月", start.year, start.month, end.year, end.month),
                );
            if let Some(field) = if early { &project.start } else { &project.end } {
                hit = hit.related(field.at, "试点期限在这里");
            }
            out.push(hit);
        }
    }
    // From one date to another is one period; a timetable has at least two steps, so three dates or
    // more.
    if steps.len() < 2 {
        out.push(Hit::at(section.heading.at).arg("section", section.heading.text.trim()));
    }
    out
}

/// A point in time as a plan writes it.
struct Found {
    start: usize,
    end: usize,
    key: (i32, u32),
    month: Option<Month>,
}

/// `2024年3月`, `2024-03`, `2024年第一季度`, `2024年底`, and a month alone after a year in the same
/// text.
fn months(text: &str) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let mut year: Option<i32> = None;
    let bytes = text.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        if !bytes[i].is_ascii_digit() || (i > 0 && bytes[i - 1].is_ascii_digit()) {
            i += 1;
            continue;
        }
        let digits = bytes[i..].iter().take_while(|b| b.is_ascii_digit());
        let len = digits.count();
        let number: i32 = text[i..i + len].parse().unwrap_or(0);
        let after = &text[i + len..];
        let mut end = i + len;
        if len == 4 && (1990..2100).contains(&number) {
            let rest = after
                .strip_prefix('年')
                .or_else(|| after.strip_prefix('-'))
                .or_else(|| after.strip_prefix('.'));
            if after.starts_with('年') {
                year = Some(number);
            }
            if let Some(rest) = rest {
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                let month: u32 = rest[..digits].parse().unwrap_or(0);
                let is_month = (1..=12).contains(&month)
                    && digits <= 2
                    && (!after.starts_with('年') || rest[digits..].starts_with('月'));
                if is_month && (after.starts_with('年') || digits == 2) {
                    end = text.len() - rest.len() + digits;
                    if rest[digits..].starts_with('月') {
                        end += '月'.len_utf8();
                    }
                    out.push(Found {
                        start: i,
                        end,
                        key: (number, month),
                        month: Some(Month { year: number, month }),
                    });
                } else if after.starts_with('年') {
                    let mut parts = numbered("parts-of-a-year").iter();
                    let part = parts.find(|(word, _)| rest.starts_with(word.as_str()));
                    if let Some((_, part)) = part {
                        out.push(Found { start: i, end, key: (number, 20 + part), month: None });
                    }
                }
            }
        } else if let (Some(year), true, true) =
            (year, (1..=12).contains(&number), after.starts_with('月'))
        {
            end += '月'.len_utf8();
            let month = number.unsigned_abs();
            out.push(Found {
                start: i,
                end,
                key: (year, month),
                month: Some(Month { year, month }),
            });
        }
        i = end.max(i + len);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_in_all_forms() {
        let keys = |t: &str| months(t).into_iter().map(|f| f.key).collect::<Vec<_>>();
        assert_eq!(keys("2023年11月至12月"), [(2023, 11), (2023, 12)]);
        assert_eq!(keys("2023-11—2024-01"), [(2023, 11), (2024, 1)]);
        assert_eq!(keys("2024年第一季度、2024年底"), [(2024, 21), (2024, 27)]);
        assert_eq!(keys("投资2024.5万元，2022年能耗"), [] as [(i32, u32); 0]);
        assert_eq!(keys("3个月"), [] as [(i32, u32); 0]);
    }
}
