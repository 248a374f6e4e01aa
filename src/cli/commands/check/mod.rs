//! `pilot check`

pub(crate) mod annotate;
mod fix;
pub(crate) mod watch;
mod word_fixes;

use std::path::Path;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::diag::{Applicability, Report};
use crate::notice::{Library, Need};
use crate::project::Project;
use crate::project::read::{self, OpenedProject};
use crate::rules::{self, Options};
use crate::text::han;

use crate::cli::pages::machine_fonts;
use crate::cli::report::{self, Color, Judged, Scope};
use crate::cli::session::baseline;
use crate::cli::session::open;
use crate::cli::session::since;
use crate::cli::terminal::args::{CheckArgs, JudgeArgs, ReportFormat};
use crate::cli::terminal::env::Env;
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::{self, Failure};
use crate::cli::terminal::shell::Talk;
use word_fixes::Judging;

/// The fixes that are asked for.
fn trusted(args: &CheckArgs) -> Applicability {
    if args.fix.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe }
}

/// What is at hand for a project that is not packed yet.
const PROJECT_HAS: [Need; 5] = [Need::Plan, Need::Facts, Need::Config, Need::Files, Need::Clock];

/// What is at hand for a project: without the text of a plan, rules about it are not judged.
pub(crate) fn at_hand(project: &Project) -> Vec<Need> {
    PROJECT_HAS.into_iter().filter(|n| *n != Need::Plan || project.plan.is_some()).collect()
}

/// A `pilot.toml` that is misunderstood would bring forth findings that are not there; so only its
/// own faults are told.
pub(crate) fn only_config(options: &mut Options) {
    options.select = vec!["config-invalid".to_owned()];
    options.ignore.clear();
}

pub(crate) fn run(
    args: &CheckArgs,
    library: &Library,
    env: &mut Env<'_>,
    color: Color,
    talk: Talk,
) -> Result<Exit, Failure> {
    Ok(once(args, library, env, color, talk)?.0)
}

/// The projects and plans that are named, or the nearest project.
pub(crate) fn paths(args: &CheckArgs) -> Vec<Option<&Path>> {
    if args.paths.is_empty() {
        vec![None]
    } else {
        args.paths.iter().map(|p| Some(p.as_path())).collect()
    }
}

/// Checks everything once: how it ends, and the result of each in a line.
pub(crate) fn once(
    args: &CheckArgs,
    library: &Library,
    env: &mut Env<'_>,
    color: Color,
    talk: Talk,
) -> Result<(Exit, Vec<String>), Failure> {
    if args.annotate.is_some() && args.paths.len() > 1 {
        return Err(Failure::new("--annotate 一次只能写一个文件").hint("请逐个检查 Word 方案"));
    }
    // Said before anything is mended.
    let word = args
        .paths
        .iter()
        .find(|p| is_plan(&env.cwd.join(p)) && read::is_word(&p.to_string_lossy()));
    if let Some(plan) = word.filter(|_| args.fix.fix && args.annotate.is_none()) {
        return Err(Failure::new(format!(
            "{} 是 Word 文件，--fix 不直接修改它",
            failure::shown(plan)
        ))
        .hint("加上 --annotate 副本.docx：修改写成副本里的修订，在 Word 或 WPS 里逐处接受或拒绝")
        .hint("或用 --diff 先看会改什么"));
    }
    let mut difference = String::new();
    if args.fix.fix || args.fix.diff {
        for path in paths(args) {
            difference.push_str(&mend_one(path, args, library, env, talk)?);
        }
    }
    // One project a thread; the order is that of the arguments, whoever is ready first.
    let surroundings = &*env;
    let all: Vec<_> = paths(args)
        .into_par_iter()
        .map(|path| judge_one(path, args, library, surroundings))
        .collect();
    let mut judged = Vec::new();
    let mut exit = Exit::Clean;
    let (mut said, mut failures) = (Vec::new(), Vec::new());
    for (path, one) in args.paths.iter().map(Some).chain([None]).zip(all) {
        match (one, path) {
            (Ok(one), _) => {
                exit = exit.max(one.exit);
                said.extend(one.said);
                judged.push(one.shown);
            }
            // One that cannot be read does not keep the others from being told.
            (Err(failure), Some(path)) if args.paths.len() > 1 => {
                failures.push(failure.about(&failure::shown(path)))
            }
            (Err(failure), _) => return Err(failure),
        }
    }
    if args.fix.diff {
        report::put(difference.as_bytes(), args.judge.output.as_deref(), env)?;
        return Ok((exit, Vec::new()));
    }
    report::deliver(&judged, &args.judge, env, color)?;
    said.iter().for_each(|line| talk.done(env, line));
    for failure in &failures {
        exit = Exit::Failed;
        crate::cli::say(failure, false, env);
    }
    Ok((exit, judged.iter().map(Judged::verdict).collect()))
}

