//! What is known and put up with: a list of findings by what they say, not by where they stand.
//!
//! A finding is known by its rule, its message and the text at its place, so that it stays known
//! while lines move. Numbers in messages (days left, sizes) do not count. The text is kept as a
//! digest only: it may hold what should not stand in two places.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::finding::{Finding, Place, RuleId};
use super::report::Report;
use crate::text::digest::sha256;
use crate::text::{Sources, han};

/// The form that is written and read.
const VERSION: u32 = 1;

/// Known findings with how many there are of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline(BTreeMap<FindingKey, usize>);

/// What makes two findings the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct FindingKey {
    rule: RuleId,
    message: String,
    text: String,
}

/// The file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineFile {
    version: u32,
    findings: Vec<BaselineEntry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineEntry {
    rule: RuleId,
    message: String,
    text: String,
    count: usize,
}

/// Why a text is no baseline.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BaselineError {
    /// It is not in the form; the line (from 1) where that shows.
    #[error("line {0} is not in the form of a baseline")]
    Form(usize),
    /// It is in a form that a later version writes.
    #[error("version {0} is not known")]
    Version(u32),
}

/// What a baseline did to a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// Findings that it lists and that are no longer in the report.
    pub listed: usize,
    /// Findings that it lists and that were looked for without being found.
    pub gone: usize,
}

