//! Whether a day in a sentence is one by which somebody must do something, and whose work it is.

use std::sync::LazyLock;

use super::unit::{DayMark, Unit, before, behind};
use crate::reading::expression::Expression;
use crate::reading::patterns::{expression, wording};

/// What a day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DayVerdict {
    /// Whether it is the applicant's, or the authority's own work.
    pub(super) own: bool,
    /// Whether the words leave no doubt.
    pub(super) is_certain: bool,
}

/// A sentence with what stands above it.
pub(super) struct DayContext<'a> {
    /// The sentence.
    pub(super) sentence: &'a str,
    /// The headings above it, nearest first.
    pub(super) headings: &'a [&'a str],
}

static SEND: LazyLock<Expression> = LazyLock::new(|| wording("deadlines", "send"));
static HAND_OVER: LazyLock<Expression> = LazyLock::new(|| wording("deadlines", "hand-over"));
static LABEL: LazyLock<Expression> = LazyLock::new(|| wording("deadlines", "label"));
static BARE_LABEL: LazyLock<Expression> = LazyLock::new(|| wording("deadlines", "bare-label"));
static HEADING: LazyLock<Expression> = LazyLock::new(|| wording("deadlines", "heading"));
static NO_DEADLINE: LazyLock<Expression> = LazyLock::new(|| wording("deadlines", "no-deadline"));
static OPENING_DAY: LazyLock<Expression> = LazyLock::new(|| wording("deadlines", "opening"));
static CONDITION: LazyLock<Expression> = LazyLock::new(|| wording("deadlines", "condition"));
static COMPLETE: LazyLock<Expression> = LazyLock::new(|| wording("deadlines", "complete"));
/// What follows a day without 前 where it is nevertheless one for handing in.
static ACTS: LazyLock<Expression> =
    LazyLock::new(|| expression(r"^\s*(?:完成|将|把|报|寄|送|交|提交|统一|汇总)"));
static AFTER: LazyLock<Expression> = LazyLock::new(|| wording("deadlines", "after"));
static AUTHORITY_LABEL: LazyLock<Expression> =
    LazyLock::new(|| wording("deadlines", "authority-label"));
static AUTHORITY_SUBJECT: LazyLock<Expression> =
    LazyLock::new(|| wording("deadlines", "authority-subject"));
static AUTHORITY_ACT: LazyLock<Expression> =
    LazyLock::new(|| wording("deadlines", "authority-act"));
/// 于, 请于, 务必于 directly before a day.
static ON: LazyLock<Expression> =
    LazyLock::new(|| expression(r"(?:于|在|截止|截至|截止到|截止至)\s*$"));
static ASKED: LazyLock<Expression> = LazyLock::new(|| expression(r"请|务必|须|应当?|必须|要求|需"));
/// What already happened asks for nothing.
static PAST: LazyLock<Expression> = LazyLock::new(|| expression(r"^[^，。；]{0,20}(?:了|已)"));
/// What may stand between the beginning of a sentence and its day.
static OPENING: LazyLock<Expression> = LazyLock::new(|| {
    expression(
        r"^\W*(?:[一二三四五六七八九十0-9]{1,2}\W+)?(?:自|从|于|在|为|截止(?:时间|日期)?(?:为|至|到)?|即日起至|[^，。；]{0,8}之日起至|[^，。；]{0,14}[:：]|请于|务必于|[^，。；]{0,6}起至)?\s*$",
    )
});

/// Characters of a label before a day.
const LABEL_REACH: usize = 34;

