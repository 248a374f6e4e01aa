//! `waiver-expired` and `waiver-unused`: entries of `[rules]` that no longer do anything.

use crate::diag::Report;
use crate::notice::check_kind::WaiverState;
use crate::notice::{Card, Check};
use crate::project::config::Waiver;
use crate::text::Moment;

use super::context::{Context, Options};
use super::hit::Hit;
use super::wording::finding;

/// Judges the entries themselves; runs after all cards, since only then it is known which were
/// used.
pub(in crate::rules) fn judge(cx: &Context<'_>, options: &Options, report: &mut Report) {
    let card = |wanted: WaiverState| {
        let is_it = |card: &&Card| matches!(card.check, Check::Waiver { state } if state == wanted);
        let card = cx.notice.cards.iter().find(is_it)?;
        let is_named = |list: &[String]| list.iter().any(|name| name == card.id.as_str());
        let is_chosen = options.select.is_empty() || is_named(&options.select);
        if is_chosen && !is_named(&options.ignore) { Some(card) } else { None }
    };
    for waiver in &cx.config().waivers {
        let Some(target) = cx.notice.cards.iter().find(|c| names(c, waiver)) else { continue };
        let level = match waiver.level.as_ref() {
            Some(l) => l.value.as_str(),
            None => "",
        };
        if is_expired(waiver, cx.now) {
            if let Some(card) = card(WaiverState::Expired) {
                let until = match waiver.until.as_ref() {
                    Some(u) => u.value.as_str(),
                    None => "",
                };
                let hit = Hit::at(waiver.rule.at).arg("rule", &target.id).arg("until", until);
                report.findings.push(finding(card, hit, options.is_final));
            }
            continue;
        }
        let was_judged = target.needs.iter().all(|n| options.have.contains(n));
        let idle = report.off.iter().any(|o| o.rule == target.id && o.hidden == 0)
            || (level != "off" && !report.findings.iter().any(|f| f.rule == target.id));
        if was_judged
            && idle
            && options.select.is_empty()
            && let Some(card) = card(WaiverState::Unused)
        {
            report.findings.push(finding(
                card,
                Hit::at(waiver.rule.at).arg("rule", &target.id),
                options.is_final,
            ));
        }
    }
}

/// Whether an entry of `[rules]` is about a card.
pub(in crate::rules) fn names(card: &Card, waiver: &Waiver) -> bool {
    waiver.rule.value == card.id.as_str()
        || card.formerly.iter().any(|f| f.as_str() == waiver.rule.value)
}

/// Whether an entry of `[rules]` no longer holds.
pub(in crate::rules) fn is_expired(waiver: &Waiver, now: Moment) -> bool {
    let until = waiver.until.as_ref().and_then(|u| Moment::parse(&u.value));
    until.is_some_and(|until| now.day() > until.day())
}
