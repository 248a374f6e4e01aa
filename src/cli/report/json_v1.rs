//! For programs: form 1, as docs/maintaining.md describes it. Keys are only ever added.

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value, json};

use crate::diag::{Finding, FindingWeight, Fix, Label, Place, UnjudgedRule};
use crate::text::SourceText;
use crate::text::json::write_json;
use crate::text::source::Lines;

use super::ReportView;
use super::json_stream::EachSerialized;
use super::location::ParagraphPlace;

/// Writes one report as an object, several as a list.
pub(super) fn write(
    judged: &[ReportView],
    statistics: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    match judged {
        [one] => write_json(out, &JsonReport { judged: one, statistics })?,
        many => {
            let forms =
                EachSerialized(|| many.iter().map(|judged| JsonReport { judged, statistics }));
            write_json(out, &forms)?;
        }
    }
    writeln!(out)
}

/// A report.
struct JsonReport<'a> {
    judged: &'a ReportView,
    statistics: bool,
}

impl Serialize for JsonReport<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let judged = self.judged;
        let report = &judged.report;
        let s = report.summary();
        let count = |weight: &FindingWeight| {
            let findings = report.findings.iter().filter(|f| f.weight == *weight);
            (weight.key().to_owned(), json!(findings.count()))
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("version", &1)?;
        map.serialize_entry(
            "tool",
            &json!({"name": "pilot", "version": env!("CARGO_PKG_VERSION")}),
        )?;
        map.serialize_entry("notice", &judged.notice_id)?;
        map.serialize_entry("as_of", &judged.as_of.rfc3339())?;
        let project = json!({"name": judged.name, "applicant": judged.applicant, "category": judged.category});
        map.serialize_entry("project", &project)?;
        map.serialize_entry(
            "summary",
            &json!({"error": s.error, "warning": s.warning, "info": s.info, "off": s.off}),
        )?;
        let weights: Map<String, Value> = FindingWeight::ALL.iter().map(count).collect();
        map.serialize_entry("weights", &weights)?;
        map.serialize_entry("facts", &report.facts)?;
        let unjudged = |u: &UnjudgedRule| json!({"rule": u.rule, "missing": u.missing});
        map.serialize_entry("unjudged", &EachSerialized(|| report.unjudged.iter().map(unjudged)))?;
        map.serialize_entry("baseline", &judged.scope.baseline)?;
        map.serialize_entry(
            "findings",
            &EachSerialized(|| {
                report.findings.iter().map(|finding| JsonFinding { finding, judged })
            }),
        )?;
        let off = |o: &crate::diag::OffRule| json!({"rule": o.rule, "reason": o.reason, "by": o.by, "until": o.until, "hidden": o.hidden});
        map.serialize_entry("off", &EachSerialized(|| report.off.iter().map(off)))?;
        map.serialize_entry("assumed", &judged.notes)?;
        map.serialize_entry(
            "checklist",
            &EachSerialized(|| {
                report.checklist.iter().map(|c| json!({"rule": c.rule, "text": c.text}))
            }),
        )?;
        if let Some(file) = &judged.file {
            map.serialize_entry("file", file)?;
        }
        if judged.scope.removable > 0 {
            map.serialize_entry("baseline_removable", &judged.scope.removable)?;
        }
        if let Some((rev, hidden)) = &judged.scope.since {
            map.serialize_entry("since", &json!({"rev": rev, "hidden": hidden}))?;
        }
        if self.statistics {
            map.serialize_entry("statistics", &judged.counts())?;
        }
        map.end()
    }
}

/// A finding.
struct JsonFinding<'a> {
    finding: &'a Finding,
    judged: &'a ReportView,
}

impl Serialize for JsonFinding<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { finding, judged } = *self;
        let authority = &finding.authority;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("rule", &finding.rule)?;
        map.serialize_entry("severity", finding.severity.key())?;
        map.serialize_entry("blocks_pack", &finding.blocks_pack)?;
        map.serialize_entry("weight", finding.weight.key())?;
        map.serialize_entry("message", &finding.message)?;
        map.serialize_entry("help", &finding.help)?;
        let basis = json!({"kind": authority.kind.key(), "ref": authority.reference, "quote": authority.quote});
        map.serialize_entry("authority", &basis)?;
        place(&finding.place, judged, &mut map)?;
        map.serialize_entry(
            "related",
            &EachSerialized(|| finding.related.iter().map(|label| JsonRelated { label, judged })),
        )?;
        let is_text =
            |f: &&Fix| f.edits.iter().all(|e| judged.sources.get(e.at.source).lines == Lines::Text);
        map.serialize_entry(
            "fix",
            &finding.fix.as_ref().filter(is_text).map(|fix| JsonFix { fix, judged }),
        )?;
        map.end()
    }
}

/// A second place of a finding.
struct JsonRelated<'a> {
    label: &'a Label,
    judged: &'a ReportView,
}

impl Serialize for JsonRelated<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        place(&self.label.place, self.judged, &mut map)?;
        map.serialize_entry("message", &self.label.text)?;
        map.end()
    }
}

fn place<M: SerializeMap>(place: &Place, judged: &ReportView, map: &mut M) -> Result<(), M::Error> {
    match place {
        Place::At(at) => {
            let source = judged.sources.get(at.source);
            map.serialize_entry("path", &source.name)?;
            if source.lines == Lines::Paragraphs {
                // Lines and bytes of the text inside mean nothing to anybody.
                match ParagraphPlace::of(source, at.span.start) {
                    ParagraphPlace::Number(number) => map.serialize_entry("paragraph", &number)?,
                    ParagraphPlace::Named(place) => map.serialize_entry("part", place.word())?,
                }
                map.serialize_entry("headings", judged.heading_path(*at))?;
                return map.serialize_entry("text", source.slice(at.span));
            }
            map.serialize_entry("start", &end(source, at.span.start))?;
            map.serialize_entry("end", &end(source, at.span.end))
        }
        Place::Path(path) => map.serialize_entry("path", path),
        Place::Whole => map.serialize_entry("path", &()),
    }
}

fn end(source: &SourceText, offset: u32) -> Value {
    let place = source.line_col(offset);
    json!({"line": place.line, "column": place.column, "byte": offset as usize + source.skipped})
}

/// The edits that would fix a finding.
struct JsonFix<'a> {
    fix: &'a Fix,
    judged: &'a ReportView,
}

impl Serialize for JsonFix<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { fix, judged } = *self;
        let edit = |e: &crate::diag::Edit| {
            let source = judged.sources.get(e.at.source);
            let (start, end) = (
                e.at.span.start as usize + source.skipped,
                e.at.span.end as usize + source.skipped,
            );
            json!({"path": source.name, "start": start, "end": end, "text": e.with})
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("safety", fix.applicability.key())?;
        map.serialize_entry("title", &fix.title)?;
        map.serialize_entry("edits", &EachSerialized(|| fix.edits.iter().map(edit)))?;
        map.end()
    }
}
