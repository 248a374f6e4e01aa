//! The conditions of the notice beside the answers of the applicant.

use chrono::NaiveDate;

use crate::notice::check::AnswerState;
use crate::notice::profile::{ApplicationCondition, ConditionMeasure, DemandStrength};
use crate::project::config::ConditionAnswer;
use crate::rules::engine::context::Context;
use crate::rules::engine::fields::{self, State};
use crate::rules::engine::hit::Hit;
use crate::text::{Spanned, han};

use super::measure::{self, Measured};

/// Characters of a condition that a message shows; the whole of it stands in its clause.
const SHOWN: usize = 40;

/// An answer with its place in the list.
struct Answer<'a> {
    index: usize,
    answer: &'a ConditionAnswer,
}

/// The one measure that a value was given for.
struct MeasuredValue<'a> {
    measure: &'a ConditionMeasure,
    value: &'a Spanned<String>,
    measured: Measured,
}

/// Conditions in a state.
pub(in crate::rules::engine) fn condition(state: AnswerState, cx: &Context<'_>) -> Vec<Hit> {
    let category = cx.category().map(|category| category.id.as_str());
    let until = last_day(cx);
    let mut hits = Vec::new();
    for condition in &cx.profile().conditions {
        if !condition.holds_for(category) || !condition.judged_by.is_empty() {
            continue;
        }
        let hit = match state {
            AnswerState::Unanswered => unanswered(condition, until, cx),
            AnswerState::Unmet => unmet(condition, until, cx),
        };
        if let Some(hit) = hit {
            let hit = hit.arg("condition", shortened(&condition.quote));
            let hit = hit.arg("id", &condition.id).arg("strength", condition.strength.word());
            hits.push(hit.clause(cx.demand(&condition.clause, &condition.quote)));
        }
    }
    hits
}

/// The day until which years are counted: the last deadline of this category, else today.
fn last_day(cx: &Context<'_>) -> NaiveDate {
    let category = cx.category().map(|category| category.id.as_str());
    let deadlines = cx.profile().final_deadlines(category);
    match deadlines.iter().map(|deadline| deadline.date.0).max() {
        Some(day) => day,
        None => cx.now.day(),
    }
}

fn answer<'a>(condition: &ApplicationCondition, cx: &Context<'a>) -> Option<Answer<'a>> {
    let answers = cx.config().conditions.iter().enumerate();
    for (index, answer) in answers {
        if answer.id.as_ref().is_some_and(|id| id.value == condition.id) {
            return Some(Answer { index, answer });
        }
    }
    None
}

/// A condition without an answer, or with one that proves nothing.
fn unanswered(condition: &ApplicationCondition, until: NaiveDate, cx: &Context<'_>) -> Option<Hit> {
    let open = match condition.strength {
        DemandStrength::Encouraged => Some("encouraged"),
        _ => None,
    };
    let with_weight = |hit: Hit| match open {
        Some(variant) => hit.variant(variant),
        None => hit,
    };
    let Some(Answer { index, answer }) = answer(condition, cx) else {
        return Some(with_weight(Hit::at(cx.config().place_for("conditions"))));
    };
    let state = |key: &str| fields::item(cx, "conditions", index, key);
    // What is still to be filled in is reported once, by `placeholder-left`.
    if [state("met"), state("value"), state("how")].contains(&State::Unfilled) {
        return None;
    }
    if let Some(value) = &answer.value
        && let [only] = condition.measures.as_slice()
        && measure::measured(only, &value.value, until).is_none()
    {
        let hit = Hit::at(value.at).variant("unreadable");
        let hit = hit.arg("value", han::one_line(&value.value));
        return Some(hit.arg("wanted", measure::words(only)));
    }
    if measured_value(condition, answer, until).is_some() {
        return None;
    }
    let Some(met) = &answer.met else { return Some(with_weight(Hit::at(answer.at))) };
    if !met.value || answer.evidence.is_some() || answer.how.is_some() {
        return None;
    }
    if open.is_some() { None } else { Some(Hit::at(met.at).variant("unproven")) }
}

/// A condition that is not met, as the applicant says or as its value shows.
fn unmet(condition: &ApplicationCondition, until: NaiveDate, cx: &Context<'_>) -> Option<Hit> {
    let Answer { answer, .. } = answer(condition, cx)?;
    if let Some(found) = measured_value(condition, answer, until)
        && !found.measured.holds
    {
        let hit = Hit::at(found.value.at).variant(measured_wording(condition.strength));
        let hit = hit.arg("value", han::one_line(&found.value.value));
        let hit = hit.arg("computed", found.measured.computed);
        return Some(hit.arg("wanted", measure::words(found.measure)));
    }
    let met = answer.met.as_ref().filter(|met| !met.value)?;
    let hit = Hit::at(met.at);
    Some(match condition.strength {
        DemandStrength::Must | DemandStrength::MustNot => hit,
        DemandStrength::InPrinciple => hit.variant("in-principle"),
        DemandStrength::Encouraged => hit.variant("encouraged"),
    })
}

/// The wording for a value that fails, whose severity follows the strength of the condition.
fn measured_wording(strength: DemandStrength) -> &'static str {
    match strength {
        DemandStrength::Must | DemandStrength::MustNot => "measured",
        DemandStrength::InPrinciple => "measured-in-principle",
        DemandStrength::Encouraged => "measured-encouraged",
    }
}

/// The measure that a value fits, if it fits a single one: which of several alike is meant nobody
/// can know.
fn measured_value<'a>(
    condition: &'a ApplicationCondition,
    answer: &'a ConditionAnswer,
    until: NaiveDate,
) -> Option<MeasuredValue<'a>> {
    let value = answer.value.as_ref()?;
    let mut found = None;
    for measure in &condition.measures {
        let Some(measured) = measure::measured(measure, &value.value, until) else { continue };
        if found.is_some() {
            return None;
        }
        found = Some(MeasuredValue { measure, value, measured });
    }
    found
}

fn shortened(quote: &str) -> String {
    let shown: String = quote.chars().take(SHOWN).collect();
    let more = if quote.chars().count() > SHOWN { "……" } else { "" };
    format!("{}{more}", han::quoted(&han::one_line(&shown)))
}
