//! The result of judging a project or a package.

use serde::{Deserialize, Serialize};

use super::finding::{Authority, Finding, FindingWeight, RuleId, Severity};

/// A thing that no program can judge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecklistItem {
    /// The rule it belongs to.
    pub rule: RuleId,
    /// What to do.
    pub text: String,
    /// The clause behind it.
    pub authority: Authority,
}

/// A rule that was switched off, with its reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OffRule {
    pub rule: RuleId,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub by: Option<String>,
    /// Until when, `2023-10-20`.
    pub until: Option<String>,
    /// How many findings were left out.
    pub hidden: usize,
}

/// A rule that could not be judged, because something that it needs was not at hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnjudgedRule {
    pub rule: RuleId,
    /// What was not at hand, by the keys of cards: `package`.
    pub missing: Vec<String>,
}

/// Counts by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// Informations.
    pub info: usize,
    /// Rules switched off.
    pub off: usize,
}

/// Everything that was found, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Findings by weight, path, place, rule.
    pub findings: Vec<Finding>,
    /// What a person has to do.
    pub checklist: Vec<ChecklistItem>,
    /// Rules switched off.
    pub off: Vec<OffRule>,
    /// Rules that were looked at, whether they found something or not, in the order of the cards.
    pub judged: Vec<RuleId>,
    /// How many facts of the plan were compared; 0 if no rule asked for them.
    #[serde(default)]
    pub facts: usize,
    /// Rules that could not be judged, in the order of the cards.
    #[serde(default)]
    pub unjudged: Vec<UnjudgedRule>,
}

impl Report {
    /// Counts.
    pub fn summary(&self) -> Summary {
        let count = |severity| self.findings.iter().filter(|f| f.severity == severity).count();
        Summary {
            error: count(Severity::Error),
            warning: count(Severity::Warning),
            info: count(Severity::Info),
            off: self.off.len(),
        }
    }

    /// The findings of each weight that has any, in order.
    pub fn by_weight(&self) -> impl Iterator<Item = (FindingWeight, &[Finding])> {
        let groups = self.findings.chunk_by(|one, next| one.weight == next.weight);
        groups.filter_map(|group| Some((group.first()?.weight, group)))
    }

    /// Whether any finding stops `pack`.
    pub fn blocks_pack(&self) -> bool {
        self.findings.iter().any(|f| f.blocks_pack)
    }

    /// Whether a finding is at or above a severity.
    pub fn reaches(&self, threshold: Severity) -> bool {
        self.findings.iter().any(|f| f.severity >= threshold)
    }
}
