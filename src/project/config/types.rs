//! The tables of `pilot.toml` as types. A value that is missing, unfilled or wrong is `None`.

use crate::project::toml_tree::TomlNode;
use crate::text::{At, Month, SourceId, Spanned};

use super::ConfigProblem;

/// An optional value with its place.
pub type Opt<T> = Option<Spanned<T>>;

/// `pilot.toml`.
#[derive(Clone, Debug, Default)]
pub struct Config {
    pub source: SourceId,
    /// All values as they were written.
    pub tree: TomlNode,
    /// The notice's id.
    pub notice: Opt<String>,
    /// `[project]`
    pub project: ProjectFacts,
    /// `[applicant]`
    pub applicant: Applicant,
    /// `[park]`
    pub park: Park,
    /// `[[objects]]`
    pub objects: Vec<ProjectObject>,
    /// `[record]`
    pub record: ProjectRecord,
    /// `[foundation]`
    pub foundation: Foundation,
    /// `[[funding]]`
    pub funding: Vec<Funding>,
    /// `[plan]`
    pub plan: PlanFiles,
    /// `[[letters]]`
    pub letters: Vec<ProjectLetter>,
    /// `[[attachments]]`
    pub attachments: Vec<ProjectAttachment>,
    /// `[[conditions]]`
    pub conditions: Vec<ConditionAnswer>,
    /// `[[targets]]`
    pub targets: Vec<ProjectTarget>,
    /// `[mail]`
    pub mail: ProjectMail,
    /// `[rules]`
    pub waivers: Vec<Waiver>,
    /// `[render]`
    pub render: RenderSettings,
    /// `[calendar]`
    pub calendar: CalendarDays,
    /// Everything that is wrong with the file, in order.
    pub problems: Vec<ConfigProblem>,
}

/// `[project]`
#[derive(Clone, Debug, Default)]
pub struct ProjectFacts {
    pub name: Opt<String>,
    /// Key of the category.
    pub category: Opt<String>,
    pub industries: Vec<Spanned<String>>,
    pub basins: Vec<Spanned<String>>,
    /// First month.
    pub start: Opt<Month>,
    /// Last month.
    pub end: Opt<Month>,
}

/// `[applicant]`
#[derive(Clone, Debug, Default)]
pub struct Applicant {
    /// Full name.
    pub name: Opt<String>,
    /// Key of the kind.
    pub kind: Opt<String>,
    /// Code of the county-level unit.
    pub division: Opt<String>,
    /// Full name of the implementer.
    pub implementer: Opt<String>,
    /// Whom to ask.
    pub contact: ApplicantContact,
}

/// `[applicant.contact]`
#[derive(Clone, Debug, Default)]
pub struct ApplicantContact {
    pub name: Opt<String>,
    /// Telephone.
    pub phone: Opt<String>,
    /// Mailbox.
    pub email: Opt<String>,
}

/// `[park]`
#[derive(Clone, Debug, Default)]
pub struct Park {
    /// Whether the table is there.
    pub present: bool,
    /// Boundary in words.
    pub boundary: Opt<String>,
    /// Managing body.
    pub manager: Opt<String>,
    /// Codes of all units it lies in.
    pub divisions: Vec<Spanned<String>>,
}

/// `[[objects]]`
#[derive(Clone, Debug, Default)]
pub struct ProjectObject {
    /// Its table.
    pub at: At,
    pub name: Opt<String>,
    pub kind: Opt<String>,
    /// Unified social credit code.
    pub credit_code: Opt<String>,
    pub industry: Opt<String>,
    /// Whether it is under mandatory audit.
    pub mandatory_audit: Opt<bool>,
}

/// `[record]`
#[derive(Clone, Debug, Default)]
pub struct ProjectRecord {
    /// Whether the applicant states a clean record.
    pub declared: Opt<bool>,
    /// The statement's file.
    pub statement: Opt<String>,
    /// What happened.
    pub incidents: Vec<Incident>,
}

/// `[[record.incidents]]`
#[derive(Clone, Debug, Default)]
pub struct Incident {
    /// Its table.
    pub at: At,
    /// Day, `2019-05-01`.
    pub date: Opt<String>,
    /// Key of the source.
    pub source: Opt<String>,
    /// What it was.
    pub summary: Opt<String>,
}

