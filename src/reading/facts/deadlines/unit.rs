//! Days and windows of a sentence, with what marks their end: 前, 截止, 即日起至 ….

use std::sync::LazyLock;

use crate::reading::clock;
use crate::reading::day::{DayMention, days};
use crate::reading::expression::Expression;
use crate::reading::patterns::expression;

/// A day, or a window of days, in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// The first day of a window.
    pub(super) from: Option<DayMention>,
    /// The last day.
    pub(super) day: DayMention,
    /// The time of the last day.
    pub(super) time: Option<String>,
    /// Where it begins in the sentence.
    pub(super) start: usize,
    /// Where it ends: behind day, weekday and time, before 前.
    pub(super) end: usize,
    /// What marks it.
    pub(super) mark: DayMark,
}

/// What marks the end of a day or window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayMark {
    /// 前, 之前, 以前.
    Before,
    /// 止, 截止, 为止.
    Stop,
    /// A window, 即日起至.
    Window,
    /// Nothing.
    Bare,
}

static CONNECTOR: LazyLock<Expression> = LazyLock::new(|| {
    expression(r"^\s*[起]?\s*(?:开始)?[，,]?\s*(?:至|到|截至|截止至|截止到|[-－—–―~～]{1,2})\s*$")
});
static BEFORE: LazyLock<Expression> =
    LazyLock::new(|| expression(r"^\s*(?:之前|以前|前(?:[^期后往述提沿端瞻]|$))"));
static STOP: LazyLock<Expression> = LazyLock::new(|| {
    expression(r"^\s*(?:止|为止|截止|截至|结束)|^[^，。；]{0,8}?(?:截止|止)\s*(?:[，。；（(]|$)")
});
static SINCE: LazyLock<Expression> = LazyLock::new(|| expression(r"^\s*(?:起|开始)"));
/// 即日起至, 自发布之日起至, 自通知印发之日起至 directly before a day.
static FROM_NOW: LazyLock<Expression> = LazyLock::new(|| {
    expression(
        r"(?:即日起?|之日起?|今日起|现在起)\s*[，,]?\s*(?:至|到|截至|截止至|截止到|[-－—–~～]{1,2})\s*$",
    )
});
static LIST: LazyLock<Expression> = LazyLock::new(|| expression(r"^\s*(?:[、，,和及与]|以及)\s*$"));
static OPEN_BOOK: LazyLock<Expression> = LazyLock::new(|| expression(r"[《〈][^》〉]*$"));

/// Characters around a day that are looked at.
pub(super) const REACH: usize = 160;

/// The days and windows of a sentence, in order.
pub(super) fn units(sentence: &str) -> Vec<Unit> {
    let mut found: Vec<Unit> = Vec::new();
    let mentions = days(sentence);
    let mut index = 0;
    while index < mentions.len() {
        let first = mentions[index];
        index += 1;
        if in_book(sentence, first.start) {
            continue;
        }
        let mut unit = single(sentence, first);
        if let Some(next) = mentions.get(index)
            && CONNECTOR.is_match(&sentence[unit.end.min(next.start)..next.start])
        {
            let last = single(sentence, *next);
            unit = Unit { from: Some(first), start: first.start, mark: last.mark, ..last };
            if unit.mark == DayMark::Bare {
                unit.mark = DayMark::Window;
            }
            index += 1;
        }
        join_opening(sentence, &mut found, &mut unit);
        found.push(unit);
    }
    share_marks(sentence, &mut found);
    found
}

/// 3月25日、6月25日和9月25日前: what marks the last day of a list marks them all.
fn share_marks(sentence: &str, found: &mut [Unit]) {
    for index in (1..found.len()).rev() {
        let (mark, end) = (found[index].mark, found[index].end);
        let earlier = &found[index - 1];
        let is_list = earlier.mark == DayMark::Bare
            && LIST.is_match(&sentence[earlier.end.min(found[index].start)..found[index].start]);
        if is_list && mark != DayMark::Bare {
            found[index - 1].mark = mark;
            found[index - 1].end = end;
        }
    }
}

fn single(sentence: &str, day: DayMention) -> Unit {
    let behind = clock::behind(&sentence[day.end..]);
    let end = day.end + behind.length;
    let after = &sentence[end..];
    let mut mark = DayMark::Bare;
    if BEFORE.is_match(after) {
        mark = DayMark::Before;
    } else if STOP.is_match(after) {
        mark = DayMark::Stop;
    } else if FROM_NOW.is_match(before(sentence, day.start)) {
        mark = DayMark::Window;
    }
    Unit { from: None, day, time: behind.time, start: day.start, end, mark }
}

/// 自8月1日起开通申报，9月12日截止: the day of opening becomes the beginning of the window.
fn join_opening(sentence: &str, found: &mut Vec<Unit>, unit: &mut Unit) {
    let is_closing = unit.from.is_none() && matches!(unit.mark, DayMark::Stop | DayMark::Before);
    let Some(opening) = found.last() else { return };
    let is_opening = opening.from.is_none()
        && SINCE.is_match(&sentence[opening.end..])
        && opening.mark == DayMark::Bare;
    let is_near = sentence[opening.end..unit.start].chars().count() <= 40;
    if is_closing && is_opening && is_near {
        unit.from = Some(opening.day);
        unit.start = opening.start;
        found.pop();
    }
}

fn in_book(sentence: &str, at: usize) -> bool {
    OPEN_BOOK.is_match(before(sentence, at))
}

/// What stands before a place, at most `REACH` characters.
pub(super) fn before(text: &str, at: usize) -> &str {
    let head = &text[..at];
    match head.char_indices().rev().nth(REACH) {
        Some((start, _)) => &head[start..],
        None => head,
    }
}

/// What stands behind a place, at most `REACH` characters.
pub(super) fn behind(text: &str, at: usize) -> &str {
    let tail = &text[at..];
    match tail.char_indices().nth(REACH) {
        Some((end, _)) => &tail[..end],
        None => tail,
    }
}
