//! Writes a planned package: the data first, then what speaks of them, all in one pass.

use std::io::{Seek, Write};
use std::path::Path;

use chrono::NaiveDate;

use crate::diag::Report;
use crate::text::Moment;
use crate::text::digest::sha256;

use super::manifest::{
    self, CHECKLIST, GitState, MANIFEST, Manifest, ManifestEntry, SUMS, ToolVersion,
};
use super::planned::{Contents, PlannedPackage};
use super::write_error::{EntryRefusal, WriteError};
use super::zip::zip_writer::ZipWriter;

/// What goes into the manifest beside the files.
#[derive(Clone, Debug)]
pub struct PackageFacts<'a> {
    /// The notice's id.
    pub notice: String,
    /// The day that every entry bears: the notice's date of signing.
    pub day: NaiveDate,
    /// The moment of judging.
    pub as_of: Moment,
    /// The code printed on paper and in the mail.
    pub content_code: String,
    /// SHA-256 of what the plan says, of which the code is made.
    pub plan_digest: String,
    /// The facts of `pilot.toml`.
    pub project: serde_json::Value,
    /// The report the package rests on.
    pub report: &'a Report,
    /// Facts of the notice that decide and that nobody has confirmed.
    pub unconfirmed: Vec<String>,
    /// Where the sources stood.
    pub git: Option<GitState>,
    /// Fonts of the plan's PDF.
    pub fonts: Vec<String>,
}

/// A package that was written.
#[derive(Clone, Debug)]
pub struct WrittenPackage {
    /// What it says about itself; its entries carry sizes and hashes.
    pub manifest: Manifest,
    /// Bytes of the archive.
    pub archive_size: u64,
}

/// Writes the archive of a package. `checklist` makes the text of `报送清单.txt` from the files
/// already written.
///
/// The result depends on its arguments and on the content of the files alone.
///
/// # Errors
/// See [`ZipWriter::add`]; also a package from which a named file was left out.
pub fn write<W: Write + Seek>(
    bundle: &PlannedPackage,
    facts: &PackageFacts<'_>,
    checklist: &dyn Fn(&[ManifestEntry]) -> String,
    out: W,
) -> Result<WrittenPackage, WriteError> {
    if let Some(left) = bundle.left_out.first() {
        return Err(WriteError::refused(&left.path, left.why.clone()));
    }
    let mut zip = ZipWriter::new(out, facts.day);
    let mut entries = Vec::new();
    for entry in &bundle.entries {
        if let Contents::OnDisk(file, _) = &entry.contents {
            refuse_links(&entry.path, &bundle.root, file)?;
        }
        let packed = zip.add(&bundle.full_path(&entry.path), &entry.contents)?;
        entries.push(ManifestEntry {
            path: entry.path.clone(),
            role: entry.role.clone(),
            size: packed.size,
            sha256: packed.sha256,
            deflated_sha256: packed.deflated_sha256,
            original: entry.original.as_ref().map(Into::into),
        });
    }
    let text = crlf(&checklist(&entries));
    entries.push(recorded(CHECKLIST, "checklist", text.as_bytes()));
    let manifest = Manifest {
        format: manifest::FORMAT,
        tool: ToolVersion::this(),
        notice: facts.notice.clone(),
        as_of: facts.as_of.rfc3339(),
        subject: bundle.subject.clone(),
        content_code: facts.content_code.clone(),
        plan_digest: facts.plan_digest.clone(),
        project: facts.project.clone(),
        entries,
        report: facts.report.into(),
        off: facts.report.off.iter().map(Into::into).collect(),
        unconfirmed: facts.unconfirmed.clone(),
        git: facts.git.clone(),
        fonts: facts.fonts.clone(),
    };
    let json = manifest.to_json().map_err(|e| WriteError::io(MANIFEST, e.into()))?;
    let own = recorded(MANIFEST, "", json.as_bytes());
    let mut listed: Vec<&ManifestEntry> = manifest.entries.iter().chain([&own]).collect();
    listed.sort_by(|a, b| a.path.cmp(&b.path));
    let listed = listed.iter();
    let sums = manifest::sums(listed.map(|entry| (entry.path.as_str(), entry.sha256.as_str())));
    // By the bytes of their names: digits, then S, then m, then Chinese.
    for (path, bytes) in
        [(SUMS, sums.into_bytes()), (MANIFEST, json.into_bytes()), (CHECKLIST, text.into_bytes())]
    {
        zip.add(&bundle.full_path(path), &Contents::Generated(bytes))?;
    }
    let (_, archive_size) = zip.finish()?;
    Ok(WrittenPackage { manifest, archive_size })
}

/// Refuses a file that is reached through a link: the folders between the project and the file; the
/// file itself is looked at when it is opened.
pub(super) fn refuse_links(path: &str, root: &Path, file: &Path) -> Result<(), WriteError> {
    let Ok(below) = file.strip_prefix(root) else {
        return Err(WriteError::refused(path, EntryRefusal::Outside));
    };
    let mut folder = root.to_path_buf();
    for part in below.parent().into_iter().flat_map(Path::components) {
        folder.push(part);
        let meta = std::fs::symlink_metadata(&folder).map_err(|e| WriteError::io(path, e))?;
        if meta.file_type().is_symlink() {
            let target = std::fs::read_link(&folder).map_err(|e| WriteError::io(path, e))?;
            let target = target.display().to_string();
            return Err(WriteError::refused(path, EntryRefusal::FolderLink { target }));
        }
    }
    Ok(())
}

fn recorded(path: &str, role: &str, bytes: &[u8]) -> ManifestEntry {
    let (size, sha256) = (bytes.len() as u64, sha256(bytes));
    ManifestEntry {
        path: path.to_owned(),
        role: role.to_owned(),
        size,
        sha256,
        deflated_sha256: None,
        original: None,
    }
}

/// Text for everybody: a byte order mark and CRLF, so that every editor on Windows shows it right.
fn crlf(text: &str) -> String {
    format!("\u{feff}{}", text.replace("\r\n", "\n").replace('\n', "\r\n"))
}
