//! Reports in every form. One report, sibling writers; no writer drops or reorders findings, and none changes the exit status.

mod github;
mod gitlab;
mod html;
mod human;
mod json_v1;
mod judged;
mod junit;
mod markdown;
mod matrix;
mod place;
mod sarif;
mod scope;
#[cfg(feature = "render")]
pub(super) mod screen;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::diag::Severity;

use super::args::{FailOn, JudgeArgs, ReportFormat, When};
use super::env::Env;
use super::failure::Failure;

pub(super) use judged::{Judged, below};
pub(super) use scope::Scope;

/// Whether output is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Color(pub(super) bool);

impl Color {
    /// `--color`, `NO_COLOR`, and whether there is a terminal.
    pub(super) fn choose(when: When, env: &Env<'_>) -> Self {
        Self(match when {
            When::Always => true,
            When::Never => false,
            When::Auto => env.out_is_terminal && env.var("NO_COLOR").is_none(),
        })
    }
}

/// Writes reports where they are wanted.
pub(super) fn deliver(judged: &[Judged], args: &JudgeArgs, env: &mut Env<'_>, color: Color) -> Result<(), Failure> {
    let color = Color(color.0 && args.output.is_none());
    let text = form(judged, args, env, color)?;
    let summary = env.var("GITHUB_STEP_SUMMARY").filter(|_| args.format == ReportFormat::Github).map(PathBuf::from);
    if let Some(file) = summary
        && let Err(error) = github::append_summary(judged, &env.cwd.join(&file))
    {
        // The annotations are the result; the summary is an extra.
        let _ = writeln!(env.err, "{}", Failure::io("写不了 GITHUB_STEP_SUMMARY", &file, &error));
    }
    put(&text, args.output.as_deref(), env)
}

/// A report as the bytes of its form.
fn form(judged: &[Judged], args: &JudgeArgs, env: &Env<'_>, color: Color) -> Result<Vec<u8>, Failure> {
    let mut text = Vec::new();
    match args.format {
        ReportFormat::Human => {
            for one in judged {
                human::write(one, color, env.width, args.statistics, &mut text)?;
            }
            if args.statistics && judged.len() > 1 {
                human::write_sum(judged, &mut text)?;
            }
        }
        ReportFormat::Json => json_v1::write(judged, args.statistics, &mut text)?,
        ReportFormat::Sarif => sarif::write(judged, &env.cwd, &mut text)?,
        ReportFormat::Junit => text = junit::document(judged, threshold(args))?,
        ReportFormat::Github => github::write(judged, &env.cwd, &mut text)?,
        ReportFormat::Gitlab => gitlab::write(judged, &env.cwd, &mut text)?,
        ReportFormat::Markdown => text = markdown::document(judged, usize::MAX).into_bytes(),
        ReportFormat::Html => text = html::document(judged).into_bytes(),
    }
    Ok(text)
}

fn threshold(args: &JudgeArgs) -> Severity {
    match args.fail_on {
        FailOn::Error => Severity::Error,
        FailOn::Warning => Severity::Warning,
        FailOn::Info => Severity::Info,
    }
}

/// Puts bytes into a file at once, or on standard output. A reader that has seen enough is no failure: the verdict stands.
pub(super) fn put(text: &[u8], file: Option<&Path>, env: &mut Env<'_>) -> Result<(), Failure> {
    match file {
        Some(file) => {
            let path = env.cwd.join(file);
            crate::project::write::write_atomic(&path, text).map_err(|e| Failure::io("写不了", &path, &e))
        }
        None => match env.out.write_all(text).and_then(|()| env.out.flush()) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            other => Ok(other?),
        },
    }
}
