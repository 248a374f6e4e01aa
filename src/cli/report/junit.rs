//! JUnit XML, for the test views of build servers: a suite a project, a case a rule.
//!
//! A case fails where a finding reaches `--fail-on`, so that the view and the exit status agree;
//! lesser findings are its output.

use std::collections::HashSet;
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::diag::{Finding, RuleId, Severity};
use crate::notice::Card;

use super::ReportView;
use super::location::{basis, help_line, words};
use super::outcomes::{FindingsByRule, RuleOutcome};

type Xml<'a> = Writer<&'a mut (dyn Write + 'a)>;

/// Writes the document.
pub(super) fn write(
    judged: &[ReportView],
    threshold: Severity,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut xml: Xml<'_> = Writer::new_with_indent(out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let found: Vec<FindingsByRule<'_>> =
        judged.iter().map(|one| FindingsByRule::of(&one.report)).collect();
    let mut suites: Vec<Vec<JunitCase<'_>>> = Vec::new();
    for (one, found) in judged.iter().zip(&found) {
        suites.push(cases(one, found, threshold));
    }
    let all = suites.iter().flatten();
    let mut root = start("testsuites", &[("name", "pilot".to_owned())]);
    counts(&mut root, all);
    xml.write_event(Event::Start(root))?;
    for (one, cases) in judged.iter().zip(&suites) {
        suite(&mut xml, one, cases)?;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuites")))?;
    writeln!(xml.into_inner())
}

/// A rule and what became of it.
struct JunitCase<'a> {
    rule: &'a str,
    group: &'a str,
    outcome: JunitOutcome<'a>,
}

enum JunitOutcome<'a> {
    /// Passed, with lesser findings.
    Passed(&'a [&'a Finding]),
    /// Failed: the kind, and everything.
    Failed(&'static str, &'a [&'a Finding]),
    /// Not judged, and why.
    Skipped(String),
}

fn cases<'a>(
    judged: &'a ReportView,
    found: &'a FindingsByRule<'_>,
    threshold: Severity,
) -> Vec<JunitCase<'a>> {
    let named =
        judged.notice.cards.iter().filter(|card| found.outcome(card) != RuleOutcome::Manual);
    let mut cases: Vec<JunitCase<'a>> =
        named.map(|card| case(card, judged, found, threshold)).collect();
    // Findings of rules that are not among the cards are never dropped.
    let known: HashSet<&RuleId> = judged.notice.cards.iter().map(|card| &card.id).collect();
    for (rule, all) in found.others(&known) {
        cases.push(JunitCase {
            rule: rule.as_str(),
            group: "pilot",
            outcome: found_outcome(all, threshold),
        });
    }
    cases
}

fn case<'a>(
    card: &'a Card,
    judged: &ReportView,
    found: &'a FindingsByRule<'_>,
    threshold: Severity,
) -> JunitCase<'a> {
    let outcome = match found.outcome(card) {
        RuleOutcome::Found(_) => found_outcome(found.findings(&card.id), threshold),
        RuleOutcome::Passed | RuleOutcome::Manual => JunitOutcome::Passed(&[]),
        RuleOutcome::Off(hidden) => {
            let reason = judged
                .report
                .off
                .iter()
                .find(|o| o.rule == card.id)
                .map(|off| off.reason.as_str())
                .unwrap_or_default();
            JunitOutcome::Skipped(format!("已关闭：{reason}，略去 {hidden} 条"))
        }
        RuleOutcome::Idle => JunitOutcome::Skipped("本次不适用或未查".to_owned()),
    };
    JunitCase { rule: card.id.as_str(), group: &card.group, outcome }
}