/// A project or plan with the options it is judged by, and whether its `pilot.toml` cannot be
/// relied on.
pub(crate) struct Ready {
    pub(crate) opened: OpenedProject,
    pub(crate) options: Options,
    pub(crate) broken: bool,
    /// Whether there is a project around the plan.
    is_project: bool,
}

impl Ready {
    fn judging(&self) -> Judging<'_> {
        Judging {
            project: &self.opened.project,
            notice: &self.opened.notice,
            options: &self.options,
        }
    }
}

/// Reads a project or a plan by itself.
pub(crate) fn ready(
    path: Option<&Path>,
    notice: Option<&str>,
    judge: &JudgeArgs,
    library: &Library,
    env: &Env<'_>,
) -> Result<Ready, Failure> {
    let plan = path.filter(|p| is_plan(&env.cwd.join(p)));
    let (mut opened, have) = match plan {
        Some(plan) => {
            let opened = open_plan(&env.cwd.join(plan), notice, library, env)?;
            // A Word document is a file, too: comments and changes in it can be told.
            let have = if opened.project.word.is_some() {
                vec![Need::Plan, Need::Files]
            } else {
                vec![Need::Plan]
            };
            (opened, have)
        }
        None => {
            let root = open::project_root(path, env)?;
            let opened = open::open(&root, library, notice)?;
            let have = at_hand(&opened.project);
            (opened, have)
        }
    };
    machine_fonts::look_for_fonts(&mut opened);
    let mut options = open::options(judge, env, &opened.notice, have)?;
    let broken = !opened.project.config.problems.is_empty();
    if broken {
        only_config(&mut options);
    }
    Ok(Ready { opened, options, broken, is_project: plan.is_none() })
}

/// One project or plan, judged.
struct One {
    shown: Judged,
    exit: Exit,
    /// What was done besides.
    said: Vec<String>,
}

/// Judges and leaves out what is not asked for.
fn judge_one(
    path: Option<&Path>,
    args: &CheckArgs,
    library: &Library,
    env: &Env<'_>,
) -> Result<One, Failure> {
    let mut said = Vec::new();
    let ready = ready(path, args.notice.as_deref(), &args.judge, library, env)?;
    let mut report = rules::run(&ready.opened.project, &ready.opened.notice, &ready.options);
    let scope =
        if ready.broken { Scope::default() } else { narrow(&mut report, &ready, args, &mut said)? };
    if let Some(out) = args.annotate.as_ref().filter(|_| !ready.broken) {
        let least = args.fix.fix.then(|| trusted(args));
        said.push(annotate::annotate(&ready.judging(), &report, &env.cwd.join(out), least)?);
    }
    let Ready { opened: OpenedProject { project, notice }, options, broken, .. } = ready;
    // A form that is not for reading has no room for what was left out.
    if args.judge.output.is_some()
        || !matches!(args.judge.format, ReportFormat::Human | ReportFormat::Github)
    {
        said.extend(scope.lines());
    }
    let exit = match broken {
        true => Exit::Failed,
        false if report.reaches(open::threshold(&args.judge)) => Exit::Findings,
        false => Exit::Clean,
    };
    let shown = Judged::of(args.judge.format, project, &notice, options.now, report).within(scope);
    let shown = shown.with_fixes_made(args.annotate.is_some() && args.fix.fix);
    Ok(One { shown, exit, said })
}

