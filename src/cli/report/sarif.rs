//! SARIF 2.1.0 (OASIS), for code hosts and editors. One run a project; columns count characters.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::{Map, Value, json};

use crate::diag::{Applicability, Edit, Finding, FindingMeaning, Fix, Place, RuleId, Severity};
use crate::notice::{Card, NoticeText};
use crate::text::json::write_json;
use crate::text::source::Lines;
use crate::text::{At, LineCol};

use super::ReportView;
use super::fingerprint::Fingerprints;
use super::json_stream::EachSerialized;
use super::location::{FilePosition, basis, file_position, help_line, uri};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes one log with a run for each report.
pub(super) fn write(judged: &[ReportView], cwd: &Path, out: &mut dyn Write) -> io::Result<()> {
    let runs = EachSerialized(|| judged.iter().map(|one| SarifRun::new(one, cwd)));
    write_json(out, &SarifLog { schema: SCHEMA, version: "2.1.0", runs })?;
    writeln!(out)
}

#[derive(Serialize)]
struct SarifLog<R> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: R,
}

struct SarifRun<'a> {
    judged: &'a ReportView,
    /// Put before the paths of this project.
    base: String,
    /// The number of each rule.
    numbers: HashMap<&'a RuleId, usize>,
}

impl Serialize for SarifRun<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let judged = self.judged;
        let report = &judged.report;
        let s = report.summary();
        let off: Vec<Value> = report
            .off
            .iter()
            .map(|o| json!({"rule": o.rule, "reason": o.reason, "hidden": o.hidden}))
            .collect();
        // A pilot.toml that cannot be read is the only reason why a project is shown without having
        // been judged.
        let broken = report.findings.iter().any(|f| f.means(FindingMeaning::BrokenConfig));
        let results = EachSerialized(|| {
            let mut prints = Fingerprints::new(judged);
            report.findings.iter().map(move |finding| SarifResult {
                run: self,
                finding,
                print: prints.next(finding),
            })
        });
        let tool = json!({"driver": {
            "name": "pilot",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "language": "zh-CN",
            "rules": judged.notice.cards.iter().map(rule).collect::<Vec<_>>(),
        }});
        let invocation =
            json!({"executionSuccessful": !broken, "properties": {"asOf": judged.as_of.rfc3339()}});
        let properties = json!({
            "notice": judged.notice_id,
            "project": judged.name,
            "summary": {"error": s.error, "warning": s.warning, "info": s.info, "off": s.off},
            "off": off,
            "facts": report.facts,
            "unjudged": report.unjudged.iter().map(|u| &u.rule).collect::<Vec<_>>(),
        });
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("tool", &tool)?;
        map.serialize_entry("language", "zh-CN")?;
        map.serialize_entry("columnKind", "unicodeCodePoints")?;
        map.serialize_entry(
            "automationDetails",
            &json!({"id": format!("pilot/{}/{}/", judged.notice_id, judged.title())}),
        )?;
        map.serialize_entry("invocations", &[invocation])?;
        map.serialize_entry("results", &results)?;
        map.serialize_entry("properties", &properties)?;
        map.end()
    }
}

/// A finding with its fingerprint.
struct SarifResult<'a> {
    run: &'a SarifRun<'a>,
    finding: &'a Finding,
    print: String,
}

impl Serialize for SarifResult<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { run, finding, print } = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("ruleId", &finding.rule)?;
        if let Some(index) = run.numbers.get(&finding.rule) {
            map.serialize_entry("ruleIndex", index)?;
        }
        map.serialize_entry("level", level(finding.severity))?;
        let help = help_line(finding, "");
        map.serialize_entry(
            "message",
            &json!({"text": format!("{}\n依据：{}{help}", finding.message, basis(finding))}),
        )?;
        let place = file_position(&finding.place, run.judged);
        if !place.path.is_empty() {
            map.serialize_entry("locations", &[run.location(&place, &finding.place)])?;
        }
        let related = || {
            let labels = finding.related.iter().enumerate();
            labels.map(|(index, label)| run.related(index, &label.place, &label.text))
        };
        map.serialize_entry("relatedLocations", &EachSerialized(related))?;
        map.serialize_entry("partialFingerprints", &json!({"pilot/v1": print}))?;
        if let Some(fix) = &finding.fix
            && fix.edits.iter().all(|edit| run.is_editable(edit))
        {
            map.serialize_entry("fixes", &[SarifFix { run, fix }])?;
        }
        map.serialize_entry(
            "properties",
            &json!({
                "blocksPack": finding.blocks_pack,
                "weight": finding.weight.key(),
                "authority": finding.authority.kind.key(),
            }),
        )?;
        map.end()
    }
}

/// The edits that would fix a finding, by file.
struct SarifFix<'a> {
    run: &'a SarifRun<'a>,
    fix: &'a Fix,
}

impl Serialize for SarifFix<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { run, fix } = *self;
        let mut changes: Vec<(&str, Vec<&Edit>)> = Vec::new();
        for edit in &fix.edits {
            let path = run.judged.sources.get(edit.at.source).name.as_str();
            match changes.iter_mut().find(|(p, _)| *p == path) {
                Some((_, list)) => list.push(edit),
                None => changes.push((path, vec![edit])),
            }
        }
        let changes = || {
            changes.iter().map(|(path, edits)| SarifChange {
                artifact_location: run.artifact(path),
                replacements: EachSerialized(|| {
                    edits.iter().map(|edit| run.replacement(edit.at, &edit.with))
                }),
            })
        };
        let unsure =
            if fix.applicability == Applicability::Unsafe { "（请先核对）" } else { "" };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("description", &json!({"text": format!("{}{unsure}", fix.title)}))?;
        map.serialize_entry("artifactChanges", &EachSerialized(changes))?;
        map.end()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifChange<R> {
    artifact_location: Value,
    replacements: R,
}

impl<'a> SarifRun<'a> {
    fn new(judged: &'a ReportView, cwd: &Path) -> Self {
        let cards = judged.notice.cards.iter().enumerate();
        let numbers = cards.map(|(index, card)| (&card.id, index)).collect();
        Self { judged, base: judged.base(cwd), numbers }
    }

    fn location(&self, place: &FilePosition, of: &Place) -> Value {
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
            let name = paragraph.words();
            let headings: &[String] =
                if let Place::At(at) = of { self.judged.heading_path(*at) } else { &[] };
            let full = [headings, std::slice::from_ref(&name)].concat().join(" › ");
            location.insert(
                "logicalLocations".into(),
                json!([{"name": name, "fullyQualifiedName": full, "kind": "element"}]),
            );
        }
        Value::Object(location)
    }

    /// A second place. The notice is no file of the project, so its clauses are words only.
    fn related(&self, index: usize, place: &Place, text: &str) -> Value {
        let own = !matches!(place, Place::At(at) if at.source == NoticeText::ID);
        let at = file_position(place, self.judged);
        let mut value =
            if own && !at.path.is_empty() { self.location(&at, place) } else { json!({}) };
        value["id"] = json!(index + 1);
        value["message"] = json!({"text": text});
        value
    }

    fn artifact(&self, path: &str) -> Value {
        json!({"uri": uri(&format!("{}{path}", self.base))})
    }

    fn is_editable(&self, edit: &Edit) -> bool {
        edit.at.source != NoticeText::ID
            && self.judged.sources.get(edit.at.source).lines == Lines::Text
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
            "weight": card.usual_weight().key(),
        },
    })
}
