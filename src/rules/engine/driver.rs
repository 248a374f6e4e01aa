//! Runs the cards and puts their words to what they saw.

use std::cell::LazyCell;

use crate::diag::{
    Authority, ChecklistItem, Finding, FindingWeight, OffRule, Place, Report, RuleId, Severity,
    UnjudgedRule,
};
use crate::notice::demands::{DemandJudge, DemandKind};
use crate::notice::{Card, Check, Notice};
use crate::project::Project;
use crate::text::{Sources, Span, han};

use super::context::{Context, Options};
use super::declarative;
use super::hit::Hit;
use super::waivers::{self, is_expired, names};
use super::wording::{fill, finding};

/// Judges a project. Never fails and never panics, whatever the project holds.
pub fn run(project: &Project, notice: &Notice, options: &Options) -> Report {
    let cx = Context::new(project, notice, options);
    let mut report = Report::default();
    let words = LazyCell::new(|| super::checklist_values::values(&cx));
    for card in notice.cards.iter().filter(|c| applies(c, &cx, options)) {
        let missing = card.needs.iter().filter(|need| !options.have.contains(need));
        let missing: Vec<String> = missing.map(|need| need.key().to_owned()).collect();
        if !missing.is_empty() {
            if !card.is_manual() {
                report.unjudged.push(UnjudgedRule { rule: card.id.clone(), missing });
            }
            continue;
        }
        if matches!(card.check, Check::Obligations {}) {
            report.checklist.extend(obligations(card, &cx));
            continue;
        }
        if card.is_manual() {
            let text = fill(&card.message, &words);
            report.checklist.push(ChecklistItem {
                rule: card.id.clone(),
                text,
                authority: card.authority.clone(),
            });
            continue;
        }
        report.judged.push(card.id.clone());
        let hits = declarative::hits(&card.check, &cx);
        judge(card, hits, project, options, &mut report);
    }
    report.facts = cx.facts_read();
    waivers::judge(&cx, options, &mut report);
    sort(&mut report.findings, &project.sources);
    report
}

/// A line for each sentence of the notice that demands something and that nothing judges.
fn obligations(card: &Card, cx: &Context<'_>) -> Vec<ChecklistItem> {
    let mut lines = Vec::new();
    let category = cx.category().map(|category| category.id.as_str());
    for demand in cx.profile().demands(category) {
        if demand.kind != DemandKind::Obligation || demand.judge != DemandJudge::Eye {
            continue;
        }
        let authority = cx.demand(demand.clause, demand.quote);
        let args = [
            ("quote", han::quoted(&han::printable(demand.quote))),
            ("strength", demand.strength.word().to_owned()),
            ("clause", authority.reference.clone()),
        ];
        // The line itself quotes the sentence.
        let authority = Authority { quote: String::new(), ..authority };
        lines.push(ChecklistItem {
            rule: card.id.clone(),
            text: fill(&card.message, &args),
            authority,
        });
    }
    lines
}

fn applies(card: &Card, cx: &Context<'_>, options: &Options) -> bool {
    let was_called = |name: &str| card.formerly.iter().any(|former| former.as_str() == name);
    let named =
        |list: &[String]| list.iter().any(|name| name == card.id.as_str() || was_called(name));
    if named(&options.ignore) || (!options.select.is_empty() && !named(&options.select)) {
        return false;
    }
    if card.off_by_default && !named(&options.select) {
        return false;
    }
    if card.categories.is_empty() {
        return true;
    }
    let Some(category) = cx.category() else { return false };
    card.categories.contains(&category.id)
}

fn judge(card: &Card, hits: Vec<Hit>, project: &Project, options: &Options, report: &mut Report) {
    let waiver = project.config.waivers.iter().find(|w| names(card, w));
    let waiver = waiver.filter(|w| !is_expired(w, options.now));
    let level = waiver.and_then(|waiver| waiver.level.as_ref());
    let level = level.map(|level| level.value.as_str());
    if let (Some(waiver), Some("off")) = (waiver, level) {
        let reason = waiver.reason.as_ref().map(|reason| reason.value.clone());
        report.off.push(OffRule {
            rule: card.id.clone(),
            reason: reason.unwrap_or_default(),
            by: waiver.by.as_ref().map(|b| b.value.clone()),
            until: waiver.until.as_ref().map(|u| u.value.clone()),
            hidden: hits.len(),
        });
        return;
    }
    for hit in hits {
        let mut finding = finding(card, hit, options.is_final);
        let changed = match level {
            Some("info") => Some(Severity::Info),
            Some("warning") => Some(Severity::Warning),
            Some("error") => Some(Severity::Error),
            _ => None,
        };
        if let Some(severity) = changed {
            finding.severity = severity;
            finding.blocks_pack = severity == Severity::Error;
            finding.weight = card.weight_of(severity, finding.blocks_pack);
        }
        report.findings.push(finding);
    }
}

/// Adds what a later look found to a report, in the order in which one look would have put it.
pub fn merge(report: &mut Report, later: Report, sources: &Sources) {
    report.findings.extend(later.findings);
    sort(&mut report.findings, sources);
}

/// Where a finding stands in a report: by weight, path, place, rule.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct FindingOrder<'a> {
    weight: FindingWeight,
    path: &'a str,
    span: Span,
    rule: &'a RuleId,
}

fn sort(findings: &mut [Finding], sources: &Sources) {
    fn key<'a>(finding: &'a Finding, sources: &'a Sources) -> FindingOrder<'a> {
        let (path, span) = match &finding.place {
            Place::At(at) => (sources.get(at.source).name.as_str(), at.span),
            Place::Path(path) => (path.as_str(), Span::default()),
            Place::Whole => ("", Span::default()),
        };
        FindingOrder { weight: finding.weight, path, span, rule: &finding.rule }
    }
    findings.sort_by(|a, b| key(a, sources).cmp(&key(b, sources)));
}
