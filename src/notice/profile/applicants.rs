//! Who may apply, how many may be recommended, and the clean record that is asked for.

use serde::Deserialize;

/// Who may apply.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Applicants {
    /// The kinds.
    #[serde(default)]
    pub kinds: Vec<ApplicantKind>,
    /// Whether applicant and implementer must be one body.
    #[serde(default)]
    pub same_body: bool,
    /// How many may be recommended.
    pub quota: Option<Quota>,
}

/// How many projects somebody may recommend.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Quota {
    /// Projects at most.
    pub max: u32,
    /// Who has that number, in words: `每个设区市`.
    pub per: String,
}

/// A kind of applicant.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ApplicantKind {
    /// The key in `pilot.toml`.
    pub id: String,
    /// The notice's name for it.
    pub name: String,
    /// Its level.
    pub level: ApplicantLevel,
}

/// The level of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ApplicantLevel {
    /// County, district, county-level city.
    County,
    /// Prefecture.
    Municipal,
    /// Parks and others: any.
    Any,
}

/// A clean record is asked for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CleanRecord {
    /// Years counted back.
    pub years: u32,
    /// What counts, keys of `pilot.toml` with the notice's words.
    pub sources: Vec<NamedKey>,
}

/// A key with its name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NamedKey {
    /// The key.
    pub id: String,
    /// The name.
    pub name: String,
}
