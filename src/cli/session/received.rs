//! What was received, judged by the rules; and the proof that what was just packed will be
//! received.

use std::borrow::Cow;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::attachment;
use crate::bundle::{Received, receive};
use crate::cli::terminal::failure::Failure;
use crate::notice::{Need, Notice};
use crate::project::{Config, FaultKind, PackageFault, Project, ProjectFile, facts};
use crate::rules::{self, Options};
use crate::text::SourceText;

/// Judges what was received by all rules that need no sources. Files that are `known`, byte for
/// byte, are not looked into again.
pub(crate) fn judge_received(
    received: &Received<'_>,
    notice: &Notice,
    options: &mut Options,
    known: &[ProjectFile],
) -> (Project, crate::diag::Report) {
    let mut project = Project::default();
    project.sources.add(notice.text.source.clone());
    options.have = vec![Need::Received, Need::Package, Need::Files, Need::Clock];
    if let Some(manifest) = &received.manifest {
        project.config = facts::config_of(&manifest.project, notice, &mut project.sources);
        options.have.push(Need::Facts);
    } else {
        let source = project.sources.add(SourceText::new("pilot.toml", ""));
        project.config = Config::parse(source, project.sources.get(source), notice);
    }
    let mut package = received.package.clone();
    for entry in &package.entries {
        let path = entry.path.strip_prefix(&received.folder).unwrap_or(&entry.path).to_owned();
        // Some kinds go by the name's ending, so that must be the same as well.
        let ending =
            |path: &str| path.rsplit_once('.').map_or(String::new(), |(_, e)| e.to_lowercase());
        let same = |f: &&ProjectFile| {
            f.exists
                && f.sha256 == entry.sha256
                && f.size == entry.size
                && ending(&f.path) == ending(&path)
        };
        let facts = match known.iter().find(same).filter(|f| !f.sha256.is_empty()) {
            Some(file) => file.facts.clone(),
            None => match received.content(&entry.path) {
                Some(Cow::Borrowed(bytes)) => {
                    attachment::inspect(&path, bytes, attachment::Depth::Full)
                }
                Some(Cow::Owned(bytes)) => {
                    attachment::inspect_shared(&path, &Arc::new(bytes), attachment::Depth::Full)
                }
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
    package.faults.extend(code_faults(received, &project));
    project.package = Some(package);
    let report = rules::run(&project, notice, options);
    (project, report)
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
    if let (Some(plan), Some(text), false) = (plan, text, manifest.fonts.is_empty()) {
        let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if !bare.contains(&manifest.content_code) {
            out.push(differs(
                &plan.path,
                format!("没有印着清单里的内容码 {}", manifest.content_code),
            ));
        }
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
) -> Result<(), Failure> {
    let bytes = fs::read(archive).map_err(|e| Failure::io("读不了", archive, &e))?;
    let name = archive.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let mut options = options.clone();
    let (_, report) = judge_received(&receive(&name, &bytes), notice, &mut options, files);
    match report.findings.iter().find(|f| f.blocks_pack) {
        Some(finding) => Err(Failure::new(format!("写好的包没有通过自验：{}", finding.message))),
        None => Ok(()),
    }
}