/// Judges one day of a sentence. `start` is where the day before it ends, `end` where the next one begins.
pub(super) fn judge(
    place: &DayContext<'_>,
    unit: &Unit,
    start: usize,
    end: usize,
) -> Option<DayVerdict> {
    let sentence = place.sentence;
    let head = cut_head(before(sentence, unit.start), unit.start - start.min(unit.start));
    let clause = last_clause(head);
    let label = last_characters(head, LABEL_REACH);
    let tail = behind(&sentence[..end.max(unit.end)], unit.end);
    let rest = behind(sentence, unit.end);
    let is_marked = unit.mark != DayMark::Bare;

    let is_after = AFTER.is_match(rest) && !COMPLETE.is_match(rest);
    if is_after || (unit.mark == DayMark::Bare && unit.from.is_none() && starts_window(rest)) {
        return None;
    }
    let sends_near = SEND.is_match(first_clause(rest));
    if unit.from.is_none() && OPENING_DAY.is_match(label) {
        return None;
    }
    if NO_DEADLINE.is_match(label) && !LABEL.is_match(label) {
        return None;
    }
    if CONDITION.is_match(rest) && !sends_near && !COMPLETE.is_match(rest) {
        return None;
    }
    if is_authority(label, clause, rest, sends_near) {
        let is_stated = is_marked || AUTHORITY_LABEL.is_match(label);
        if !is_stated {
            return None;
        }
        return Some(DayVerdict { own: false, is_certain: true });
    }
    let certain = Some(DayVerdict { own: true, is_certain: true });
    if LABEL.is_match(label) && !is_far(label) {
        return certain;
    }
    let heading = place.headings.iter().any(|heading| HEADING.is_match(heading));
    if heading && (OPENING.is_match(head) || BARE_LABEL.is_match(head)) && no_authority(place) {
        return certain;
    }
    let asks_after = SEND.is_match(tail) || HAND_OVER.is_match(tail) || SEND.is_match(rest);
    let asks_before = SEND.is_match(clause) || HAND_OVER.is_match(clause);
    match unit.mark {
        DayMark::Before | DayMark::Stop if asks_after || asks_before => certain,
        DayMark::Window if asks_after || asks_before || (heading && no_authority(place)) => certain,
        DayMark::Before if ASKED.is_match(clause) => {
            Some(DayVerdict { own: true, is_certain: false })
        }
        DayMark::Bare if ON.is_match(head) && sends_near && !PAST.is_match(rest) => certain,
        DayMark::Bare if ACTS.is_match(rest) && sends_near && !PAST.is_match(rest) => {
            Some(DayVerdict { own: true, is_certain: false })
        }
        _ => None,
    }
}

fn is_authority(label: &str, clause: &str, rest: &str, sends_near: bool) -> bool {
    if AUTHORITY_SUBJECT.is_match(clause) {
        return true;
    }
    !sends_near && (AUTHORITY_LABEL.is_match(label) || AUTHORITY_ACT.is_match(rest))
}

/// Whether the nearest heading is about the authority's own work.
fn no_authority(place: &DayContext<'_>) -> bool {
    match place.headings.first() {
        Some(heading) => !AUTHORITY_LABEL.is_match(heading),
        None => true,
    }
}

/// 3月1日起, without an end.
fn starts_window(rest: &str) -> bool {
    rest.trim_start().starts_with('起') || rest.trim_start().starts_with("开始")
}

/// Whether another sentence part stands between a label and its day.
fn is_far(label: &str) -> bool {
    let Some(found) = LABEL.find_iter(label).last() else { return true };
    let between = &label[found.end()..];
    between.contains(['，', ',', '；', '。'])
        && !between.contains(['：', ':'])
        && between.chars().count() > 14
}

/// What stands before a day, from the day before it or the last full stop.
fn cut_head(head: &str, most: usize) -> &str {
    let from = head.len() - most.min(head.len());
    let head = &head[from..];
    match head.rfind(['。', '；', ';', '！']) {
        Some(at) => head[at..].trim_start_matches(['。', '；', ';', '！']),
        None => head,
    }
}

fn last_clause(head: &str) -> &str {
    match head.trim_end_matches(['，', ',']).rfind(['，', ',']) {
        Some(at) => head[at..].trim_start_matches(['，', ',']),
        None => head,
    }
}

/// What follows up to the second comma: 前，将材料报送….
fn first_clause(rest: &str) -> &str {
    let mut commas = rest.char_indices().filter(|(_, c)| matches!(c, '，' | ',' | '；' | '。'));
    match commas.nth(1) {
        Some((at, _)) => &rest[..at],
        None => rest,
    }
}

fn last_characters(text: &str, count: usize) -> &str {
    let first = text.char_indices().rev().nth(count.saturating_sub(1));
    match first {
        Some((start, _)) => &text[start..],
        None => text,
    }
}
