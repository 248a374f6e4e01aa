//! `pilot verify`: the receiving side. Writes nothing but what it is asked to; the same rules judge as on the sending side.

use std::borrow::Cow;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::attachment;
use crate::bundle::verify::MAX_RECEIVED;
use crate::bundle::{Received, receive, receive_folder, sha256};
use crate::outline::{Library, Need, Notice};
use crate::project::{Config, Fault, FaultKind, Project, ProjectFile, facts};
use crate::rules::{self, Options};
use crate::text::{Moment, SourceText};

use super::args::VerifyArgs;
use super::desk::cities::{self, City};
use super::desk::inbox::{self, Target, Targets};
use super::desk::rows::{self, Seen};
use super::desk::state::{Key, State, Terms};
use super::desk::verdict::Verdict;
use super::desk::{twins, xlsx};
use super::env::Env;
use super::exit::Exit;
use super::failure::Failure;
use super::judge;
use super::output::{self, Color};
use super::talk::Talk;

pub(super) fn run(args: &VerifyArgs, library: &Library, env: &mut Env<'_>, color: Color, talk: Talk) -> Result<Exit, Failure> {
    let desk = Desk::new(args, library, env)?;
    let Targets { judged: targets, left } = inbox::targets(&args.files, &env.cwd);
    if !left.is_empty() {
        talk.done(env, &format!("不是压缩包、邮件或成套材料，没有核验：{}", left.join("、")));
    }
    if targets.len() > 1 {
        talk.step(env, &format!("正在核验 {} 个包……", targets.len()));
    }
    // One package a thread; the order is that of the targets, whoever is ready first.
    let mut seen: Vec<One> = targets.par_iter().map(|target| desk.one(target)).collect();
    desk.compare(&targets, &mut seen);
    let mut exit = Exit::Clean;
    let mut judged = Vec::new();
    for (target, one) in targets.iter().zip(&seen) {
        let Ok(verdict) = &one.verdict else { continue };
        let reaches = verdict.report.reaches(judge::threshold(&args.judge));
        exit = exit.max(if reaches { Exit::Findings } else { Exit::Clean });
        let notice = desk.notice(Some(&verdict.notice))?;
        let shown = verdict.judged(args.judge.format, &notice).or_named(target.shown.clone());
        judged.push(if targets.len() > 1 { shown.about_file(target.shown.clone()) } else { shown });
    }
    if let Some(file) = &args.summary {
        write_summary(&env.cwd.join(file), &targets, &seen, &desk.cities(&seen), args)?;
    }
    if let Some(state) = &desk.state {
        state.remarks.iter().cloned().chain(state.fault()).for_each(|remark| talk.done(env, &remark));
    }
    let mut failures = seen.into_iter().filter_map(|one| one.verdict.err());
    if judged.is_empty() && targets.len() == 1 {
        return Err(failures.next().unwrap_or_else(|| Failure::new("没有可以核验的文件")));
    }
    output::deliver(&judged, &args.judge, env, color)?;
    for failure in failures {
        exit = Exit::Failed;
        writeln!(env.err, "错误：{}", failure.message)?;
        failure.hints.iter().try_for_each(|hint| writeln!(env.err, "  {hint}"))?;
    }
    Ok(exit)
}

/// A package of the run.
struct One {
    size: Option<u64>,
    modified: Option<Moment>,
    verdict: Result<Verdict, Failure>,
}

/// What all packages of a run are judged with.
struct Desk<'a> {
    args: &'a VerifyArgs,
    library: &'a Library,
    /// The notice of packages that name none.
    fallback: Result<Arc<Notice>, Failure>,
    options: Options,
    is_named_moment: bool,
    state: Option<State>,
}

impl<'a> Desk<'a> {
    fn new(args: &'a VerifyArgs, library: &'a Library, env: &Env<'_>) -> Result<Self, Failure> {
        let fallback = judge::notice(args.notice.as_deref(), library, env);
        let mut options = match &fallback {
            Ok(notice) => judge::options(&args.judge, env, notice, Vec::new())?,
            Err(failure) if args.notice.is_some() => return Err(failure.clone()),
            Err(_) => judge::options_unproved(&args.judge, env, Vec::new())?,
        };
        options.is_final = true;
        let mut desk = Self {
            args,
            library,
            fallback,
            options,
            is_named_moment: args.judge.as_of.is_some() || env.var("PILOT_AS_OF").is_some(),
            state: None,
        };
        if let Some(file) = &args.resume {
            let path = env.cwd.join(file);
            desk.state = Some(State::open(&path, &desk.terms()?).map_err(|e| Failure::io("读写不了核验进度", &path, &e))?);
        }
        Ok(desk)
    }