fn found_outcome<'a>(found: &'a [&'a Finding], threshold: Severity) -> JunitOutcome<'a> {
    let severities = found.iter().map(|finding| finding.severity);
    let worst = severities.max().unwrap_or(Severity::Info);
    if worst < threshold {
        JunitOutcome::Passed(found)
    } else {
        JunitOutcome::Failed(worst.key(), found)
    }
}

/// The first finding, and how many there are.
fn headline(found: &[&Finding]) -> String {
    let first = match found.first() {
        Some(finding) => finding.message.as_str(),
        None => "",
    };
    let more =
        if found.len() > 1 { format!("（共 {} 条）", found.len()) } else { String::new() };
    format!("{first}{more}")
}

fn told(finding: &Finding, judged: &ReportView) -> String {
    let help = help_line(finding, "  ");
    format!(
        "{}: {}（{}）: {}\n  依据：{}{help}",
        words(&finding.place, judged),
        finding.severity.word(),
        finding.weight.word(),
        finding.message,
        basis(finding)
    )
}

fn suite(xml: &mut Xml<'_>, judged: &ReportView, cases: &[JunitCase<'_>]) -> io::Result<()> {
    let mut element = start("testsuite", &[("name", judged.title().to_owned())]);
    counts(&mut element, cases.iter());
    // The schema knows no offset.
    element.push_attribute(("timestamp", judged.as_of.rfc3339().trim_end_matches("+08:00")));
    xml.write_event(Event::Start(element))?;
    for case in cases {
        let class = format!("pilot.{}", case.group);
        let head = start(
            "testcase",
            &[("name", case.rule.to_owned()), ("classname", class), ("time", "0".into())],
        );
        match &case.outcome {
            JunitOutcome::Passed([]) => xml.write_event(Event::Empty(head))?,
            JunitOutcome::Passed(found) => {
                nested(xml, head, start("system-out", &[]), found, judged)?
            }
            JunitOutcome::Failed(kind, found) => {
                let failure =
                    start("failure", &[("message", headline(found)), ("type", (*kind).to_owned())]);
                nested(xml, head, failure, found, judged)?;
            }
            JunitOutcome::Skipped(why) => {
                nested(xml, head, start("skipped", &[("message", why.clone())]), &[], judged)?
            }
        }
    }
    xml.write_event(Event::End(BytesEnd::new("testsuite")))
}

/// A case with one element in it, which holds the findings one after another.
fn nested(
    xml: &mut Xml<'_>,
    outer: BytesStart<'_>,
    inner: BytesStart<'_>,
    found: &[&Finding],
    judged: &ReportView,
) -> io::Result<()> {
    let outer_end = outer.to_end().into_owned();
    let inner_end = inner.to_end().into_owned();
    xml.write_event(Event::Start(outer))?;
    if found.is_empty() {
        xml.write_event(Event::Empty(inner))?;
    } else {
        xml.write_event(Event::Start(inner))?;
        for (index, finding) in found.iter().enumerate() {
            let line_end = if index > 0 { "\n" } else { "" };
            let text = format!("{line_end}{}", told(finding, judged));
            xml.write_event(Event::Text(BytesText::new(&allowed(&text))))?;
        }
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

fn counts<'a>(element: &mut BytesStart<'_>, cases: impl Iterator<Item = &'a JunitCase<'a>>) {
    let (mut tests, mut failures, mut skipped) = (0_usize, 0_usize, 0_usize);
    for case in cases {
        tests += 1;
        match case.outcome {
            JunitOutcome::Failed(..) => failures += 1,
            JunitOutcome::Skipped(_) => skipped += 1,
            JunitOutcome::Passed(_) => {}
        }
    }
    for (key, value) in
        [("tests", tests), ("failures", failures), ("errors", 0), ("skipped", skipped)]
    {
        element.push_attribute((key, value.to_string().as_str()));
    }
}

/// What XML 1.0 allows (2.2 Characters); the rest is left out as a visible escape.
fn allowed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' | '\n' | '\r' => out.push(c),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {
                out.push_str(&format!("\\u{{{:x}}}", c as u32))
            }
            c => out.push(c),
        }
    }
    out
}
