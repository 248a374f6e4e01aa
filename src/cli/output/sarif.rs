//! SARIF 2.1.0 (OASIS), for code hosts and editors. One run a project; columns count characters.

use std::io::{self, Write};
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::diag::{Applicability, Edit, Finding, Fix, Place, Severity};
use crate::outline::{Card, NoticeText};
use crate::text::source::Lines;
use crate::text::{At, LineCol};

use super::Judged;
use super::place::{Spot, basis, fingerprints, spot, uri};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes one log with a run for each report.
pub(super) fn write(judged: &[Judged], cwd: &Path, out: &mut dyn Write) -> io::Result<()> {
    let runs: Vec<Value> = judged.iter().map(|one| Run { judged: one, base: one.base(cwd) }.value()).collect();
    let log = json!({"$schema": SCHEMA, "version": "2.1.0", "runs": runs});
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

struct Run<'a> {
    judged: &'a Judged,
    /// Put before the paths of this project.
    base: String,
}

impl Run<'_> {
    fn value(&self) -> Value {
        let judged = self.judged;
        let summary = judged.report.summary();
        let prints = fingerprints(judged);
        let results: Vec<Value> = judged.report.findings.iter().zip(prints).map(|(f, print)| self.result(f, &print)).collect();
        let off: Vec<Value> = judged.report.off.iter().map(|o| json!({"rule": o.rule, "reason": o.reason, "hidden": o.hidden})).collect();
        // A pilot.toml that cannot be read is the only reason why a project is shown without having been judged.
        let broken = judged.report.findings.iter().any(|f| f.rule.as_str() == "config-invalid");
        json!({
            "tool": {"driver": {
                "name": "pilot",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "language": "zh-CN",
                "rules": judged.rules.iter().map(rule).collect::<Vec<_>>(),
            }},
            "language": "zh-CN",
            "columnKind": "unicodeCodePoints",
            "automationDetails": {"id": format!("pilot/{}/{}/", judged.notice_id, judged.title())},
            "invocations": [{"executionSuccessful": !broken, "properties": {"asOf": judged.as_of.rfc3339()}}],
            "results": results,
            "properties": {
                "notice": judged.notice_id,
                "project": judged.name,
                "summary": {"error": summary.error, "warning": summary.warning, "info": summary.info, "off": summary.off},
                "off": off,
            },
        })
    }

    fn result(&self, finding: &Finding, print: &str) -> Value {
        let mut value = Map::new();
        value.insert("ruleId".into(), json!(finding.rule));
        if let Some(index) = self.judged.rules.iter().position(|r| r.id == finding.rule) {
            value.insert("ruleIndex".into(), json!(index));
        }
        value.insert("level".into(), json!(level(finding.severity)));
        let help = finding.help.as_ref().map_or(String::new(), |help| format!("\n建议：{help}"));
        value.insert("message".into(), json!({"text": format!("{}\n依据：{}{help}", finding.message, basis(finding))}));
        let place = spot(&finding.place, self.judged);
        if !place.path.is_empty() {
            value.insert("locations".into(), json!([self.location(&place, &finding.place)]));
        }
        let related: Vec<Value> = finding.related.iter().enumerate().map(|(i, l)| self.related(i, &l.place, &l.text)).collect();
        value.insert("relatedLocations".into(), Value::Array(related));
        value.insert("partialFingerprints".into(), json!({"pilot/v1": print}));
        if let Some(fix) = finding.fix.as_ref().filter(|fix| fix.edits.iter().all(|e| self.is_editable(e))) {
            value.insert("fixes".into(), json!([self.fix(fix)]));
        }
        value.insert("properties".into(), json!({"blocksPack": finding.blocks_pack, "authority": finding.authority.kind.key()}));
        Value::Object(value)
    }

    fn location(&self, place: &Spot, of: &Place) -> Value {
        let mut physical = Map::new();
        physical.insert("artifactLocation".into(), self.artifact(&place.path));
        if let Some((start, end)) = place.range {
            let mut region = region(start, end);
            if let (Place::At(at), false) = (of, self.judged.decoded.contains(&place.path)) {
                let skipped = self.judged.sources.get(at.source).skipped;
                region.insert("byteOffset".into(), json!(at.span.start as usize + skipped));
                region.insert("byteLength".into(), json!(at.span.end - at.span.start));
            }
            physical.insert("region".into(), Value::Object(region));
        }
        let mut location = Map::new();
        location.insert("physicalLocation".into(), Value::Object(physical));
        if let Some(paragraph) = place.paragraph {
            let name = format!("第 {paragraph} 段");
            let headings: &[String] = if let Place::At(at) = of { self.judged.heading_path(*at) } else { &[] };
            let full = headings.iter().chain([&name]).cloned().collect::<Vec<_>>().join(" › ");
            location.insert("logicalLocations".into(), json!([{"name": name, "fullyQualifiedName": full, "kind": "element"}]));
        }
        Value::Object(location)
    }

    /// A second place. The notice is no file of the project, so its clauses are words only.
    fn related(&self, index: usize, place: &Place, text: &str) -> Value {
        let own = !matches!(place, Place::At(at) if at.source == NoticeText::ID);
        let at = spot(place, self.judged);
        let mut value = if own && !at.path.is_empty() { self.location(&at, place) } else { json!({}) };
        value["id"] = json!(index + 1);
        value["message"] = json!({"text": text});
        value
    }

    fn artifact(&self, path: &str) -> Value {
        json!({"uri": uri(&format!("{}{path}", self.base))})
    }

    fn is_editable(&self, edit: &Edit) -> bool {
        edit.at.source != NoticeText::ID && self.judged.sources.get(edit.at.source).lines == Lines::Text
    }

    fn fix(&self, fix: &Fix) -> Value {
        let mut changes: Vec<(String, Vec<Value>)> = Vec::new();
        for edit in &fix.edits {
            let path = self.judged.sources.get(edit.at.source).name.clone();
            let replacement = self.replacement(edit.at, &edit.with);
            match changes.iter_mut().find(|(p, _)| *p == path) {
                Some((_, list)) => list.push(replacement),
                None => changes.push((path, vec![replacement])),
            }
        }
        let changes: Vec<Value> =
            changes.into_iter().map(|(path, list)| json!({"artifactLocation": self.artifact(&path), "replacements": list})).collect();
        let unsure = if fix.applicability == Applicability::Unsafe { "（请先核对）" } else { "" };
        json!({"description": {"text": format!("{}{unsure}", fix.title)}, "artifactChanges": changes})
    }

    fn replacement(&self, at: At, with: &str) -> Value {
        let source = self.judged.sources.get(at.source);
        let deleted = region(source.line_col(at.span.start), source.line_col(at.span.end));
        json!({"deletedRegion": deleted, "insertedContent": {"text": with}})
    }
}

fn region(start: LineCol, end: LineCol) -> Map<String, Value> {
    let mut region = Map::new();
    region.insert("startLine".into(), json!(start.line));
    region.insert("startColumn".into(), json!(start.column));
    region.insert("endLine".into(), json!(end.line));
    region.insert("endColumn".into(), json!(end.column));
    region
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn rule(card: &Card) -> Value {
    let authority = &card.authority;
    let text = card.general_help();
    json!({
        "id": card.id,
        "name": card.id,
        "shortDescription": {"text": card.title},
        "fullDescription": {"text": card.why},
        "help": {"text": text},
        "defaultConfiguration": {"level": level(card.severity), "enabled": !card.off_by_default},
        "properties": {
            "tags": [card.group, authority.kind.key()],
            "clause": authority.reference,
            "quote": authority.quote,
            "blocksPack": card.blocks_pack,
        },
    })
}