/// `[foundation]`
#[derive(Clone, Debug, Default)]
pub struct Foundation {
    pub staff: Opt<String>,
    /// Rules of the house.
    pub system: Opt<String>,
    pub mechanism: Opt<String>,
}

/// `[[funding]]`
#[derive(Clone, Debug, Default)]
pub struct Funding {
    /// Its table.
    pub at: At,
    /// Where the money comes from.
    pub source: Opt<String>,
    /// Ten thousand yuan.
    pub amount: Opt<f64>,
    /// File that shows it.
    pub evidence: Opt<String>,
}

/// `[plan]`
#[derive(Clone, Debug, Default)]
pub struct PlanFiles {
    /// Files or globs, in order.
    pub files: Vec<Spanned<String>>,
    /// A finished PDF that is packed as it is.
    pub pdf: Opt<String>,
}

/// `[[letters]]`
#[derive(Clone, Debug, Default)]
pub struct ProjectLetter {
    /// Its table.
    pub at: At,
    /// Keys of the signers.
    pub from: Vec<Spanned<String>>,
    pub city: Opt<String>,
    pub file: Opt<String>,
    /// Day under the text, `2023-10-12`.
    pub date: Opt<String>,
}

/// `[[attachments]]`
#[derive(Clone, Debug, Default)]
pub struct ProjectAttachment {
    /// Its table.
    pub at: At,
    pub title: Opt<String>,
    pub file: Opt<String>,
    /// Role; `other` if it is missing.
    pub role: Opt<String>,
    /// Key of the material that it is.
    pub material: Opt<String>,
}

/// `[[conditions]]`
#[derive(Clone, Debug, Default)]
pub struct ConditionAnswer {
    /// Its table.
    pub at: At,
    /// Key of the condition.
    pub id: Opt<String>,
    /// Whether the applicant says that it is met.
    pub met: Opt<bool>,
    /// How it is met.
    pub how: Opt<String>,
    /// File that shows it.
    pub evidence: Opt<String>,
    /// What its measures are computed from: a number as written, a day, an amount with its unit.
    pub value: Opt<String>,
}

/// `[[targets]]`
#[derive(Clone, Debug, Default)]
pub struct ProjectTarget {
    /// Its table.
    pub at: At,
    /// Key of the family.
    pub family: Opt<String>,
    pub indicator: Opt<String>,
    pub unit: Opt<String>,
    /// Value at the start, with its digits as written.
    pub baseline: Opt<String>,
    /// Value at the end, with its digits as written.
    pub target: Opt<String>,
}

/// `[mail]`
#[derive(Clone, Debug, Default)]
pub struct ProjectMail {
    /// Sender.
    pub from: Opt<String>,
    /// Recipients; the notice's if empty.
    pub to: Vec<Spanned<String>>,
    /// Copies; the notice's if `to` is empty.
    pub cc: Vec<Spanned<String>>,
}

/// An entry of `[rules]`.
#[derive(Clone, Debug, Default)]
pub struct Waiver {
    pub rule: Spanned<String>,
    /// `off` or a severity.
    pub level: Opt<String>,
    /// Why.
    pub reason: Opt<String>,
    /// Who decided.
    pub by: Opt<String>,
    /// Last day, `2023-10-20`.
    pub until: Opt<String>,
}

/// The style of pages where `[render] style` says nothing, and the one that Word documents follow.
pub const DEFAULT_STYLE: &str = "gbt9704";

/// `[render]`
#[derive(Clone, Debug, Default)]
pub struct RenderSettings {
    /// `embedded` or `system`.
    pub fonts: Opt<String>,
    /// Folders with fonts, searched before those of the system.
    pub font_folders: Vec<Spanned<String>>,
    /// Name of a style.
    pub style: Opt<String>,
    /// Printed on the cover.
    pub note: Opt<String>,
    /// Month on the cover.
    pub date: Opt<Month>,
}

impl RenderSettings {
    /// The name of the style that pages follow.
    pub fn style_name(&self) -> &str {
        match &self.style {
            Some(style) => &style.value,
            None => DEFAULT_STYLE,
        }
    }
}

/// `[calendar]`
#[derive(Clone, Debug, Default)]
pub struct CalendarDays {
    /// Days off.
    pub holidays: Vec<Spanned<String>>,
    /// Days worked.
    pub workdays: Vec<Spanned<String>>,
}
