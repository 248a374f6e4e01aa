//! `pilot check --watch`: checks again whenever something is saved, until it is stopped.

use std::path::PathBuf;

use crate::cli::session::Session;
use crate::cli::session::file_watch::{Folder, Watch, Way};
use crate::cli::terminal::args::CheckArgs;
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::Failure;

/// Runs until `stop` says so; the exit status is that of the last check. A fault that appears later
/// (a half-saved file) is reported and waited out, one at the start ends the run.
pub(crate) fn run(
    args: &CheckArgs,
    session: &mut Session<'_, '_>,
    stop: &dyn Fn() -> bool,
) -> Result<Exit, Failure> {
    let folders = folders(args, session)?;
    let outputs = args.judge.output.iter();
    let ignored: Vec<PathBuf> = outputs.map(|file| session.env.cwd.join(file)).collect();
    let clock = session.env.clock();
    // The watch begins before the first check, so that nothing saved meanwhile is missed.
    let mut watch = Watch::begin(&folders, &ignored)?;
    if let Way::Polling(interval) = watch.way() {
        session.done(&format!("系统不通知这里的改动，改为每 {} 秒查看一次", interval.as_secs()));
    }
    let (mut exit, mut verdicts) = super::check_all(args, session)?;
    loop {
        let line = format!(
            "──── {} ──── {} ──── 等待改动，Ctrl-C 结束",
            session.env.now.time(),
            verdicts.join("；")
        );
        session.done(&line);
        session.env.out.flush()?;
        if !watch.wait(stop)? {
            return Ok(exit);
        }
        session.env.now = clock.now();
        (exit, verdicts) = match super::check_all(args, session) {
            Ok(done) => done,
            Err(failure) if failure.is_closed_pipe() => return Ok(exit),
            Err(failure) => {
                session.failed(&failure);
                (Exit::Failed, vec!["没能检查".to_owned()])
            }
        };
    }
}

fn folders(args: &CheckArgs, session: &Session<'_, '_>) -> Result<Vec<Folder>, Failure> {
    let mut out: Vec<Folder> = Vec::new();
    for path in super::paths(args) {
        let folder = session.watched_folder(path)?;
        if !out.contains(&folder) {
            out.push(folder);
        }
    }
    Ok(out)
}
