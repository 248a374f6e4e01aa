//! `pilot check`

use std::path::Path;

use crate::diag::Applicability;
use crate::outline::{Library, Need};
use crate::project::Project;
use crate::project::read::{self, Opened};
use crate::rules::{self, Options};
use crate::text::han;

use super::args::CheckArgs;
use super::env::Env;
use super::exit::Exit;
use super::failure::Failure;
use super::output::{self, Color, Judged};
use super::talk::Talk;
use super::{fix, judge, word};

/// What is at hand for a project that is not packed yet.
const PROJECT_HAS: [Need; 5] = [Need::Plan, Need::Facts, Need::Config, Need::Files, Need::Clock];

/// What is at hand for a project: without the text of a plan, rules about it are not judged.
pub(super) fn at_hand(project: &Project) -> Vec<Need> {
    PROJECT_HAS.into_iter().filter(|n| *n != Need::Plan || project.plan.is_some()).collect()
}

/// A `pilot.toml` that is misunderstood would bring forth findings that are not there; so only its own faults are told.
pub(super) fn only_config(options: &mut Options) {
    options.select = vec!["config-invalid".to_owned()];
    options.ignore.clear();
}

pub(super) fn run(args: &CheckArgs, library: &Library, env: &mut Env<'_>, color: Color, talk: Talk) -> Result<Exit, Failure> {
    if args.annotate.is_some() && args.paths.len() > 1 {
        return Err(Failure::new("--annotate 一次只能写一个文件").hint("请逐个检查 Word 方案"));
    }
    let paths: Vec<Option<&Path>> = if args.paths.is_empty() { vec![None] } else { args.paths.iter().map(|p| Some(p.as_path())).collect() };
    let mut judged = Vec::new();
    let mut exit = Exit::Clean;
    let mut difference = String::new();
    for path in paths {
        if args.fix.fix || args.fix.diff {
            difference.push_str(&mend_one(path, args, library, env, talk)?);
        }
        let (one, status) = judge_one(path, args, library, env, talk)?;
        exit = exit.max(status);
        judged.push(one);
    }
    if args.fix.diff {
        output::put(difference.as_bytes(), args.judge.output.as_deref(), env)?;
        return Ok(exit);
    }
    output::deliver(&judged, &args.judge, env, color)?;
    Ok(exit)
}

/// A project or plan with the options it is judged by, and whether its `pilot.toml` cannot be relied on.
struct Ready {
    opened: Opened,
    options: Options,
    broken: bool,
}

fn ready(path: Option<&Path>, args: &CheckArgs, library: &Library, env: &Env<'_>) -> Result<Ready, Failure> {
    let (opened, have) = match path.filter(|p| is_plan(&env.cwd.join(p))) {
        Some(plan) => {
            let opened = open_plan(&env.cwd.join(plan), args.notice.as_deref(), library, env)?;
            // A Word document is a file, too: comments and changes in it can be told.
            let have = if opened.project.word.is_some() { vec![Need::Plan, Need::Files] } else { vec![Need::Plan] };
            (opened, have)
        }
        None => {
            let root = judge::project_root(path, env)?;
            let opened = judge::open(&root, library, args.notice.as_deref())?;
            let have = at_hand(&opened.project);
            (opened, have)
        }
    };
    let mut options = judge::options(&args.judge, env, &opened.notice, have)?;
    let broken = !opened.project.config.problems.is_empty();
    if broken {
        only_config(&mut options);
    }
    Ok(Ready { opened, options, broken })
}

fn judge_one(path: Option<&Path>, args: &CheckArgs, library: &Library, env: &mut Env<'_>, talk: Talk) -> Result<(Judged, Exit), Failure> {
    let Ready { opened: Opened { project, notice }, options, broken } = ready(path, args, library, env)?;
    let report = rules::run(&project, &notice, &options);
    if let Some(out) = args.annotate.as_ref().filter(|_| !broken) {
        let done = word::annotate(&project, &report, &env.cwd.join(out))?;
        talk.done(env, &done);
    }
    let exit = match broken {
        true => Exit::Failed,
        false if report.reaches(judge::threshold(&args.judge)) => Exit::Findings,
        false => Exit::Clean,
    };
    Ok((Judged::of(args.judge.format, project, &notice, options.now, report), exit))
}

/// Mends a project on disk, or tells what mending would change. The project is judged again afterwards, from the disk.
fn mend_one(path: Option<&Path>, args: &CheckArgs, library: &Library, env: &mut Env<'_>, talk: Talk) -> Result<String, Failure> {
    let Ready { opened: Opened { project, notice }, options, broken } = ready(path, args, library, env)?;
    if broken {
        return Ok(String::new());
    }
    let least = if args.fix.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
    let mended = fix::mend(&project, &notice, &options, least)?;
    for name in &mended.foreign {
        talk.done(env, &format!("{} 不是 UTF-8 编码，不自动修改；请先另存为 UTF-8", han::printable(name)));
    }
    for name in &mended.word {
        talk.done(env, &format!("{} 是 Word 文件，不自动修改；请按建议在 Word 或 WPS 里改", han::printable(name)));
    }
    let names: Vec<String> = mended.files.iter().map(|f| han::printable(&f.path)).collect();
    if args.fix.diff {
        if !names.is_empty() {
            talk.done(env, &format!("--fix 会修改 {} 处：{}", mended.fixes, names.join("、")));
        }
        return Ok(fix::difference(&mended, &output::below(&project.root, &env.cwd), env.out_is_terminal && args.judge.output.is_none()));
    }
    fix::write(&project, &mended)?;
    if !names.is_empty() {
        talk.done(env, &format!("已修改 {} 处：{}", mended.fixes, names.join("、")));
    }
    Ok(String::new())
}

fn is_plan(path: &Path) -> bool {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    let is_text = ending.is_some_and(|e| e == "md" || e == "markdown");
    (is_text || read::is_word(&path.to_string_lossy())) && !path.is_dir()
}

fn open_plan(path: &Path, notice: Option<&str>, library: &Library, env: &Env<'_>) -> Result<Opened, Failure> {
    let notice = judge::notice(notice, library, env)?;
    read::open_plan(path, library, &notice.profile.id).map_err(|fault| judge::read_failure(fault, library))
}
