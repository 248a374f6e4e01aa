//! One name for each finding that stays the same while its line does, wherever the line moves to.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::diag::{Finding, Place};
use crate::text::SourceId;
use crate::text::digest::hex;

use super::ReportView;
use super::location::file_position;

/// Makes the fingerprints of a report, one finding after another: of the rule, the path, the line's
/// text, the words that are marked, and how many equal ones came before.
///
/// A line is digested once for each rule, however many findings it has.
pub(super) struct Fingerprints<'a> {
    judged: &'a ReportView,
    /// How often the same was seen, by its digest.
    seen: HashMap<[u8; 32], u32>,
    /// The line that was last looked at.
    line: Option<(SourceId, usize)>,
    /// Digests of that line by rule, still without the marked words.
    begun: HashMap<&'a str, Sha256>,
}

impl<'a> Fingerprints<'a> {
    pub(super) fn new(judged: &'a ReportView) -> Self {
        Self { judged, seen: HashMap::new(), line: None, begun: HashMap::new() }
    }

    /// 32 hexadecimal digits for the next finding.
    pub(super) fn next(&mut self, finding: &'a Finding) -> String {
        let judged = self.judged;
        let mut digest = match finding.place {
            Place::At(at) => {
                let source = judged.sources.get(at.source);
                let number = source.line(at.span.start);
                if self.line != Some((at.source, number)) {
                    self.line = Some((at.source, number));
                    self.begun.clear();
                }
                let line = || begun(judged, finding, source.slice(source.line_span(number)).trim());
                let known = self.begun.entry(finding.rule.as_str());
                known.or_insert_with(line).clone()
            }
            _ => begun(judged, finding, &finding.message),
        };
        if let Place::At(at) = finding.place {
            digest.update(judged.sources.slice(at));
        }
        let first = digest.clone().finalize();
        let count = self.seen.entry(first.into()).or_insert(0);
        *count += 1;
        digest.update(format!("\0{count}"));
        hex(&digest.finalize()[..16])
    }
}

/// A digest that knows all but the marked words.
fn begun(judged: &ReportView, finding: &Finding, line: &str) -> Sha256 {
    let mut digest = Sha256::new();
    for part in
        [judged.title(), finding.rule.as_str(), &file_position(&finding.place, judged).path, line]
    {
        digest.update(part);
        digest.update("\0");
    }
    digest
}
