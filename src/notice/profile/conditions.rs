//! What applicants and projects must be, and what else the notice demands.

use serde::Deserialize;

use super::materials::holds_for;

/// A condition of the notice.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ApplicationCondition {
    /// The key in `pilot.toml`.
    pub id: String,
    /// The clause, `四(二)`.
    #[serde(default)]
    pub clause: String,
    /// The words of the notice.
    pub quote: String,
    /// How binding the wording is.
    pub strength: DemandStrength,
    /// Categories that it holds for; empty for all.
    #[serde(default, rename = "for")]
    pub categories: Vec<String>,
    /// Rules that judge it already; it is not asked for once more.
    #[serde(default)]
    pub judged_by: Vec<String>,
    /// What can be computed from the value that `pilot.toml` gives.
    #[serde(default)]
    pub measures: Vec<ConditionMeasure>,
}

impl ApplicationCondition {
    /// Whether it is asked of projects of a category; `None` stands for a project without one.
    pub fn holds_for(&self, category: Option<&str>) -> bool {
        holds_for(&self.categories, category)
    }
}

/// How binding a sentence is, by its wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum DemandStrength {
    /// 应当, 须, 必须, 一律.
    #[serde(rename = "应当")]
    Must,
    /// 不得, 严禁, 不予受理.
    #[serde(rename = "不得")]
    MustNot,
    /// 原则上.
    #[serde(rename = "原则上")]
    InPrinciple,
    /// 鼓励, 优先.
    #[serde(rename = "鼓励")]
    Encouraged,
}

impl DemandStrength {
    /// The word for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Must => "应当",
            Self::MustNot => "不得",
            Self::InPrinciple => "原则上",
            Self::Encouraged => "鼓励",
        }
    }
}

/// A number that a value is compared with.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ConditionMeasure {
    /// What is counted.
    pub kind: MeasureKind,
    /// `>=`, `<=`, `>`, `<` or `=`.
    pub op: MeasureOperator,
    /// The number, as the notice writes it in half-width digits.
    pub number: String,
    /// Its unit, `年`, `万元`.
    #[serde(default)]
    pub unit: String,
}

/// What a measure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeasureKind {
    /// Full years from a day until the deadline.
    Years,
    /// The age of a person.
    Age,
    /// Things.
    Count,
    /// Money.
    Amount,
    /// Days.
    Days,
    /// Per cent.
    Share,
}

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum MeasureOperator {
    /// At least.
    #[serde(rename = ">=")]
    AtLeast,
    /// At most.
    #[serde(rename = "<=")]
    AtMost,
    /// More than.
    #[serde(rename = ">")]
    MoreThan,
    /// Less than.
    #[serde(rename = "<")]
    LessThan,
    /// Exactly.
    #[serde(rename = "=")]
    Exactly,
}

/// A sentence that demands something and is no condition, material or deadline.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NoticeObligation {
    /// The clause, `五(二)`.
    #[serde(default)]
    pub clause: String,
    /// The words of the notice.
    pub quote: String,
    /// How binding the wording is.
    pub strength: DemandStrength,
    /// Categories that it holds for; empty for all.
    #[serde(default, rename = "for")]
    pub categories: Vec<String>,
    /// Rules or facts (`deadlines.0`) that hold what it demands; empty: a line of the checklist.
    #[serde(default)]
    pub judged_by: Vec<String>,
}

impl NoticeObligation {
    /// Whether it is one of projects of a category; `None` stands for a project without one.
    pub fn holds_for(&self, category: Option<&str>) -> bool {
        holds_for(&self.categories, category)
    }
}
