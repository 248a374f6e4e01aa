//! `spacing-mixed`: a space between Chinese and Latin here, and none there.

use crate::diag::{Applicability, Fix};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::han::is_han;

/// So many of either way are no slip but a second habit.
const LEAST: usize = 3;

/// A border between Chinese and Latin.
struct Border {
    prose: usize,
    /// Where the space stands or would stand.
    start: usize,
    end: usize,
}

/// One finding for the whole plan, at the first border of the rarer way.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let (mut spaced, mut tight) = (Vec::new(), Vec::new());
    for (index, prose) in cx.prose().iter().enumerate() {
        borders(index, prose.text(), &mut spaced, &mut tight);
    }
    let (rare, usual, right, title) = if spaced.len() <= tight.len() {
        (&spaced, &tight, "", "删去这些空格")
    } else {
        (&tight, &spaced, " ", "补上这些空格")
    };
    let (Some(first), Some(other)) = (rare.first(), usual.first()) else { return Vec::new() };
    if rare.len() < LEAST {
        return Vec::new();
    }
    // The two characters beside the border show what is meant better than a space.
    let shown = |b: &Border| {
        let text = cx.prose()[b.prose].text();
        let from = match text[..b.start].char_indices().next_back() {
            Some((i, _)) => i,
            None => b.start,
        };
        let to = b.end
            + match text[b.end..].chars().next() {
                Some(value) => char::len_utf8(value),
                None => 0,
            };
        cx.prose()[b.prose].at(from, to)
    };
    let edits: Option<Vec<_>> = rare
        .iter()
        .map(|b| {
            crate::rules::engine::replacement::edit(cx, &cx.prose()[b.prose], b.start, b.end, right)
        })
        .collect();
    let hit = Hit::at(shown(first))
        .arg("rare", rare.len())
        .arg("usual", usual.len())
        .related(shown(other), "多数地方这样写");
    let hit = if right.is_empty() { hit } else { hit.variant("tight") };
    vec![match edits {
        Some(edits) => {
            hit.fix(Fix { title: title.to_owned(), edits, applicability: Applicability::Unsafe })
        }
        None => hit,
    }]
}

/// `国家统计局 2026年4月16日发布`: a space before a whole date parts who says something from when.
fn is_date(text: &str) -> bool {
    let digits = |t: &str| t.bytes().take_while(u8::is_ascii_digit).count();
    let year = digits(text);
    year == 4
        && text[year..].strip_prefix('年').is_some_and(|rest| {
            matches!(digits(rest), 1 | 2) && rest[digits(rest)..].starts_with('月')
        })
}

fn borders(prose: usize, text: &str, spaced: &mut Vec<Border>, tight: &mut Vec<Border>) {
    let mut before: Option<char> = None;
    let mut gap: Option<(char, usize)> = None;
    // `表1 用地构成`: the space behind the number of a caption is another habit.
    let caption = text.strip_prefix('续').unwrap_or(text);
    let number = if caption.starts_with(['表', '图', '附']) { text.find(' ') } else { None };
    let title = number.map(|first| match text[first + 1..].find(' ') {
        Some(second) if text[..first].chars().count() < 2 => first + 1 + second,
        _ => first,
    });
    for (at, c) in text.char_indices() {
        if c == ' ' {
            // Only a single space is a habit; more are a layout.
            gap = if gap.is_none() { before.map(|b| (b, at)) } else { None };
            before = None;
            continue;
        }
        let crosses = |a: char| {
            (is_han(a) && c.is_ascii_alphanumeric()) || (a.is_ascii_alphanumeric() && is_han(c))
        };
        if let Some(b) = before {
            if crosses(b) {
                tight.push(Border { prose, start: at, end: at });
            }
        } else if let Some((b, start)) = gap
            // 表 1 and 图 1 are set apart by other habits.
            && crosses(b)
            && !matches!(b, '表' | '图')
            && Some(start) != title
            && !is_date(&text[at..])
        {
            spaced.push(Border { prose, start, end: at });
        }
        gap = None;
        before = Some(c);
    }
}