impl Baseline {
    /// Everything that a report holds.
    pub fn of(report: &Report, sources: &Sources) -> Self {
        let mut counts = BTreeMap::new();
        for finding in &report.findings {
            *counts.entry(FindingKey::of(finding, sources)).or_insert(0) += 1;
        }
        Self(counts)
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// If it is not in the form, or in a later one.
    pub fn read(text: &str) -> Result<Self, BaselineError> {
        let form = |e: serde_json::Error| BaselineError::Form(e.line());
        let value: serde_json::Value = serde_json::from_str(text).map_err(form)?;
        if let Some(version) = value
            .get("version")
            .and_then(serde_json::Value::as_u64)
            .filter(|v| *v != u64::from(VERSION))
        {
            return Err(BaselineError::Version(u32::try_from(version).unwrap_or(u32::MAX)));
        }
        let file: BaselineFile = serde_json::from_str(text).map_err(form)?;
        let mut counts: BTreeMap<FindingKey, usize> = BTreeMap::new();
        for BaselineEntry { rule, message, text, count } in file.findings {
            let sum = counts.entry(FindingKey { rule, message, text }).or_default();
            *sum = sum.saturating_add(count);
        }
        counts.retain(|_, count| *count > 0);
        Ok(Self(counts))
    }

    /// The text of its file: sorted, an entry a few lines, so that version control shows what was
    /// taken out.
    ///
    /// # Errors
    /// Never in practice: the form has nothing that JSON cannot hold.
    pub fn text(&self) -> Result<String, serde_json::Error> {
        let entry = |(key, count): (&FindingKey, &usize)| BaselineEntry {
            rule: key.rule.clone(),
            message: key.message.clone(),
            text: key.text.clone(),
            count: *count,
        };
        let file = BaselineFile { version: VERSION, findings: self.0.iter().map(entry).collect() };
        Ok(format!("{}\n", serde_json::to_string_pretty(&file)?))
    }

    /// How many findings it lists.
    pub fn count(&self) -> usize {
        self.0.values().fold(0, |sum, n| sum.saturating_add(*n))
    }

    /// How many findings two baselines have in common.
    pub fn shared(&self, other: &Self) -> usize {
        let mut common = 0_usize;
        for (key, count) in &self.0 {
            if let Some(other) = other.0.get(key) {
                common = common.saturating_add(*other.min(count));
            }
        }
        common
    }

    /// Takes what it lists out of a report. Of more equal findings than it lists, the last ones
    /// stay.
    pub fn hide(&self, report: &mut Report, sources: &Sources) -> Hidden {
        let mut left = self.0.clone();
        let before = report.findings.len();
        report.findings.retain(|finding| match left.get_mut(&FindingKey::of(finding, sources)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        let mut gone = 0_usize;
        for (key, count) in &left {
            if report.judged.contains(&key.rule) {
                gone = gone.saturating_add(*count);
            }
        }
        Hidden { listed: before - report.findings.len(), gone }
    }

    /// Without what is no longer found. What was not looked for this time stays.
    #[must_use]
    pub fn shrunk(&self, now: &Self, judged: &[RuleId]) -> Self {
        let kept = self.0.iter().map(|(key, count)| {
            let found = now.0.get(key).copied().unwrap_or(0);
            (key.clone(), if judged.contains(&key.rule) { found.min(*count) } else { *count })
        });
        Self(kept.filter(|(_, count)| *count > 0).collect())
    }

    /// With everything that is found now, without what is no longer found. What was not looked for
    /// this time stays.
    #[must_use]
    pub fn grown(&self, now: &Self, judged: &[RuleId]) -> Self {
        let mut counts = self.shrunk(now, judged).0;
        counts.extend(now.0.clone());
        Self(counts)
    }
}

impl FindingKey {
    fn of(finding: &Finding, sources: &Sources) -> Self {
        let text = match &finding.place {
            Place::At(at) => {
                let words: Vec<&str> = sources.slice(*at).split_whitespace().collect();
                words.join(" ")
            }
            Place::Path(path) => path.clone(),
            Place::Whole => String::new(),
        };
        Self {
            rule: finding.rule.clone(),
            message: normalised(&finding.message),
            text: digest(&text),
        }
    }
}

/// A message without the differences that do not matter: width, white space, and how large a number
/// is.
fn normalised(message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    for c in han::fold(message).chars() {
        let c = if c.is_ascii_digit() { '#' } else { c };
        if c != '#' || !out.ends_with('#') {
            out.push(c);
        }
    }
    out
}

/// Sixteen hexadecimal digits; nothing for nothing.
fn digest(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let mut digits = sha256(text.as_bytes());
    digits.truncate(16);
    digits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Authority, AuthorityKind, FindingWeight, Severity};
    use crate::text::{At, SourceText};

    fn report(text: &str, words: &[&str], message: &str) -> (Report, Sources) {
        let mut sources = Sources::default();
        let source = sources.add(SourceText::new("plan.md", text));
        let finding = |(start, word): (usize, &str)| Finding {
            rule: "a".into(),
            severity: Severity::Error,
            blocks_pack: false,
            weight: FindingWeight::Quality,
            message: message.to_owned(),
            help: None,
            authority: Authority {
                kind: AuthorityKind::Practice,
                reference: String::new(),
                quote: String::new(),
                at: None,
            },
            place: At::new(source, start, start + word.len()).into(),
            related: Vec::new(),
            fix: None,
            meaning: None,
        };
        let findings =
            words.iter().flat_map(|word| text.match_indices(word)).map(finding).collect();
        (Report { findings, judged: vec!["a".into()], ..Report::default() }, sources)
    }

    #[test]
    fn lines_and_numbers_may_move_and_counts_may_not_grow() {
        let (old, sources) = report("待定\n待定\n", &["待定"], "还有 3 天");
        let baseline = Baseline::of(&old, &sources);
        assert_eq!(Baseline::read(&baseline.text().expect("text")), Ok(baseline.clone()));
        let (mut new, sources) =
            report("前言\n待定、待定、待定、未定\n", &["待定", "未定"], "还有１２天");
        let now = Baseline::of(&new, &sources);
        assert_eq!(baseline.hide(&mut new, &sources), Hidden { listed: 2, gone: 0 });
        assert_eq!(new.findings.len(), 2);
        assert_eq!(baseline.shrunk(&now, &new.judged), baseline);
        assert_eq!(baseline.grown(&now, &new.judged), now);
    }

    #[test]
    fn what_is_mended_goes_and_never_comes_back() {
        let (old, sources) = report("待定 未定", &["待定", "未定"], "空");
        let baseline = Baseline::of(&old, &sources);
        let (mut new, sources) = report("未定", &["未定"], "空");
        assert_eq!(baseline.hide(&mut new.clone(), &sources), Hidden { listed: 1, gone: 1 });
        let shrunk = baseline.shrunk(&Baseline::of(&new, &sources), &new.judged);
        assert_eq!(shrunk.count(), 1);
        new.judged.clear();
        assert_eq!(
            baseline.shrunk(&Baseline::default(), &new.judged),
            baseline,
            "what is not looked for is not gone"
        );
        assert_eq!(baseline.hide(&mut Report::default(), &sources).gone, 0);
    }

    #[test]
    fn what_is_no_baseline_is_refused() {
        assert_eq!(Baseline::read("{\n<<<<<<< HEAD\n"), Err(BaselineError::Form(2)));
        assert_eq!(Baseline::read("{\"version\": 2}"), Err(BaselineError::Version(2)));
        assert!(matches!(Baseline::read("[]"), Err(BaselineError::Form(_))));
        assert!(matches!(
            Baseline::read("{\"version\":1,\"findings\":[],\"x\":1}"),
            Err(BaselineError::Form(_))
        ));
    }
}
