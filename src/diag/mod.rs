//! Findings: what was seen, where, by which clause, and what can be done about it.

pub mod apply;
pub mod baseline;
pub mod finding;
pub mod fix;
pub mod report;

pub use baseline::{Baseline, BaselineError};
pub use finding::{
    Authority, AuthorityKind, Finding, FindingMeaning, FindingWeight, Label, Place, RuleId,
    Severity,
};
pub use fix::{Applicability, Edit, Fix};
pub use report::{ChecklistItem, OffRule, Report, Summary, UnjudgedRule};
