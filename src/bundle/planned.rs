//! A package as a plan: names and where their bytes come from.

use std::path::PathBuf;

use super::write_error::EntryRefusal;

/// A package before it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlannedPackage {
    /// The project's folder; below it no part of a file's path may be a symbolic link.
    pub root: PathBuf,
    /// Subject of the message.
    pub subject: String,
    /// The one folder in the archive; also the stem of every file beside it.
    pub folder: String,
    /// Its files, sorted by the bytes of their paths. Check list, manifest and hashes are added
    /// while it is written.
    pub entries: Vec<PlannedFile>,
    /// Files that are named and cannot go in, with the reason: such a package must not be sent.
    pub left_out: Vec<LeftOut>,
}

/// A file of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedFile {
    /// Path below the folder, with `/`.
    pub path: String,
    /// `plan`, `letter`, `checklist` or an attachment's role.
    pub role: String,
    /// Its bytes.
    pub contents: Contents,
    /// The file that a smaller copy stands for.
    pub original: Option<Original>,
}

/// A file that stays at home, and of which a smaller copy goes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// Where it lies.
    pub file: PathBuf,
    /// Bytes.
    pub size: u64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
    /// Dots an inch that the copy was made for.
    pub dpi: u16,
}

impl PlannedFile {
    /// The file on disk that it was made of; `None` if the program made it.
    pub fn source(&self) -> Option<&std::path::Path> {
        match (&self.original, &self.contents) {
            (Some(original), _) => Some(&original.file),
            (None, Contents::OnDisk(file, _)) => Some(file),
            (None, Contents::Generated(_)) => None,
        }
    }
}

/// Where bytes come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contents {
    /// A file, and its bytes when the plan was made.
    OnDisk(PathBuf, u64),
    /// Made by the program.
    Generated(Vec<u8>),
}

/// A file that is named and cannot go in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its path as `pilot.toml` names it.
    pub path: String,
    pub why: EntryRefusal,
}

impl Contents {
    /// Bytes.
    pub fn size(&self) -> u64 {
        match self {
            Self::OnDisk(_, size) => *size,
            Self::Generated(bytes) => bytes.len() as u64,
        }
    }
}

/// The role of the plan as a file that can be edited, beside its PDF.
pub const EDITABLE: &str = "plan-editable";

impl PlannedPackage {
    /// Puts the plan as a Word document beside its PDF; without one, that is a reason not to send the package.
    pub fn add_editable(&mut self, name: &str, docx: Option<Vec<u8>>) {
        let path = format!("01-{name}.docx");
        match docx {
            Some(docx) => self.entries.insert(
                0,
                PlannedFile {
                    path,
                    role: EDITABLE.to_owned(),
                    contents: Contents::Generated(docx),
                    original: None,
                },
            ),
            None => self.left_out.push(LeftOut { path, why: EntryRefusal::OnlyFinishedPdf }),
        }
    }

    /// Bytes of all files that are known before writing.
    pub fn files_size(&self) -> u64 {
        let sizes = self.entries.iter().map(|entry| entry.contents.size());
        sizes.sum()
    }

    /// The path of an entry in the archive.
    pub fn full_path(&self, path: &str) -> String {
        format!("{}/{path}", self.folder)
    }

    /// The package as facts, so that rules can judge it before it is written.
    pub fn package(&self, recipients: Vec<String>) -> crate::project::Package {
        let entry = |e: &PlannedFile| crate::project::PackageEntry {
            path: self.full_path(&e.path),
            size: e.contents.size(),
            sha256: String::new(),
            role: e.role.clone(),
        };
        crate::project::Package {
            entries: self.entries.iter().map(entry).collect(),
            subject: Some(self.subject.clone()),
            recipients,
            ..crate::project::Package::default()
        }
    }
}
