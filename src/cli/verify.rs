//! `pilot verify`: the receiving side. Writes nothing; the same rules judge as on the sending side.

use std::fs;
use std::path::Path;

use crate::attachment;
use crate::bundle::verify::{FolderFile, MAX_RECEIVED};
use crate::bundle::{Received, receive, receive_folder};
use crate::outline::{Library, Need, Notice};
use crate::project::{Config, Fault, FaultKind, Project, ProjectFile, facts};
use crate::rules::{self, Options};
use crate::text::SourceText;

use super::args::VerifyArgs;
use super::env::Env;
use super::exit::Exit;
use super::failure::Failure;
use super::judge;
use super::output::{self, Color, Judged};

pub(super) fn run(args: &VerifyArgs, library: &Library, env: &mut Env<'_>, color: Color) -> Result<Exit, Failure> {
    let mut judged = Vec::new();
    let mut exit = Exit::Clean;
    for file in &args.files {
        match one(&env.cwd.join(file), args, library, env) {
            Ok((one, status)) => {
                exit = exit.max(status);
                judged.push(one.or_named(judge::shown(file)));
            }
            // One bad file never stops the rest.
            Err(failure) if args.files.len() > 1 => {
                exit = Exit::Failed;
                writeln!(env.err, "错误：{}", failure.message)?;
            }
            Err(failure) => return Err(failure),
        }
    }
    output::deliver(&judged, &args.judge, env, color)?;
    Ok(exit)
}

fn one(path: &Path, args: &VerifyArgs, library: &Library, env: &Env<'_>) -> Result<(Judged, Exit), Failure> {
    let unreadable = |e: std::io::Error| Failure::io("读不了", path, &e);
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let meta = fs::metadata(path).map_err(unreadable)?;
    let bytes;
    let received = if meta.is_dir() {
        receive_folder(folder_files(path))
    } else {
        if meta.len() > MAX_RECEIVED {
            return Err(Failure::new(format!(
                "{} 有 {} MB，超过能核验的 {} MB",
                judge::shown(path),
                meta.len() / 1_000_000,
                MAX_RECEIVED / 1_000_000
            )));
        }
        bytes = fs::read(path).map_err(unreadable)?;
        receive(&name, &bytes)
    };
    let id = args.notice.clone().or_else(|| received.manifest.as_ref().map(|m| m.notice.clone()).filter(|id| library.ids().contains(id)));
    let notice = judge::notice(id.as_deref(), library, env)?;
    let mut options = judge::options(&args.judge, env, &notice, Vec::new())?;
    options.is_final = true;
    let (project, report) = judge_received(received, &notice, &mut options);
    let exit = if report.reaches(judge::threshold(&args.judge)) { Exit::Findings } else { Exit::Clean };
    Ok((Judged::of(args.judge.format, project, &notice, options.now, report), exit))
}

/// Judges what was received by all rules that need no sources.
fn judge_received(received: Received<'_>, notice: &Notice, options: &mut Options) -> (Project, crate::diag::Report) {
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
        let Some(bytes) = received.content(&entry.path) else { continue };
        let path = entry.path.strip_prefix(&received.folder).unwrap_or(&entry.path).to_owned();
        let facts = attachment::inspect(&path, &bytes, attachment::Depth::Full);
        project.files.push(ProjectFile { path, size: entry.size, sha256: entry.sha256.clone(), facts, exists: true, modified: None });
    }
    package.faults.extend(code_faults(&received, &project));
    project.package = Some(package);
    let report = rules::run(&project, notice, options);
    (project, report)
}

/// Whether the content code belongs to the facts, and the plan's PDF bears it: paper equals file.
fn code_faults(received: &Received<'_>, project: &Project) -> Vec<Fault> {
    let Some(manifest) = &received.manifest else { return Vec::new() };
    let differs = |entry: &str, what: String| Fault { kind: FaultKind::Differs, entry: entry.to_owned(), what };
    let mut out = Vec::new();
    if !manifest.plan_digest.is_empty() && facts::content_code(&manifest.plan_digest, &manifest.project) != manifest.content_code {
        out.push(differs("manifest.json", format!("内容码 {} 与清单里的项目事实不符", manifest.content_code)));
    }
    let plan = manifest.entries.iter().find(|e| e.role == "plan");
    let text = plan.and_then(|p| project.files.iter().find(|f| f.path == p.path)).and_then(|f| f.facts.text.as_deref());
    if let (Some(plan), Some(text), false) = (plan, text, manifest.fonts.is_empty()) {
        let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if !bare.contains(&manifest.content_code) {
            out.push(differs(&plan.path, format!("没有印着清单里的内容码 {}", manifest.content_code)));
        }
    }
    out
}

/// Receives a package that was just written, as its receiver will.
pub(super) fn prove(archive: &Path, notice: &Notice, options: &Options) -> Result<(), Failure> {
    let bytes = fs::read(archive).map_err(|e| Failure::io("读不了", archive, &e))?;
    let name = archive.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let mut options = options.clone();
    let (_, report) = judge_received(receive(&name, &bytes), notice, &mut options);
    match report.findings.iter().find(|f| f.blocks_pack) {
        Some(finding) => Err(Failure::new(format!("写好的包没有通过自验：{}", finding.message))),
        None => Ok(()),
    }
}

fn folder_files(root: &Path) -> Vec<FolderFile<'static>> {
    let mut out = Vec::new();
    for entry in walkdir::WalkDir::new(root).follow_links(false).sort_by_file_name().into_iter().filter_map(Result::ok) {
        if entry.file_type().is_dir() {
            continue;
        }
        let Ok(relative) = entry.path().strip_prefix(root) else { continue };
        let path = relative.to_string_lossy().replace('\\', "/");
        let link =
            entry.file_type().is_symlink().then(|| fs::read_link(entry.path()).map_or(String::new(), |t| t.to_string_lossy().into_owned()));
        let size = entry.metadata().map_or(0, |m| m.len());
        let full = entry.path().to_owned();
        out.push(FolderFile { path, size, link, load: Box::new(move || fs::read(&full)) });
    }
    out
}
