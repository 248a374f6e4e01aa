//! For programs: form 1, as the README describes it. Keys are only ever added.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::diag::{Finding, Fix, Place};
use crate::text::source::Lines;
use crate::text::{At, Sources};

use super::Judged;

/// Writes one report as an object, several as a list.
pub(super) fn write(judged: &[Judged], statistics: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut reports: Vec<Value> = judged.iter().map(|one| report(one, statistics)).collect();
    let value = if reports.len() == 1 { reports.remove(0) } else { Value::Array(reports) };
    serde_json::to_writer_pretty(&mut *out, &value)?;
    writeln!(out)
}

fn report(judged: &Judged, statistics: bool) -> Value {
    let summary = judged.report.summary();
    let off: Vec<Value> = judged
        .report
        .off
        .iter()
        .map(|o| json!({"rule": o.rule, "reason": o.reason, "by": o.by, "until": o.until, "hidden": o.hidden}))
        .collect();
    let mut value = json!({
        "version": 1,
        "tool": {"name": "pilot", "version": env!("CARGO_PKG_VERSION")},
        "notice": judged.notice_id,
        "as_of": judged.as_of.rfc3339(),
        "project": {"name": judged.name, "applicant": judged.applicant, "category": judged.category},
        "summary": {"error": summary.error, "warning": summary.warning, "info": summary.info, "off": summary.off},
        "baseline": judged.scope.baseline,
        "findings": judged.report.findings.iter().map(|f| finding(f, judged)).collect::<Vec<_>>(),
        "off": off,
        "assumed": judged.notes,
        "checklist": judged.report.checklist.iter().map(|c| json!({"rule": c.rule, "text": c.text})).collect::<Vec<_>>(),
    });
    if let Some(file) = &judged.file {
        value["file"] = json!(file);
    }
    if judged.scope.removable > 0 {
        value["baseline_removable"] = json!(judged.scope.removable);
    }
    if let Some((rev, hidden)) = &judged.scope.since {
        value["since"] = json!({"rev": rev, "hidden": hidden});
    }
    if statistics {
        value["statistics"] = json!(judged.counts());
    }
    value
}

fn finding(finding: &Finding, judged: &Judged) -> Value {
    let sources = &judged.sources;
    let mut value = Map::new();
    value.insert("rule".into(), json!(finding.rule));
    value.insert("severity".into(), json!(finding.severity.key()));
    value.insert("blocks_pack".into(), json!(finding.blocks_pack));
    value.insert("message".into(), json!(finding.message));
    value.insert("help".into(), json!(finding.help));
    let authority = &finding.authority;
    value.insert("authority".into(), json!({"kind": authority.kind.key(), "ref": authority.reference, "quote": authority.quote}));
    place(&finding.place, judged, &mut value);
    let related: Vec<Value> = finding
        .related
        .iter()
        .map(|label| {
            let mut value = Map::new();
            place(&label.place, judged, &mut value);
            value.insert("message".into(), json!(label.text));
            Value::Object(value)
        })
        .collect();
    value.insert("related".into(), Value::Array(related));
    value.insert(
        "fix".into(),
        finding
            .fix
            .as_ref()
            .filter(|f| f.edits.iter().all(|e| sources.get(e.at.source).lines == Lines::Text))
            .map_or(Value::Null, |f| fix(f, sources)),
    );
    Value::Object(value)
}

fn place(place: &Place, judged: &Judged, value: &mut Map<String, Value>) {
    match place {
        Place::At(at) => {
            let source = judged.sources.get(at.source);
            value.insert("path".into(), json!(source.name));
            if source.lines == Lines::Paragraphs {
                // Lines and bytes of the text inside mean nothing to anybody.
                value.insert("paragraph".into(), json!(source.line(at.span.start)));
                value.insert("headings".into(), json!(judged.heading_path(*at)));
                value.insert("text".into(), json!(source.slice(at.span)));
                return;
            }
            let (start, end) = ends(*at, &judged.sources);
            value.insert("start".into(), start);
            value.insert("end".into(), end);
        }
        Place::Path(path) => {
            value.insert("path".into(), json!(path));
        }
        Place::Whole => {
            value.insert("path".into(), Value::Null);
        }
    }
}

fn ends(at: At, sources: &Sources) -> (Value, Value) {
    let source = sources.get(at.source);
    let end = |offset: u32| {
        let place = source.line_col(offset);
        json!({"line": place.line, "column": place.column, "byte": offset as usize + source.skipped})
    };
    (end(at.span.start), end(at.span.end))
}

fn fix(fix: &Fix, sources: &Sources) -> Value {
    let edits: Vec<Value> = fix
        .edits
        .iter()
        .map(|e| {
            let source = sources.get(e.at.source);
            let (start, end) = (e.at.span.start as usize + source.skipped, e.at.span.end as usize + source.skipped);
            json!({"path": source.name, "start": start, "end": end, "text": e.with})
        })
        .collect();
    json!({"safety": fix.applicability.key(), "title": fix.title, "edits": edits})
}
