//! `pilot check`

use std::path::{Path, PathBuf};

use crate::outline::{Library, Need};
use crate::project::read::{self, Opened};
use crate::project::Project;
use crate::rules::{self, Options};

use super::args::CheckArgs;
use super::env::Env;
use super::exit::Exit;
use super::failure::Failure;
use super::judge;
use super::output::{self, Color, Judged};

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

pub(super) fn run(args: &CheckArgs, library: &Library, env: &mut Env<'_>, color: Color) -> Result<Exit, Failure> {
    let paths: Vec<Option<&Path>> = if args.paths.is_empty() { vec![None] } else { args.paths.iter().map(|p| Some(p.as_path())).collect() };
    let mut judged = Vec::new();
    let mut exit = Exit::Clean;
    for path in paths {
        let (one, status) = judge_one(path, args, library, env)?;
        exit = exit.max(status);
        judged.push(one);
    }
    output::deliver(&judged, &args.judge, env, color)?;
    Ok(exit)
}

fn judge_one(path: Option<&Path>, args: &CheckArgs, library: &Library, env: &Env<'_>) -> Result<(Judged, Exit), Failure> {
    let (opened, have) = match path.filter(|p| is_plan(&env.cwd.join(p))) {
        Some(plan) => (open_plan(&env.cwd.join(plan), args.notice.as_deref(), library, env)?, vec![Need::Plan]),
        None => {
            let root = judge::project_root(path, env)?;
            let opened = judge::open(&root, library, args.notice.as_deref())?;
            let have = at_hand(&opened.project);
            (opened, have)
        }
    };
    let Opened { project, notice } = opened;
    let mut options = judge::options(&args.judge, env, &notice, have)?;
    let broken = !project.config.problems.is_empty();
    if broken {
        only_config(&mut options);
    }
    let report = rules::run(&project, &notice, &options);
    let exit = match broken {
        true => Exit::Failed,
        false if report.reaches(judge::threshold(&args.judge)) => Exit::Findings,
        false => Exit::Clean,
    };
    Ok((Judged::new(project, &notice, options.now, report), exit))
}

fn is_plan(path: &Path) -> bool {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    ending.is_some_and(|e| e == "md" || e == "markdown" || e == "docx" || e == "doc" || e == "wps") && !path.is_dir()
}

fn open_plan(path: &PathBuf, notice: Option<&str>, library: &Library, env: &Env<'_>) -> Result<Opened, Failure> {
    if !path.extension().is_some_and(|e| e.eq_ignore_ascii_case("md") || e.eq_ignore_ascii_case("markdown")) {
        return Err(Failure::new(format!("还不能直接检查 {}", judge::shown(path))).hint("请把方案存为 Markdown（plan.md）后再检查"));
    }
    let notice = judge::notice(notice, library, env)?;
    read::open_plan(path, library, &notice.profile.id).map_err(|fault| judge::read_failure(fault, library))
}