    fn terms(&self) -> Result<Terms, Failure> {
        let mut all = String::new();
        for id in self.library.ids() {
            let notice = self.notice(Some(&id))?;
            all.push_str(&format!("{:?}\n{:?}\n{:?}\n", notice.profile, notice.cards, notice.divisions));
        }
        Ok(Terms {
            tool: env!("CARGO_PKG_VERSION"),
            notices: sha256(all.as_bytes()),
            notice: self.args.notice.clone(),
            select: self.options.select.clone(),
            ignore: self.options.ignore.clone(),
        })
    }

    /// A notice by its id; without one, the notice of packages that name none.
    fn notice(&self, id: Option<&str>) -> Result<Arc<Notice>, Failure> {
        id.map_or_else(|| self.fallback.clone(), |id| judge::load(id, self.library))
    }

    /// Judges one package. Whatever is wrong with it stays its own affair.
    fn one(&self, target: &Target) -> One {
        let meta = fs::metadata(&target.path);
        let modified = meta.as_ref().ok().and_then(|m| m.modified().ok()).and_then(|t| t.duration_since(UNIX_EPOCH).ok());
        let modified = modified.and_then(|d| i64::try_from(d.as_secs()).ok()).map(Moment::from_unix);
        let size = meta.as_ref().ok().filter(|m| m.is_file()).map(fs::Metadata::len);
        let judged = catch_unwind(AssertUnwindSafe(|| {
            let meta = meta.map_err(|e| Failure::io("读不了", &target.path, &e))?;
            if meta.is_dir() { self.folder(target) } else { self.file(target, &meta) }
        }));
        let verdict = judged.unwrap_or_else(|_| Err(Failure::new(format!("{} 没能核验：程序内部出错，请把它发给维护者", target.shown))));
        let size = size.or_else(|| verdict.as_ref().ok().map(|v| v.files_size));
        One { size, modified, verdict }
    }

    fn folder(&self, target: &Target) -> Result<Verdict, Failure> {
        fs::read_dir(&target.path).map_err(|e| Failure::io("读不了", &target.path, &e))?;
        self.judge(target, receive_folder(inbox::folder_files(&target.path)))
    }

    fn file(&self, target: &Target, meta: &fs::Metadata) -> Result<Verdict, Failure> {
        if !meta.is_file() {
            return Err(Failure::new(format!("{} 不是普通文件", target.shown)));
        }
        if meta.len() > MAX_RECEIVED {
            let (size, limit) = (meta.len() / 1_000_000, MAX_RECEIVED / 1_000_000);
            return Err(Failure::new(format!("{} 有 {size} MB，超过能核验的 {limit} MB", target.shown)));
        }
        let bytes = fs::read(&target.path).map_err(|e| Failure::io("读不了", &target.path, &e))?;
        let name = target.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let Some(state) = &self.state else { return self.judge(target, receive(&name, &bytes)) };
        let path = target.path.to_string_lossy().into_owned();
        let key = Key { path, size: bytes.len() as u64, sha256: sha256(&bytes) };
        if let Some(verdict) = state.known(&key, self.options.now, self.is_named_moment) {
            return Ok(verdict);
        }
        let verdict = self.judge(target, receive(&name, &bytes))?;
        state.add(&key, &verdict);
        Ok(verdict)
    }

