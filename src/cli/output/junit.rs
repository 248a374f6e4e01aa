//! JUnit XML, for the test views of build servers: a suite a project, a case a rule.
//!
//! A case fails where a finding reaches `--fail-on`, so that the view and the exit status agree; lesser findings are its output.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::diag::{Finding, Severity};
use crate::outline::Card;

use super::Judged;
use super::matrix::{Outcome, outcome};
use super::place::{basis, words};

type Xml = Writer<Vec<u8>>;

/// The document.
pub(super) fn document(judged: &[Judged], threshold: Severity) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let suites: Vec<Vec<Case>> = judged.iter().map(|one| cases(one, threshold)).collect();
    let all = suites.iter().flatten();
    let mut root = start("testsuites", &[("name", "pilot".to_owned())]);
    counts(&mut root, all);
    xml.write_event(Event::Start(root))?;
    for (one, cases) in judged.iter().zip(&suites) {
        suite(&mut xml, one, cases)?;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuites")))?;
    let mut text = xml.into_inner();
    text.push(b'\n');
    Ok(text)
}

/// A rule and what became of it.
struct Case {
    rule: String,
    group: String,
    outcome: CaseOutcome,
}

enum CaseOutcome {
    /// Passed, with lesser findings.
    Passed(String),
    /// Failed: a headline, the kind, and everything.
    Failed(String, &'static str, String),
    /// Not judged, and why.
    Skipped(String),
}

fn cases(judged: &Judged, threshold: Severity) -> Vec<Case> {
    let mut cases: Vec<Case> = judged
        .rules
        .iter()
        .filter(|card| outcome(card, &judged.report) != Outcome::Manual)
        .map(|card| case(card, judged, threshold))
        .collect();
    // Findings of rules that are not among the cards are never dropped.
    for finding in &judged.report.findings {
        if !cases.iter().any(|c| c.rule == finding.rule.as_str()) {
            let found: Vec<&Finding> = judged.report.findings.iter().filter(|f| f.rule == finding.rule).collect();
            let outcome = found_outcome(&found, judged, threshold);
            cases.push(Case { rule: finding.rule.0.clone(), group: "pilot".to_owned(), outcome });
        }
    }
    cases
}

fn case(card: &Card, judged: &Judged, threshold: Severity) -> Case {
    let outcome = match outcome(card, &judged.report) {
        Outcome::Found(_) => {
            let found: Vec<&Finding> = judged.report.findings.iter().filter(|f| f.rule == card.id).collect();
            found_outcome(&found, judged, threshold)
        }
        Outcome::Passed | Outcome::Manual => CaseOutcome::Passed(String::new()),
        Outcome::Off(hidden) => {
            let reason = judged.report.off.iter().find(|o| o.rule == card.id).map_or("", |o| o.reason.as_str());
            CaseOutcome::Skipped(format!("已关闭：{reason}，略去 {hidden} 条"))
        }
        Outcome::Idle => CaseOutcome::Skipped("本次不适用或未查".to_owned()),
    };
    Case { rule: card.id.0.clone(), group: card.group.clone(), outcome }
}

fn found_outcome(found: &[&Finding], judged: &Judged, threshold: Severity) -> CaseOutcome {
    let worst = found.iter().map(|f| f.severity).max().unwrap_or(Severity::Info);
    let text = found.iter().map(|f| told(f, judged)).collect::<Vec<_>>().join("\n");
    if worst < threshold {
        return CaseOutcome::Passed(text);
    }
    let first = found.first().map_or("", |f| f.message.as_str());
    let more = if found.len() > 1 { format!("（共 {} 条）", found.len()) } else { String::new() };
    CaseOutcome::Failed(format!("{first}{more}"), worst.key(), text)
}

fn told(finding: &Finding, judged: &Judged) -> String {
    let help = finding.help.as_ref().map_or(String::new(), |h| format!("\n  建议：{h}"));
    format!("{}: {}: {}\n  依据：{}{help}", words(&finding.place, judged), finding.severity.word(), finding.message, basis(finding))
}

fn suite(xml: &mut Xml, judged: &Judged, cases: &[Case]) -> io::Result<()> {
    let mut element = start("testsuite", &[("name", judged.title().to_owned())]);
    counts(&mut element, cases.iter());
    // The schema knows no offset.
    element.push_attribute(("timestamp", judged.as_of.rfc3339().trim_end_matches("+08:00")));
    xml.write_event(Event::Start(element))?;
    for case in cases {
        let head = start("testcase", &[("name", case.rule.clone()), ("classname", format!("pilot.{}", case.group)), ("time", "0".into())]);
        match &case.outcome {
            CaseOutcome::Passed(text) if text.is_empty() => xml.write_event(Event::Empty(head))?,
            CaseOutcome::Passed(text) => nested(xml, head, start("system-out", &[]), text)?,
            CaseOutcome::Failed(message, kind, text) => {
                nested(xml, head, start("failure", &[("message", message.clone()), ("type", (*kind).to_owned())]), text)?;
            }
            CaseOutcome::Skipped(why) => nested(xml, head, start("skipped", &[("message", why.clone())]), "")?,
        }
    }
    xml.write_event(Event::End(BytesEnd::new("testsuite")))
}

fn nested(xml: &mut Xml, outer: BytesStart<'_>, inner: BytesStart<'_>, text: &str) -> io::Result<()> {
    let (outer_end, inner_end) = (outer.to_end().into_owned(), inner.to_end().into_owned());
    xml.write_event(Event::Start(outer))?;
    if text.is_empty() {
        xml.write_event(Event::Empty(inner))?;
    } else {
        xml.write_event(Event::Start(inner))?;
        xml.write_event(Event::Text(BytesText::new(&allowed(text))))?;
        xml.write_event(Event::End(inner_end))?;
    }
    xml.write_event(Event::End(outer_end))
}

fn start(name: &'static str, attributes: &[(&str, String)]) -> BytesStart<'static> {
    let mut element = BytesStart::new(name);
    for (key, value) in attributes {
        element.push_attribute((*key, allowed(value).as_str()));
    }
    element
}

fn counts<'a>(element: &mut BytesStart<'_>, cases: impl Iterator<Item = &'a Case>) {
    let (mut tests, mut failures, mut skipped) = (0_usize, 0_usize, 0_usize);
    for case in cases {
        tests += 1;
        match case.outcome {
            CaseOutcome::Failed(..) => failures += 1,
            CaseOutcome::Skipped(_) => skipped += 1,
            CaseOutcome::Passed(_) => {}
        }
    }
    for (key, value) in [("tests", tests), ("failures", failures), ("errors", 0), ("skipped", skipped)] {
        element.push_attribute((key, value.to_string().as_str()));
    }
}

/// What XML 1.0 allows (2.2 Characters); the rest is left out as a visible escape.
fn allowed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' | '\n' | '\r' => out.push(c),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => out.push_str(&format!("\\u{{{:x}}}", c as u32)),
            c => out.push(c),
        }
    }
    out
}