/// Takes out of a report what the baseline lists, and what lies in files that have not changed.
fn narrow(
    report: &mut Report,
    ready: &Ready,
    args: &CheckArgs,
    said: &mut Vec<String>,
) -> Result<Scope, Failure> {
    let project = &ready.opened.project;
    if args.scope.write_baseline {
        if !ready.is_project {
            return Err(Failure::new("基线只用于项目，不用于单独的方案文件")
                .hint("写项目文件夹，或去掉 --write-baseline"));
        }
        said.push(baseline::write(&project.root, report, &project.sources, args.scope.grow)?);
    }
    let mut scope = without_known(report, ready)?;
    if let Some(rev) = &args.scope.since {
        let hidden = since::changed(&project.root, rev)?.keep(report, project);
        scope.since = Some((rev.clone(), hidden));
    }
    Ok(scope)
}

/// Takes out of a report what the baseline lists. What is sent is judged in full.
pub(crate) fn without_known(report: &mut Report, ready: &Ready) -> Result<Scope, Failure> {
    let project = &ready.opened.project;
    let mut scope = Scope::default();
    if ready.is_project
        && !ready.options.is_final
        && let Some(known) = baseline::load(&project.root)?
    {
        let hidden = known.hide(report, &project.sources);
        (scope.baseline, scope.removable) = (hidden.listed, hidden.gone);
    }
    Ok(scope)
}

/// Mends a project on disk, or tells what mending would change. The project is judged again
/// afterwards, from the disk.
fn mend_one(
    path: Option<&Path>,
    args: &CheckArgs,
    library: &Library,
    env: &mut Env<'_>,
    talk: Talk,
) -> Result<String, Failure> {
    let ready = ready(path, args.notice.as_deref(), &args.judge, library, env)?;
    if ready.broken {
        return Ok(String::new());
    }
    let OpenedProject { project, notice } = &ready.opened;
    let least = trusted(args);
    let mut mended = fix::mend(project, notice, &ready.options, least)?;
    for name in &mended.foreign {
        talk.done(
            env,
            &format!("{} 不是 UTF-8 编码，不自动修改；请先另存为 UTF-8", han::printable(name)),
        );
    }
    if args.fix.diff
        && let Some((rewrite, fixes)) = annotate::difference(&ready.judging(), least)?
    {
        mended.files.push(rewrite);
        mended.fixes += fixes;
    } else if args.annotate.is_none() {
        for name in &mended.word {
            let name = han::printable(name);
            talk.done(env, &format!("{name} 是 Word 文件，不直接修改；加上 --annotate 副本.docx，修改写成副本里的修订"));
        }
    }
    let names: Vec<String> = mended.files.iter().map(|f| han::printable(&f.path)).collect();
    if args.fix.diff {
        if !names.is_empty() {
            talk.done(env, &format!("--fix 会修改 {} 处：{}", mended.fixes, names.join("、")));
        }
        return Ok(fix::difference(
            &mended,
            &report::below(&project.root, &env.cwd),
            env.out_is_terminal && args.judge.output.is_none(),
        ));
    }
    fix::write(project, &mended)?;
    if !names.is_empty() {
        talk.done(env, &format!("已修改 {} 处：{}", mended.fixes, names.join("、")));
    }
    Ok(String::new())
}

/// Whether a path is that of a plan by itself.
pub(crate) fn is_plan(path: &Path) -> bool {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    let is_text = ending.is_some_and(|e| e == "md" || e == "markdown");
    (is_text || read::is_word(&path.to_string_lossy())) && !path.is_dir()
}

fn open_plan(
    path: &Path,
    notice: Option<&str>,
    library: &Library,
    env: &Env<'_>,
) -> Result<OpenedProject, Failure> {
    let notice = open::notice(notice, library, env)?;
    read::open_plan(path, library, &notice.profile.id)
        .map_err(|fault| open::read_failure(fault, library))
}
