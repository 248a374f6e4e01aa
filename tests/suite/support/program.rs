//! The program, run in this process.

use std::path::Path;

use pilot::text::Moment;
use pilot::workers::Workers;

/// What a run of the program gave.
#[derive(Debug)]
pub(crate) struct Ran {
    /// Exit status.
    pub(crate) exit: pilot::cli::Exit,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

/// Runs the program in this process, on a day in October 2023, without a terminal.
pub(crate) fn pilot_in(dir: &Path, args: &[&str]) -> Ran {
    pilot_with(dir, args, &[])
}

/// The same with environment variables.
pub(crate) fn pilot_with(dir: &Path, args: &[&str], vars: &[(&str, &str)]) -> Ran {
    run(dir, args, vars, &Workers::default())
}

/// The same, with files of other people read by processes of the program.
pub(crate) fn pilot_by_workers(dir: &Path, args: &[&str], workers: &Workers) -> Ran {
    run(dir, args, &[], workers)
}

fn run(dir: &Path, args: &[&str], vars: &[(&str, &str)], workers: &Workers) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut env = pilot::cli::Env {
        cwd: dir.to_owned(),
        now: Moment::parse("2023-10-16T09:00").expect("a moment"),
        vars: vars.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
        out: &mut out,
        err: &mut err,
        can_ask: false,
        out_is_terminal: false,
        err_is_terminal: false,
        width: 100,
        workers: workers.clone(),
    };
    let words = std::iter::once("pilot").chain(args.iter().copied()).map(std::ffi::OsString::from);
    let exit = pilot::cli::run(words, &mut env);
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    Ran { exit, out: text(out), err: text(err) }
}
