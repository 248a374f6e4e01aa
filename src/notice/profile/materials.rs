//! What has to be handed in, and the rules for the names of files.

use serde::Deserialize;

use super::stated::Stated;

/// A document or an object that the notice wants.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RequiredMaterial {
    /// The key in `pilot.toml`.
    pub id: String,
    /// The notice's name for it.
    pub name: String,
    /// The clause that asks for it, `七`.
    #[serde(default)]
    pub clause: String,
    /// The words of the notice that ask for it.
    pub quote: String,
    /// Categories that it holds for; empty for all.
    #[serde(default, rename = "for")]
    pub categories: Vec<String>,
    /// What it is.
    #[serde(default)]
    pub kind: MaterialKind,
    /// Number of copies, where it differs from the rest.
    #[serde(default)]
    pub copies: Stated<u32>,
    /// On paper, as a file, or both.
    #[serde(default)]
    pub medium: Stated<MaterialMedium>,
    /// Whether it must bear a seal.
    #[serde(default)]
    pub seal: bool,
    /// Whether it must be signed.
    #[serde(default)]
    pub sign: bool,
    /// Whether the original is wanted.
    #[serde(default)]
    pub original: bool,
    /// Whether a copy serves.
    #[serde(default)]
    pub copy: bool,
    /// The annex that is its form, `附件2`; empty if it has none.
    #[serde(default)]
    pub form: String,
    /// The file of that form below the notice's `forms/`; empty if it is not at hand.
    #[serde(default)]
    pub form_file: String,
    /// Whether a file that can be edited (Word, Excel) is wanted.
    #[serde(default)]
    pub editable: bool,
    /// Whether the notice leaves it to the applicant.
    #[serde(default)]
    pub optional: bool,
    /// Rules that judge it already; it is not asked for once more.
    #[serde(default)]
    pub judged_by: Vec<String>,
}

/// What a material is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MaterialKind {
    /// The main document: a plan, a report, an application.
    Plan,
    /// A form to fill in.
    Form,
    /// A letter of recommendation.
    Letter,
    /// A statement or promise.
    Statement,
    /// Evidence: licences, certificates, reports by third parties.
    Evidence,
    /// A summary table.
    Table,
    /// Anything else.
    #[default]
    Other,
}

/// How a material is handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MaterialMedium {
    /// On paper.
    Paper,
    /// As a file.
    Electronic,
    /// Both.
    Both,
}

impl RequiredMaterial {
    /// Whether it is wanted of projects of a category; `None` stands for a project without one.
    pub fn holds_for(&self, category: Option<&str>) -> bool {
        holds_for(&self.categories, category)
    }
}

/// Whether something that holds for some categories only holds for this one.
pub(super) fn holds_for(categories: &[String], category: Option<&str>) -> bool {
    if categories.is_empty() {
        return true;
    }
    let Some(category) = category else { return false };
    categories.iter().any(|id| id == category)
}

/// A rule for the names of files, folders or parcels.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NamingRule {
    /// What is named so.
    pub what: NamedThing,
    /// The form of the name with `{project}`, `{applicant}`, `{material}`; empty where only a person can judge it.
    #[serde(default)]
    pub form: String,
    /// The words of the notice.
    pub quote: String,
}

/// What a rule for names is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NamedThing {
    /// Each file.
    File,
    /// The archive.
    Archive,
    /// A folder.
    Folder,
    /// A parcel, an envelope, a disc.
    Parcel,
}
