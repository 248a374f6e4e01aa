//! Runs the cards and puts their words to what they saw.

use crate::diag::{ChecklistItem, Finding, OffRule, Place, Report, RuleId, Severity};
use crate::outline::{Card, Notice};
use crate::project::Project;
use crate::project::config::Waiver;
use crate::text::{Moment, Sources};

use super::context::{Context, Options};
use super::data;
use super::hit::Hit;

/// Judges a project. Never fails and never panics, whatever the project holds.
pub fn run(project: &Project, notice: &Notice, options: &Options) -> Report {
    let cx = Context::new(project, notice, options);
    let mut report = Report::default();
    for card in notice.cards.iter().filter(|c| applies(c, &cx, options)) {
        if card.is_manual() {
            let text = fill(&card.message, &super::checklist::args(&cx));
            report.checklist.push(ChecklistItem { rule: card.id.clone(), text, authority: card.authority.clone() });
            continue;
        }
        report.judged.push(card.id.clone());
        let hits = data::hits(&card.check, &cx);
        judge(card, hits, project, options, &mut report);
    }
    super::waivers::judge(&cx, options, &mut report);
    sort(&mut report.findings, &project.sources);
    report
}

fn applies(card: &Card, cx: &Context<'_>, options: &Options) -> bool {
    let named = |list: &[String]| list.iter().any(|n| n == card.id.as_str() || card.formerly.iter().any(|f| f.as_str() == n));
    if named(&options.ignore) || (!options.select.is_empty() && !named(&options.select)) {
        return false;
    }
    if card.off_by_default && !named(&options.select) {
        return false;
    }
    if !card.needs.iter().all(|n| options.have.contains(n)) {
        return false;
    }
    card.categories.is_empty() || cx.category().is_some_and(|c| card.categories.contains(&c.id))
}

fn judge(card: &Card, hits: Vec<Hit>, project: &Project, options: &Options, report: &mut Report) {
    let waiver = project.config.waivers.iter().find(|w| names(card, w));
    let waiver = waiver.filter(|w| !is_expired(w, options.now));
    let level = waiver.and_then(|w| w.level.as_ref()).map(|l| l.value.as_str());
    if let (Some(waiver), Some("off")) = (waiver, level) {
        report.off.push(OffRule {
            rule: card.id.clone(),
            reason: waiver.reason.as_ref().map(|r| r.value.clone()).unwrap_or_default(),
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
        }
        report.findings.push(finding);
    }
}

/// Whether an entry of `[rules]` is about a card.
pub(super) fn names(card: &Card, waiver: &Waiver) -> bool {
    waiver.rule.value == card.id.as_str() || card.formerly.iter().any(|f| f.as_str() == waiver.rule.value)
}

/// Whether an entry of `[rules]` no longer holds.
pub(super) fn is_expired(waiver: &Waiver, now: Moment) -> bool {
    let until = waiver.until.as_ref().and_then(|u| Moment::parse(&u.value));
    until.is_some_and(|until| now.day() > until.day())
}

/// A hit in the words of its card.
pub(super) fn finding(card: &Card, hit: Hit, is_final: bool) -> Finding {
    let template = hit.variant.and_then(|v| card.messages.iter().find(|(name, _)| name == v)).map_or(&card.message, |(_, text)| text);
    let severity = if is_final && card.blocks_pack { Severity::Error } else { card.severity };
    Finding {
        rule: RuleId(card.id.0.clone()),
        severity,
        blocks_pack: card.blocks_pack,
        message: fill(template, &hit.args),
        help: card.help.as_ref().map(|h| fill(h, &hit.args)),
        authority: hit.clause.unwrap_or_else(|| card.authority.clone()),
        place: hit.place,
        related: hit.related,
        fix: hit.fix,
    }
}

/// Puts values in the place of `{arguments}`. A name without a value stays as it is, so that a test can see it.
pub(super) fn fill(template: &str, args: &[(&'static str, String)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let Some(close) = rest.find('}') else { break };
        match args.iter().find(|(name, _)| *name == &rest[1..close]) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(&rest[..=close]),
        }
        rest = &rest[close + 1..];
    }
    out.push_str(rest);
    out
}

/// Adds what a later look found to a report, in the order in which one look would have put it.
pub fn merge(report: &mut Report, later: Report, sources: &Sources) {
    report.findings.extend(later.findings);
    sort(&mut report.findings, sources);
}

/// By path, place, rule.
fn sort(findings: &mut [Finding], sources: &Sources) {
    let key = |f: &Finding| {
        let (path, span) = match &f.place {
            Place::At(at) => (sources.get(at.source).name.clone(), at.span),
            Place::Path(path) => (path.clone(), Default::default()),
            Place::Whole => (String::new(), Default::default()),
        };
        (path, span, f.rule.clone())
    };
    findings.sort_by_cached_key(key);
}
