//! What was received, judged by the rules; and the proof that what was just packed will be
//! received.

use std::fs;
use std::path::Path;

use super::file_name_of;
use crate::attachment::{FileKind, inspect_apart};
use crate::bundle::verify::received::FolderFile;
use crate::bundle::{Received, receive};
use crate::cli::terminal::failure::Failure;
use crate::notice::{Need, Notice};
use crate::project::{
    Config, FaultKind, Package, PackageFault, PackageOrigin, Project, ProjectFile, facts,
};
use crate::rules::{self, Options};
use crate::scaffold::adopt::SubjectNames;
use crate::text::SourceText;
use crate::text::characters::without_space;
use crate::text::han::printable;
use crate::text::word_list::{has_ending, pairs};
use crate::workers::Workers;

/// Judges what was received by all rules that need no sources. Files that are `known`, byte for
/// byte, are not looked into again.
pub(crate) fn judge_received(
    received: &Received<'_>,
    notice: &Notice,
    options: &Options,
    known: &[ProjectFile],
    workers: &Workers,
) -> (Project, crate::diag::Report) {
    let mut project = Project::default();
    project.sources.add(notice.text.source.clone());
    let mut have = vec![Need::Received, Need::Package, Need::Files, Need::Clock];
    if let Some(manifest) = &received.manifest {
        project.config = facts::config_of(&manifest.project, notice, &mut project.sources);
        have.push(Need::Facts);
    } else {
        let source = project.sources.add(SourceText::new("pilot.toml", ""));
        project.config = Config::parse(source, project.sources.get(source), notice);
    }
    let mut package = received.package.clone();
    for entry in &package.entries {
        let path = entry.path.strip_prefix(&received.folder).unwrap_or(&entry.path).to_owned();
        // Some kinds go by the name's ending, so that must be the same as well.
        let ending = |path: &str| match path.rsplit_once('.') {
            Some((_, ending)) => ending.to_lowercase(),
            None => String::new(),
        };
        let same = |f: &&ProjectFile| {
            f.exists
                && f.sha256 == entry.sha256
                && f.size == entry.size
                && ending(&f.path) == ending(&path)
        };
        let facts = match known.iter().find(same) {
            Some(file) if !file.sha256.is_empty() => file.facts.clone(),
            _ => match received.content(&entry.path) {
                Some(bytes) => inspect_apart(workers, &path, bytes),
                None => continue,
            },
        };
        project.files.push(ProjectFile {
            path,
            size: entry.size,
            sha256: entry.sha256.clone(),
            facts,
            exists: true,
            modified: None,
        });
    }
    let unknown = unknown_files(&project.files);
    if !unknown.is_empty() {
        package.assumed.push(format!("认不出是什么文件，没有看里面的内容：{}", unknown.join("、")));
    }
    package.faults.extend(code_faults(received, &project));
    package.faults.extend(missing_faults(&package, notice));
    project.package = Some(package);
    let report = rules::run(&project, notice, &Options { have, ..options.clone() });
    (project, report)
}

/// Files of no kind that is known here, whatever their names; a rule speaks of those whose name
/// says a kind.
fn unknown_files(files: &[ProjectFile]) -> Vec<String> {
    let is_named = |path: &str| {
        let name = path.to_lowercase();
        pairs("kinds-by-ending").iter().any(|(ending, _)| name.ends_with(&format!(".{ending}")))
    };
    let is_unknown = |file: &&ProjectFile| {
        file.facts.kind == FileKind::Other && file.facts.broken.is_none() && !is_named(&file.path)
    };
    files.iter().filter(is_unknown).map(|file| printable(&file.path)).collect()
}

/// What the notice demands and nobody can see in a package without a manifest. Names may hide what
/// a file is, so only what certainly is not there is an error.
fn missing_faults(package: &Package, notice: &Notice) -> Vec<PackageFault> {
    let is_other = package.origin != PackageOrigin::Foreign;
    if is_other || package.entries.is_empty() {
        return Vec::new();
    }
    let has_role = |role: &str| package.entries.iter().any(|e| e.role == role);
    let is_archive = |path: &str| has_ending(path, "archive-endings");
    let may_hold_all = package.entries.iter().any(|e| is_archive(&e.path));
    let may_be = |list: &str| {
        let mut open = package.entries.iter().filter(|e| e.role == "other");
        may_hold_all || open.any(|e| has_ending(&e.path, list))
    };
    let mut missing = Vec::new();
    if !notice.outline.is_empty() && !has_role("plan") {
        missing.push(("实施方案", may_be("document-endings")));
    }
    if let Some(letter) = &notice.profile.deliver.letter
        && !has_role("letter")
    {
        missing.push((letter.name.as_str(), may_be("letter-endings")));
    }
    let fault = |(name, may_be_there): (&str, bool)| {
        let (kind, what) = if may_be_there {
            (FaultKind::NotSeen, format!("从文件名看不出哪一个是{name}，请打开核对"))
        } else {
            (FaultKind::Absent, format!("里面没有{name}，也没有可能是它的文件"))
        };
        PackageFault::whole(kind, what)
    };
    missing.into_iter().map(fault).collect()
}

