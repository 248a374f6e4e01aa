//! `pilot check --watch`: checks again whenever something is saved, until it is stopped.

use std::path::{Path, PathBuf};

use crate::notice::Library;

use crate::cli::commands::check;
use crate::cli::report::Color;
use crate::cli::session::file_watch::{Folder, Watch, Way};
use crate::cli::session::open;
use crate::cli::terminal::args::CheckArgs;
use crate::cli::terminal::env::Env;
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::Failure;
use crate::cli::terminal::shell::Talk;

/// Runs until `stop` says so; the exit status is that of the last check. A fault that appears later
/// (a half-saved file) is told and waited out, one at the start ends the run.
pub(crate) fn run(
    args: &CheckArgs,
    library: &Library,
    env: &mut Env<'_>,
    color: Color,
    talk: Talk,
    stop: &dyn Fn() -> bool,
) -> Result<Exit, Failure> {
    let folders = folders(args, env)?;
    let ignored: Vec<PathBuf> = args.judge.output.iter().map(|file| env.cwd.join(file)).collect();
    let clock = env.clock();
    // The watch begins before the first check, so that nothing saved meanwhile is missed.
    let mut watch = Watch::begin(&folders, &ignored)?;
    if let Way::Polling(interval) = watch.way() {
        talk.done(env, &format!("系统不通知这里的改动，改为每 {} 秒查看一次", interval.as_secs()));
    }
    let (mut exit, mut verdicts) = check::once(args, library, env, color, talk)?;
    loop {
        let line = format!(
            "──── {} ──── {} ──── 等待改动，Ctrl-C 结束",
            env.now.time(),
            verdicts.join("；")
        );
        talk.done(env, &line);
        env.out.flush()?;
        if !watch.wait(stop)? {
            return Ok(exit);
        }
        env.now = clock.now();
        (exit, verdicts) = match check::once(args, library, env, color, talk) {
            Ok(done) => done,
            Err(failure) if failure.is_closed_pipe() => return Ok(exit),
            Err(failure) => {
                crate::cli::say(&failure, false, env);
                (Exit::Failed, vec!["没能检查".to_owned()])
            }
        };
    }
}

fn folders(args: &CheckArgs, env: &Env<'_>) -> Result<Vec<Folder>, Failure> {
    let mut out: Vec<Folder> = Vec::new();
    for path in check::paths(args) {
        let folder = folder(path, env)?;
        if !out.contains(&folder) {
            out.push(folder);
        }
    }
    Ok(out)
}

/// A project's folder with all below it; of a plan by itself, only the folder it lies in.
pub(crate) fn folder(path: Option<&Path>, env: &Env<'_>) -> Result<Folder, Failure> {
    let plan = path.map(|p| env.cwd.join(p)).filter(|p| check::is_plan(p));
    Ok(match plan {
        Some(plan) => Folder {
            path: plan.parent().map_or_else(|| env.cwd.clone(), PathBuf::from),
            deep: false,
        },
        None => Folder { path: open::project_root(path, env)?, deep: true },
    })
}
