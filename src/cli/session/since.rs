//! `--since`: which files have changed, and the findings that concern them.

use std::collections::BTreeSet;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use crate::diag::{Finding, Place, Report};
use crate::notice::NoticeText;
use crate::project::Project;
use crate::project::read::PROJECT_FILE;
use crate::text::han;

use super::git;
use crate::cli::terminal::failure::{Failure, shown};

/// What has changed below a folder, with paths relative to it, in NFC.
pub(crate) struct Changed {
    /// Changed, new and deleted files.
    files: BTreeSet<String>,
    /// The deleted ones among them.
    deleted: Vec<String>,
}

/// Asks `git` what differs from a revision, in the index, in the working tree and beside them;
/// ignored files do not count.
///
/// # Errors
/// If the folder is in no repository, `git` is not there, or it does not know the revision.
pub(crate) fn changed(root: &Path, rev: &str) -> Result<Changed, Failure> {
    if git::run(root, &["rev-parse", "--is-inside-work-tree"])
        .is_none_or(|said| said.trim() != "true")
    {
        let failure = Failure::new(format!(
            "--since 要用 git，而 {} 不在 git 仓库里，或没有安装 git",
            shown(root)
        ));
        return Err(failure.hint("去掉 --since 就检查全部文件"));
    }
    let commit = git::run(
        root,
        &["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{rev}^{{commit}}")],
    );
    let commit = commit.unwrap_or_default().trim().to_owned();
    if commit.is_empty() {
        let failure = Failure::new(format!("--since：仓库里没有“{}”这个版本", han::printable(rev)));
        return Err(failure
            .hint("写分支、标签或提交号，如 origin/main；浅克隆要先取回历史（fetch-depth: 0）"));
    }
    let list = |args: &[&str]| {
        let names =
            git::run(root, args).ok_or_else(|| Failure::new("--since：git 没能列出改动的文件"))?;
        let names = names.split('\0').filter(|name| !name.is_empty());
        let names = names.map(|name| name.nfc().collect::<String>());
        Ok::<Vec<String>, Failure>(names.collect())
    };
    let diff = ["diff", "--name-only", "-z", "--relative", "--no-renames", "--no-ext-diff"];
    let mut files: BTreeSet<String> =
        list(&[&diff[..], &[&commit, "--", "."]].concat())?.into_iter().collect();
    files.extend(list(&["ls-files", "--others", "--exclude-standard", "-z", "--", "."])?);
    let deleted = list(&[&diff[..], &["--diff-filter=D", &commit, "--", "."]].concat())?;
    Ok(Changed { files, deleted })
}

impl Changed {
    /// Takes out of a report what no change concerns; how much that was.
    pub(crate) fn keep(&self, report: &mut Report, project: &Project) -> usize {
        let before = report.findings.len();
        report.findings.retain(|finding| self.concerns(finding, project));
        before - report.findings.len()
    }

    fn concerns(&self, finding: &Finding, project: &Project) -> bool {
        let places =
            std::iter::once(&finding.place).chain(finding.related.iter().map(|label| &label.place));
        places.into_iter().any(|place| {
            let file: String = file_of(place, project).nfc().collect();
            self.files.contains(&file) || self.names_deleted(place, project)
        })
    }

    /// A file that was there is named where its absence shows.
    fn names_deleted(&self, place: &Place, project: &Project) -> bool {
        let words: String = match place {
            Place::At(at) => project.sources.slice(*at).nfc().collect(),
            Place::Path(path) => path.nfc().collect(),
            Place::Whole => return false,
        };
        self.deleted.iter().any(|path| words.contains(path))
    }
}

/// The file a place belongs to. What is missing, or is no file at all, belongs to the file that
/// says what there is.
fn file_of<'a>(place: &'a Place, project: &'a Project) -> &'a str {
    match place {
        Place::At(at) => {
            let name = project.sources.get(at.source).name.as_str();
            if project.root.join(name).exists() { name } else { owner(project) }
        }
        Place::Path(path) if project.file(path).is_some_and(|f| f.exists) => path,
        Place::Path(_) | Place::Whole => owner(project),
    }
}

/// The file that says what there is; a plan by itself, which has none, answers for everything.
fn owner(project: &Project) -> &str {
    if project.root.join(PROJECT_FILE).exists() {
        return PROJECT_FILE;
    }
    let plans = project
        .plan
        .iter()
        .flat_map(|_| project.sources.iter())
        .filter(|(id, _)| *id != NoticeText::ID);
    plans
        .map(|(_, source)| source.name.as_str())
        .find(|name| project.root.join(name).exists())
        .unwrap_or(PROJECT_FILE)
}
