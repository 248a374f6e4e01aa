//! Whose day it is in a chain: where the notice gives the applicants a day of their own, the day by
//! which an office hands on what it received is the office's.
//!
//! Where it gives them none, the office's day is all that they can keep to, and stays theirs.

use std::sync::LazyLock;

use super::Judged;
use crate::reading::expression::Expression;
use crate::reading::patterns::wording;
use crate::reading::sheet::{Facts, ReadDeadline};

static APPLICANT: LazyLock<Expression> =
    LazyLock::new(|| wording("deadlines", "applicant-subject"));
static OFFICE_AT_END: LazyLock<Expression> =
    LazyLock::new(|| wording("deadlines", "office-at-end"));
static OFFICE_SUBJECT: LazyLock<Expression> =
    LazyLock::new(|| wording("deadlines", "office-subject"));

/// Who has to act by a day.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Actor {
    Applicant,
    Office,
    Unknown,
}

/// Gives the days of offices to them where applicants have a day before; `actors` are those of the
/// facts, in order.
pub(super) fn give_offices_theirs(actors: &[Actor], facts: &mut Facts<ReadDeadline>) {
    let mut own: Vec<ReadDeadline> = Vec::new();
    for (fact, actor) in facts.iter().zip(actors) {
        if *actor == Actor::Applicant && fact.value.own && fact.value.date.is_some() {
            own.push(fact.value.clone());
        }
    }
    for (fact, actor) in facts.iter_mut().zip(actors) {
        let follows = |day: &ReadDeadline| {
            let is_for_all = day.categories.is_empty() || day.categories == fact.value.categories;
            is_for_all && day.date <= fact.value.date
        };
        if *actor == Actor::Office && own.iter().any(follows) {
            fact.value.own = false;
        }
    }
}

/// Who has to act by one of the judged days; `earlier` has who has to act by those before it.
pub(super) fn actor(
    found: &[Judged<'_>],
    index: usize,
    deadline: &ReadDeadline,
    earlier: &[Actor],
) -> Actor {
    let (sentence, unit, _) = &found[index];
    let before = match index.checked_sub(1).and_then(|earlier| found.get(earlier)) {
        Some((other, earlier, _))
            if other.line == sentence.line && other.start == sentence.start =>
        {
            earlier.end.min(unit.start)
        }
        _ => 0,
    };
    let region = &sentence.text[before..unit.start];
    if let Some(who) = &deadline.who
        && OFFICE_AT_END.is_match(who)
    {
        return Actor::Office;
    }
    // What stands right before the day says it: 申报单位应于, else how the sentence begins.
    let with_day = &sentence.text[before..unit.end];
    if APPLICANT.is_match(with_day) {
        return Actor::Applicant;
    }
    if OFFICE_SUBJECT.is_match(region) {
        return Actor::Office;
    }
    // ……局应于6月10日前核查，并于6月20日前报市局: the second day goes on with who has the first.
    match earlier.last() {
        Some(last) if before > 0 => *last,
        _ => Actor::Unknown,
    }
}