    fn judge(&self, target: &Target, received: Received<'_>) -> Result<Verdict, Failure> {
        let named = received.manifest.as_ref().map(|m| m.notice.clone()).filter(|id| self.library.ids().contains(id));
        let notice = self.notice(self.args.notice.as_deref().or(named.as_deref()))?;
        let mut options = self.options.clone();
        let (project, report) = judge_received(&received, &notice, &mut options, &[]);
        let file = target.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Verdict::of(&file, &received, &project, &notice, options.now, report))
    }

    /// Tells each package what it has in common with others of the run.
    fn compare(&self, targets: &[Target], seen: &mut [One]) {
        let readable = || targets.iter().zip(0..).filter(|(_, i)| seen.get(*i).is_some_and(|one| one.verdict.is_ok()));
        let indices: Vec<usize> = readable().map(|(_, i)| i).collect();
        let marks: Vec<_> = readable().filter_map(|(t, i)| Some((t.shown.as_str(), &seen[i].verdict.as_ref().ok()?.marks))).collect();
        let twins = twins::twins(&marks);
        for (index, twins) in indices.into_iter().zip(twins) {
            if let Some(Ok(verdict)) = seen.get_mut(index).map(|one| &mut one.verdict)
                && let Ok(notice) = self.notice(Some(&verdict.notice.clone()))
            {
                verdict.add_twins(twins, &notice, &self.options);
            }
        }
        let cities = self.cities(seen);
        for verdict in seen.iter_mut().filter_map(|one| one.verdict.as_mut().ok()) {
            if let Some(crowd) = cities::crowd_of(verdict, &cities)
                && let Ok(notice) = self.notice(Some(&verdict.notice.clone()))
            {
                verdict.add_crowd(crowd, &notice, &self.options);
            }
        }
    }

    /// The cities of the run.
    fn cities(&self, seen: &[One]) -> Vec<City> {
        let verdicts: Vec<&Verdict> = seen.iter().filter_map(|one| one.verdict.as_ref().ok()).collect();
        cities::cities(&verdicts, &|id| self.notice(Some(id)).ok())
    }
}

fn write_summary(path: &Path, targets: &[Target], seen: &[One], cities: &[City], args: &VerifyArgs) -> Result<(), Failure> {
    let row =
        |(target, one): (&'_ Target, &'_ One)| -> (String, Option<u64>, Option<Moment>) { (target.shown.clone(), one.size, one.modified) };
    let names: Vec<_> = targets.iter().zip(seen).map(row).collect();
    let run: Vec<Seen<'_>> = names
        .iter()
        .zip(seen)
        .map(|((file, size, modified), one)| Seen {
            file,
            size: *size,
            modified: *modified,
            verdict: one.verdict.as_ref().map_err(|f| f.message.as_str()),
        })
        .collect();
    let book = xlsx::workbook(&rows::sheets(&run, cities, judge::threshold(&args.judge)))
        .map_err(|e| Failure::new(format!("写不成汇总表：{e}")))?;
    crate::project::replace::write_atomic(path, &book).map_err(|e| Failure::io("写不了", path, &e))
}

/// Judges what was received by all rules that need no sources. Files that are `known`, byte for byte, are not looked into
/// again.
fn judge_received(
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
        let ending = |path: &str| path.rsplit_once('.').map_or(String::new(), |(_, e)| e.to_lowercase());
        let same = |f: &&ProjectFile| f.exists && f.sha256 == entry.sha256 && f.size == entry.size && ending(&f.path) == ending(&path);
        let facts = match known.iter().find(same).filter(|f| !f.sha256.is_empty()) {
            Some(file) => file.facts.clone(),
            None => match received.content(&entry.path) {
                Some(Cow::Borrowed(bytes)) => attachment::inspect(&path, bytes, attachment::Depth::Full),
                Some(Cow::Owned(bytes)) => attachment::inspect_shared(&path, &Arc::new(bytes), attachment::Depth::Full),
                None => continue,
            },
        };
        project.files.push(ProjectFile { path, size: entry.size, sha256: entry.sha256.clone(), facts, exists: true, modified: None });
    }
    package.faults.extend(code_faults(received, &project));
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

/// Receives a package that was just written, as its receiver will. `files` are those it was made of: every byte in the
/// archive is hashed again, but what is in a file was seen already.
pub(super) fn prove(archive: &Path, notice: &Notice, options: &Options, files: &[ProjectFile]) -> Result<(), Failure> {
    let bytes = fs::read(archive).map_err(|e| Failure::io("读不了", archive, &e))?;
    let name = archive.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let mut options = options.clone();
    let (_, report) = judge_received(&receive(&name, &bytes), notice, &mut options, files);
    match report.findings.iter().find(|f| f.blocks_pack) {
        Some(finding) => Err(Failure::new(format!("写好的包没有通过自验：{}", finding.message))),
        None => Ok(()),
    }
}
