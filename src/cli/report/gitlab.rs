//! GitLab's code quality report: one list, each finding with a fingerprint that is its own and
//! stays.

use std::io::{self, Write};
use std::path::Path;

use serde_json::{Value, json};

use crate::diag::{Finding, Severity};
use crate::text::json::write_json;

use super::ReportView;
use super::fingerprint::Fingerprints;
use super::json_stream::EachSerialized;
use super::location::{basis, before_message, file_position};

/// Writes all findings as one list.
pub(super) fn write(judged: &[ReportView], cwd: &Path, out: &mut dyn Write) -> io::Result<()> {
    write_json(out, &EachSerialized(|| judged.iter().flat_map(|one| issues(one, cwd))))?;
    writeln!(out)
}

fn issues<'a>(judged: &'a ReportView, cwd: &Path) -> impl Iterator<Item = Value> + use<'a> {
    let (base, mut prints) = (judged.base(cwd), Fingerprints::new(judged));
    judged
        .report
        .findings
        .iter()
        .map(move |finding| issue(finding, &prints.next(finding), judged, &base))
}

fn issue(finding: &Finding, print: &str, judged: &ReportView, base: &str) -> Value {
    let place = file_position(&finding.place, judged);
    let path = if place.path.is_empty() { "pilot.toml".to_owned() } else { place.path };
    // The form wants a line; a file as a whole is its first one.
    let lines = match place.range {
        Some((start, end)) => json!({"begin": start.line, "end": end.line}),
        None => json!({"begin": 1}),
    };
    json!({
        "description": format!("{}{}（{}）", before_message(&finding.place, judged), finding.message, basis(finding)),
        "check_name": finding.rule,
        "fingerprint": print,
        "severity": severity(finding),
        "location": {"path": format!("{base}{path}"), "lines": lines},
    })
}

fn severity(finding: &Finding) -> &'static str {
    match (finding.severity, finding.blocks_pack) {
        (Severity::Error, true) => "blocker",
        (Severity::Error, false) => "critical",
        (Severity::Warning, true) => "major",
        (Severity::Warning, false) => "minor",
        (Severity::Info, _) => "info",
    }
}
