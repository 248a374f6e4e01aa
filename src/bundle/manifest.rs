//! `manifest.json`, form 1, and `SHA256SUMS`: what a package says about itself.

use serde::{Deserialize, Serialize};

use crate::diag::{OffRule, Report};

use super::planned::Original;

/// Name of the manifest.
pub const MANIFEST: &str = "manifest.json";
/// Name of the list of hashes, as `sha256sum -c` reads it.
pub const SUMS: &str = "SHA256SUMS";
/// Name of the check list.
pub const CHECKLIST: &str = "报送清单.txt";
/// The files that guard the others; in the archive they are stored as they are.
pub const GUARDS: &[&str] = &[SUMS, MANIFEST, CHECKLIST];
/// The form that is written; the greatest that is read.
pub const FORMAT: u32 = 1;
/// Name of the program in manifests.
const TOOL: &str = "pilot";

/// What a package says about itself. Unknown keys are let pass: a later program may say more under
/// the same form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Form of this file, [`FORMAT`].
    pub format: u32,
    /// The program that wrote it.
    pub tool: ToolVersion,
    /// The notice's id.
    pub notice: String,
    /// The moment of judging, RFC 3339.
    pub as_of: String,
    /// Subject of the message.
    pub subject: String,
    /// The code printed on paper and in the mail.
    pub content_code: String,
    /// SHA-256 of what the plan says, of which the code is made.
    #[serde(default)]
    pub plan_digest: String,
    /// The facts of `pilot.toml`, so that the receiver can judge again.
    pub project: serde_json::Value,
    /// All files but this one and `SHA256SUMS`, sorted by the bytes of their paths.
    pub entries: Vec<ManifestEntry>,
    /// The report's counts.
    pub report: FindingCounts,
    /// Rules switched off.
    pub off: Vec<SwitchedOffRule>,
    /// Facts of the notice that decide and that nobody had confirmed when the package was made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unconfirmed: Vec<String>,
    /// Where the sources stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub git: Option<GitState>,
    /// Fonts of the plan's PDF.
    #[serde(default)]
    pub fonts: Vec<String>,
}

/// Why a file is no manifest that can be read.
/// Bytes of a manifest at most: an entry takes some 300, and an archive has at most 2000.
const MAX_MANIFEST: usize = 4_000_000;

#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// It is larger than any that is written.
    #[error("the manifest is larger than {MAX_MANIFEST} bytes")]
    TooLarge,
    /// It is no JSON.
    #[error("the manifest is no JSON")]
    NotJson(#[source] serde_json::Error),
    /// It is in a form that a later version writes.
    #[error("form {0} is not known")]
    Newer(u64),
    /// It does not say in which form it is.
    #[error("the manifest states no form")]
    NoForm,
    /// Something that must be there is not.
    #[error("the manifest lacks something")]
    Incomplete(#[source] serde_json::Error),
}

/// The program that wrote a manifest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolVersion {
    pub name: String,
    pub version: String,
}

/// A file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestEntry {
    /// Path below the package's folder, with `/`.
    pub path: String,
    /// `plan`, `letter`, `checklist` or an attachment's role.
    pub role: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 of the content, hexadecimal.
    pub sha256: String,
    /// SHA-256 of the compressed bytes, if it is compressed: a stream has spare bits that its
    /// content does not show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deflated_sha256: Option<String>,
    /// The file that this is a smaller copy of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<Shrunk>,
}

/// A file of which a smaller copy was packed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shrunk {
    /// Bytes.
    pub size: u64,
    /// SHA-256 of the original, hexadecimal.
    pub sha256: String,
    /// Dots an inch that the copy was made for.
    pub dpi: u16,
}

/// Findings when the package was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingCounts {
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// Informations.
    pub info: usize,
    /// Rules switched off.
    pub off: usize,
}

/// A rule that was switched off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SwitchedOffRule {
    pub rule: String,
    /// Why.
    pub reason: String,
    /// Who decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// How many findings were left out.
    pub hidden: usize,
}

/// Where the sources stood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GitState {
    pub commit: String,
    /// Whether there were changes that were not committed.
    pub dirty: bool,
}

impl From<&Original> for Shrunk {
    fn from(original: &Original) -> Self {
        Self { size: original.size, sha256: original.sha256.clone(), dpi: original.dpi }
    }
}

impl From<&OffRule> for SwitchedOffRule {
    fn from(off: &OffRule) -> Self {
        Self {
            rule: off.rule.to_string(),
            reason: off.reason.clone(),
            by: off.by.clone(),
            until: off.until.clone(),
            hidden: off.hidden,
        }
    }
}

impl From<&SwitchedOffRule> for OffRule {
    fn from(off: &SwitchedOffRule) -> Self {
        Self {
            rule: off.rule.as_str().into(),
            reason: off.reason.clone(),
            by: off.by.clone(),
            until: off.until.clone(),
            hidden: off.hidden,
        }
    }
}

impl From<&Report> for FindingCounts {
    fn from(report: &Report) -> Self {
        let summary = report.summary();
        Self {
            error: summary.error,
            warning: summary.warning,
            info: summary.info,
            off: summary.off,
        }
    }
}

impl ToolVersion {
    /// This very program.
    pub fn this() -> Self {
        Self { name: TOOL.to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() }
    }
}

impl Manifest {
    /// As JSON, indented, with a line break at the end.
    ///
    /// # Errors
    /// None in practice: every value here has a JSON form.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|json| json + "\n")
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// It is damaged, or its form is newer than this program.
    pub fn from_json(bytes: &[u8]) -> Result<Self, ManifestError> {
        if bytes.len() > MAX_MANIFEST {
            return Err(ManifestError::TooLarge);
        }
        let value: serde_json::Value =
            serde_json::from_slice(bytes).map_err(ManifestError::NotJson)?;
        // The form comes first: a newer one may differ in everything else.
        match value.get("format").and_then(serde_json::Value::as_u64) {
            Some(form) if form > u64::from(FORMAT) => Err(ManifestError::Newer(form)),
            Some(1) => serde_json::from_value(value).map_err(ManifestError::Incomplete),
            _ => Err(ManifestError::NoForm),
        }
    }

    /// Whether a file named `manifest.json` claims to be ours; damaged ones may still do.
    pub fn is_claimed(bytes: &[u8]) -> bool {
        // One that is too large claims to be ours by the name alone, and is refused.
        if bytes.len() > MAX_MANIFEST {
            return true;
        }
        serde_json::from_slice::<serde_json::Value>(bytes).is_ok_and(|v| {
            v.pointer("/tool/name").and_then(serde_json::Value::as_str) == Some(TOOL)
        })
    }
}

/// The text of `SHA256SUMS` for files with their hashes.
pub fn sums<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    files.into_iter().fold(String::new(), |out, (path, sha256)| out + sha256 + "  " + path + "\n")
}
