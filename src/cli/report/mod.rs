//! Reports in every form. One report, sibling writers; no writer drops or reorders findings, and
//! none changes the exit status.

#[cfg(feature = "render")]
pub(crate) mod browser;
mod demand_rows;
mod fingerprint;
mod github;
mod gitlab;
mod grounds;
mod html;
mod human;
mod json_stream;
mod json_v1;
mod junit;
mod location;
mod markdown;
mod outcomes;
mod report_view;
mod sarif;
mod scope;

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::cli::session::{Session, threshold};
use crate::cli::terminal::args::{JudgeArgs, ReportFormat};
use crate::cli::terminal::env::Env;
use crate::cli::terminal::failure::Failure;
use crate::cli::terminal::shell::Color;

pub(crate) use report_view::{ReportView, below};
pub(crate) use scope::Scope;

/// Writes reports where they are wanted, while they are made: a report may be longer than there is
/// memory.
pub(crate) fn deliver(
    judged: &[ReportView],
    args: &JudgeArgs,
    session: &mut Session<'_, '_>,
) -> Result<(), Failure> {
    let Color(is_colored) = session.shell.output_color(session.env);
    let color = Color(is_colored && args.output.is_none());
    let env = &mut *session.env;
    let summary = env.var("GITHUB_STEP_SUMMARY").map(PathBuf::from);
    if args.format == ReportFormat::Github
        && let Some(file) = summary
        && let Err(error) = github::append_summary(judged, &env.cwd.join(&file))
    {
        // The annotations are the result; the summary is an extra.
        let _ = writeln!(env.err, "{}", Failure::io("写不了 GITHUB_STEP_SUMMARY", &file, error));
    }
    let (cwd, width) = (env.cwd.clone(), env.width);
    put_with(args.output.as_deref(), env, &mut |out| write(judged, args, &cwd, width, color, out))
}

/// Writes reports in their form.
fn write(
    judged: &[ReportView],
    args: &JudgeArgs,
    cwd: &Path,
    width: usize,
    color: Color,
    out: &mut dyn Write,
) -> io::Result<()> {
    match args.format {
        ReportFormat::Human => {
            for one in judged {
                human::write(one, color, width, args.statistics, out)?;
            }
            if args.statistics && judged.len() > 1 {
                human::write_sum(judged, out)?;
            }
            Ok(())
        }
        ReportFormat::Json => json_v1::write(judged, args.statistics, out),
        ReportFormat::Sarif => sarif::write(judged, cwd, out),
        ReportFormat::Junit => junit::write(judged, threshold(args), out),
        ReportFormat::Github => github::write(judged, cwd, out),
        ReportFormat::Gitlab => gitlab::write(judged, cwd, out),
        ReportFormat::Markdown => markdown::write(judged, usize::MAX, out),
        ReportFormat::Html => html::write(judged, out),
    }
}

/// Puts bytes into a file at once, or on standard output.
pub(crate) fn put(text: &[u8], file: Option<&Path>, env: &mut Env<'_>) -> Result<(), Failure> {
    put_with(file, env, &mut |out| out.write_all(text))
}

/// Lets a text be written into a file, which is there whole or not at all, or on standard output. A
/// reader that has seen enough is no failure: the verdict stands.
fn put_with(
    file: Option<&Path>,
    env: &mut Env<'_>,
    write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    match file {
        Some(file) => {
            let path = env.cwd.join(file);
            crate::project::replace::write_atomic_with(&path, write)
                .map_err(|e| Failure::io("写不了", &path, e))
        }
        None => match write(&mut *env.out).and_then(|()| env.out.flush()) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            other => Ok(other?),
        },
    }
}
