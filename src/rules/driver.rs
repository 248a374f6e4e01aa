//! Runs the cards and puts their words to what they saw.

use crate::diag::{ChecklistItem, Finding, OffRule, Place, Report, Severity};
use crate::outline::{Card, Notice};
use crate::project::Project;
use crate::text::Sources;

use super::context::{Context, Options};
use super::data;
use super::hit::Hit;
use super::waivers::{self, is_expired, names};
use super::wording::{fill, finding};

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
    waivers::judge(&cx, options, &mut report);
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
