//! Findings for the page of `pilot preview`: everything as plain text, with where it is seen on the
//! pages.

use serde_json::{Value, json};

use crate::diag::{Applicability, Finding, Place};
use crate::text::han;

use super::ReportView;
use super::fingerprint::Fingerprints;
use super::location::{basis, line, words};

/// All findings, in order. `spots` finds where a place is printed.
pub(crate) fn findings(judged: &ReportView, spots: &dyn Fn(&Place) -> Value) -> Vec<Value> {
    let mut names = Fingerprints::new(judged);
    let mut out = Vec::new();
    for one in &judged.report.findings {
        out.push(finding(one, names.next(one), judged, spots));
    }
    out
}

fn finding(
    finding: &Finding,
    name: String,
    judged: &ReportView,
    spots: &dyn Fn(&Place) -> Value,
) -> Value {
    let related = finding
        .related
        .iter()
        .map(|label| json!({"place": plain(&words(&label.place, judged)), "text": plain(&label.text), "spots": spots(&label.place)}));
    let fix = finding.fix.as_ref().map(|fix| {
        let check =
            if fix.applicability == Applicability::Unsafe { "（改后请核对）" } else { "" };
        format!("可自动修改：{}{check}", plain(&fix.title))
    });
    json!({
        "id": name,
        "rule": finding.rule,
        "severity": finding.severity.key(),
        "word": finding.severity.word(),
        "stop": finding.blocks_pack,
        "weight": finding.weight.word(),
        "message": plain(&finding.message),
        "help": finding.help.as_deref().map(plain),
        "basis": plain(&basis(finding)),
        "place": words(&finding.place, judged),
        "line": line(finding, judged).map(|l| plain(&l)).filter(|l| !l.is_empty()),
        "fix": fix,
        "related": related.collect::<Vec<_>>(),
        "spots": spots(&finding.place),
    })
}

/// What is known of the project besides: its title, the notice and the applicant, and what was
/// assumed or left out.
pub(crate) fn head(judged: &ReportView) -> (String, String, Vec<String>) {
    let applicant = if judged.applicant.is_empty() {
        String::new()
    } else {
        format!(" · {}", plain(&judged.applicant))
    };
    let moment = judged.as_of.0.format("%Y-%m-%d %H:%M");
    let about =
        format!("依据《{}》{applicant} · 按北京时间 {moment} 判断", plain(&judged.notice_title));
    let mut notes: Vec<String> = judged.notes.iter().map(|note| plain(note)).collect();
    notes.extend(judged.scope.lines());
    notes.extend(super::grounds::limits(judged));
    (plain(judged.title()), about, notes)
}

/// Text without characters that would turn others around or hide them.
fn plain(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(han::printable).collect();
    lines.join("\n")
}
