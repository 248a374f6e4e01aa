//! `waiver-expired` and `waiver-unused`: entries of `[rules]` that no longer do anything.

use crate::diag::Report;

use super::context::{Context, Options};
use super::driver::{finding, is_expired, names};
use super::hit::Hit;

/// Judges the entries themselves; runs after all cards, since only then it is known which were used.
pub(super) fn judge(cx: &Context<'_>, options: &Options, report: &mut Report) {
    let card = |id: &str| {
        let chosen = options.select.is_empty() || options.select.iter().any(|s| s == id);
        cx.notice.card(id).filter(|_| chosen && !options.ignore.iter().any(|i| i == id))
    };
    for waiver in &cx.config().waivers {
        let Some(target) = cx.notice.cards.iter().find(|c| names(c, waiver)) else { continue };
        let level = waiver.level.as_ref().map_or("", |l| l.value.as_str());
        if is_expired(waiver, cx.now) {
            if let Some(card) = card("waiver-expired") {
                let until = waiver.until.as_ref().map_or("", |u| u.value.as_str());
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
            && let Some(card) = card("waiver-unused")
        {
            report.findings.push(finding(card, Hit::at(waiver.rule.at).arg("rule", &target.id), options.is_final));
        }
    }
}