/// Whether the content code belongs to the facts, and the plan's PDF bears it: paper equals file.
fn code_faults(received: &Received<'_>, project: &Project) -> Vec<PackageFault> {
    let Some(manifest) = &received.manifest else { return Vec::new() };
    let differs = |entry: &str, what: String| PackageFault {
        kind: FaultKind::Differs,
        entry: entry.to_owned(),
        what,
    };
    let mut out = Vec::new();
    if !manifest.plan_digest.is_empty()
        && facts::content_code(&manifest.plan_digest, &manifest.project) != manifest.content_code
    {
        out.push(differs(
            "manifest.json",
            format!("内容码 {} 与清单里的项目事实不符", manifest.content_code),
        ));
    }
    let plan = manifest.entries.iter().find(|e| e.role == "plan");
    let text = plan
        .and_then(|p| project.files.iter().find(|f| f.path == p.path))
        .and_then(|f| f.facts.text.as_deref());
    if let (Some(plan), Some(text), false) = (plan, text, manifest.fonts.is_empty())
        && !without_space(text).contains(&manifest.content_code)
    {
        out.push(differs(&plan.path, format!("没有印着清单里的内容码 {}", manifest.content_code)));
    }
    out
}

/// Receives a package that was just written, as its receiver will. `files` are those it was made
/// of: every byte in the archive is hashed again, but what is in a file was seen already.
pub(crate) fn prove(
    archive: &Path,
    notice: &Notice,
    options: &Options,
    files: &[ProjectFile],
    workers: &Workers,
) -> Result<(), Failure> {
    let bytes = fs::read(archive).map_err(|e| Failure::io("读不了", archive, e))?;
    let name = file_name_of(archive);
    let (_, report) = judge_received(&receive(&name, &bytes), notice, options, files, workers);
    match report.findings.iter().find(|f| f.blocks_pack) {
        Some(finding) => Err(Failure::new(format!("写好的包没有通过自验：{}", finding.message))),
        None => Ok(()),
    }
}

/// The files of an unpacked package, each loaded when it is its turn; links are reported and never
/// followed.
pub(crate) fn folder_files(root: &Path) -> Vec<FolderFile<'static>> {
    let mut out = Vec::new();
    for entry in walkdir::WalkDir::new(root)
        .follow_links(false)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
    {
        if entry.file_type().is_dir() {
            continue;
        }
        let Ok(relative) = entry.path().strip_prefix(root) else { continue };
        let path = relative.to_string_lossy().replace('\\', "/");
        let mut link = None;
        if entry.file_type().is_symlink() {
            // A link whose target cannot be read is a link all the same.
            let target = fs::read_link(entry.path()).unwrap_or_default();
            link = Some(target.to_string_lossy().into_owned());
        }
        let size = match entry.metadata() {
            Ok(metadata) => metadata.len(),
            Err(_) => 0,
        };
        let full = entry.path().to_owned();
        out.push(FolderFile { path, size, link, load: Box::new(move || fs::read(&full)) });
    }
    out
}

/// Name and applicant out of a text that follows the form of the notice's subject,
/// `2023+{project}+{applicant}`.
pub(crate) fn names_of_subject(text: &str, notice: &Notice) -> Option<SubjectNames> {
    let form = notice.profile.deliver.mail.as_ref()?.subject.value()?;
    let (before, rest) = form.split_once("{project}")?;
    let (between, after) = rest.split_once("{applicant}")?;
    let text = text.trim().replace('＋', "+");
    let names = text.strip_prefix(before)?.strip_suffix(after)?;
    let (project, applicant) = names.rsplit_once(between)?;
    let (project, applicant) = (project.trim(), applicant.trim());
    if between.is_empty() || project.is_empty() || applicant.is_empty() {
        return None;
    }
    Some(SubjectNames { project: project.to_owned(), applicant: applicant.to_owned() })
}
