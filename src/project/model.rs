//! A project, read from disk or made up by a test.

use std::path::PathBuf;

use unicode_normalization::UnicodeNormalization;

use crate::attachment::FileFacts;
use crate::plan::Plan;
use crate::plan::docx::DocxNotes;
use crate::text::coverage::Characters;
use crate::text::{At, Moment, SourceId, SourceText, Sources};

use super::config::Config;
use super::package::Package;

/// A project.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// Its folder; empty for one that exists in memory only.
    pub root: PathBuf,
    /// `pilot.toml`.
    pub config: Config,
    /// The plan, if its text can be read.
    pub plan: Option<Plan>,
    /// Files that `pilot.toml` or the plan names, and all that lie in `attachments/`, sorted by
    /// path.
    pub files: Vec<ProjectFile>,
    /// All texts: the notice first.
    pub sources: Sources,
    /// The package, if there is one.
    pub package: Option<Package>,
    /// Texts that were not written in UTF-8.
    pub decoded: Vec<Decoded>,
    /// What is known of the plan beside its text, if it is a Word document.
    pub word: Option<WordPlan>,
    /// What fonts of the machine print beside the embedded ones; nothing unless the project asks
    /// for them.
    pub machine_prints: Characters,
}

/// A plan that is a Word document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordPlan {
    /// Relative to the project, with `/`.
    pub path: String,
    /// What was left out, taken as accepted, or guessed.
    pub notes: DocxNotes,
}

/// A text that had to be converted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// Its file.
    pub path: String,
    /// The encoding it was taken for.
    pub encoding: &'static str,
}

/// A file beside the plan.
#[derive(Clone, Debug, Default)]
pub struct ProjectFile {
    /// Relative to the project, with `/`, as it is named on disk.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// Time of the last change.
    pub modified: Option<Moment>,
    /// SHA-256, hexadecimal; empty if it was not needed.
    pub sha256: String,
    /// What is inside.
    pub facts: FileFacts,
    /// Whether it lies there: a file that is only named has no facts.
    pub exists: bool,
}

/// Why a file belongs to the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileUse {
    Letter,
    /// `[[attachments]]`.
    Attachment,
    /// The statement of `[record]`.
    Statement,
    /// Evidence of `[[funding]]` or `[[conditions]]`.
    Evidence,
    /// A picture of the plan.
    Picture,
    /// A part of the plan or its finished PDF.
    Plan,
}

impl Project {
    /// The file at a path.
    pub fn file(&self, path: &str) -> Option<&ProjectFile> {
        let path = normal(path);
        // macOS names files in decomposed form; the same name in another normal form is the same
        // file.
        let equal = |f: &&ProjectFile| f.path.nfc().eq(path.nfc());
        let found = self.files.iter().find(|f| f.path == path);
        if found.is_some() || path.is_ascii() {
            return found;
        }
        self.files.iter().find(equal)
    }

    /// Every file that is named, with the place of its name.
    pub fn named_files(&self) -> Vec<(FileUse, String, At)> {
        let config = &self.config;
        let mut out = Vec::new();
        let mut push = |why, name: &Option<crate::text::Spanned<String>>| {
            if let Some(name) = name {
                out.push((why, normal(&name.value), name.at));
            }
        };
        push(FileUse::Plan, &config.plan.pdf);
        for f in config.plan.files.iter() {
            push(FileUse::Plan, &Some(f.clone()));
        }
        for l in config.letters.iter() {
            push(FileUse::Letter, &l.file);
        }
        for a in config.attachments.iter() {
            push(FileUse::Attachment, &a.file);
        }
        push(FileUse::Statement, &config.record.statement);
        for f in config.funding.iter() {
            push(FileUse::Evidence, &f.evidence);
        }
        for answer in &config.conditions {
            push(FileUse::Evidence, &answer.evidence);
        }
        if let Some(plan) = &self.plan {
            out.extend(
                plan.images().into_iter().map(|i| (FileUse::Picture, normal(&i.path), i.at)),
            );
        }
        out
    }

    /// The source of `pilot.toml`.
    pub fn config_source(&self) -> (SourceId, &SourceText) {
        (self.config.source, self.sources.get(self.config.source))
    }
}

/// A path as it is compared: `/` between parts, no `./`.
pub fn normal(path: &str) -> String {
    path.replace('\\', "/")
        .split('/')
        .filter(|p| !p.is_empty() && *p != ".")
        .collect::<Vec<_>>()
        .join("/")
}
