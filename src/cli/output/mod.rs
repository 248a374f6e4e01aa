//! Reports in every form. One report, sibling writers; no writer drops or reorders findings.

mod human;
mod json_v1;

use std::io::{ErrorKind, Write};

use crate::diag::Report;
use crate::outline::Notice;
use crate::project::Project;
use crate::text::{Moment, Sources};

use super::args::{JudgeArgs, ReportFormat, When};
use super::env::Env;
use super::failure::Failure;

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

/// A report with what is needed to show it.
pub(super) struct Judged {
    pub(super) notice_id: String,
    pub(super) notice_title: String,
    pub(super) as_of: Moment,
    pub(super) name: String,
    pub(super) applicant: String,
    pub(super) category: String,
    pub(super) sources: Sources,
    pub(super) report: Report,
    /// What had to be assumed, in Chinese.
    pub(super) notes: Vec<String>,
}

impl Judged {
    pub(super) fn new(project: Project, notice: &Notice, as_of: Moment, report: Report) -> Self {
        let text = |value: &Option<crate::text::Spanned<String>>| value.as_ref().map(|v| v.value.clone()).unwrap_or_default();
        Self {
            notice_id: notice.profile.id.clone(),
            notice_title: notice.profile.short.clone(),
            as_of,
            name: text(&project.config.project.name),
            applicant: text(&project.config.applicant.name),
            category: text(&project.config.project.category),
            notes: project.package.as_ref().map(|p| p.assumed.clone()).unwrap_or_default(),
            sources: project.sources,
            report,
        }
    }
}

/// Writes reports where they are wanted.
pub(super) fn deliver(judged: &[Judged], args: &JudgeArgs, env: &mut Env<'_>, color: Color) -> Result<(), Failure> {
    let mut text = Vec::new();
    let color = Color(color.0 && args.output.is_none());
    match args.format {
        ReportFormat::Human => {
            for one in judged {
                human::write(one, color, env.width, args.statistics, &mut text)?;
            }
        }
        ReportFormat::Json => json_v1::write(judged, &mut text)?,
    }
    match &args.output {
        Some(file) => {
            let path = env.cwd.join(file);
            crate::project::write::write_atomic(&path, &text).map_err(|e| Failure::io("写不了", &path, &e))
        }
        None => match env.out.write_all(&text).and_then(|()| env.out.flush()) {
            // The reader has seen enough; the verdict stands.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            other => Ok(other?),
        },
    }
}
