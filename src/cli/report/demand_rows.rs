//! The demands of a notice beside what came out: a row of the conformity matrix each.

use crate::diag::{Finding, Report, Severity};
use crate::notice::demands::{Demand, DemandJudge, DemandKind};
use crate::notice::{Card, Check, Notice};

/// A demand and what came out.
pub(super) struct DemandRow<'n> {
    pub(super) demand: Demand<'n>,
    /// `pass`, `idle`, or the key of a severity.
    pub(super) class: &'static str,
    pub(super) verdict: String,
}

/// A row for each demand on a project of a category.
pub(super) fn demand_rows<'n>(
    notice: &'n Notice,
    category: &str,
    report: &Report,
) -> Vec<DemandRow<'n>> {
    let category = notice.profile.category(category).map(|category| category.id.as_str());
    let mut rows = Vec::new();
    for demand in notice.profile.demands(category) {
        let (class, verdict) = verdict(&demand, notice, report);
        rows.push(DemandRow { demand, class, verdict });
    }
    rows
}

fn verdict(demand: &Demand<'_>, notice: &Notice, report: &Report) -> (&'static str, String) {
    let is_judge = |card: &&Card| match demand.kind {
        DemandKind::Material => matches!(card.check, Check::Material { .. }),
        DemandKind::Condition => matches!(card.check, Check::Condition { .. }),
        DemandKind::Obligation => matches!(card.check, Check::Obligations {}),
    };
    let judges = notice.cards.iter().filter(is_judge);
    let own: Vec<&str> = judges.map(|card| card.id.as_str()).collect();
    let mut found = Vec::new();
    for finding in &report.findings {
        let rule = finding.rule.as_str();
        let is_own = own.contains(&rule) && finding.authority.quote == demand.quote;
        if is_own || demand.rules.iter().any(|name| name == rule) {
            found.push(finding);
        }
    }
    if let Some(worst) = worst(&found) {
        return (worst.key(), format!("{} 条问题", found.len()));
    }
    let judged = |name: &str| report.judged.iter().any(|rule| rule.as_str() == name);
    let by_hand = |name: &str| report.checklist.iter().any(|item| item.rule.as_str() == name);
    let is_known = |name: &str| notice.card(name).is_some();
    let mut rules = demand.rules.iter().map(String::as_str);
    match demand.judge {
        DemandJudge::Eye => ("idle", "人工核对".to_owned()),
        _ if demand.rules.is_empty() && !own.iter().any(|name| judged(name)) => {
            ("idle", "未查或不适用".to_owned())
        }
        DemandJudge::Declared => ("pass", "已声明".to_owned()),
        DemandJudge::Program if demand.rules.is_empty() || rules.any(judged) => {
            ("pass", "没有发现问题".to_owned())
        }
        DemandJudge::Program => {
            let mut rules = demand.rules.iter().map(String::as_str);
            if rules.any(by_hand) {
                return ("idle", "人工核对".to_owned());
            }
            let mut rules = demand.rules.iter().map(String::as_str);
            if rules.any(is_known) {
                return ("idle", "未查或不适用".to_owned());
            }
            ("idle", "见通知的事实".to_owned())
        }
    }
}

fn worst(found: &[&Finding]) -> Option<Severity> {
    found.iter().map(|finding| finding.severity).max()
}
