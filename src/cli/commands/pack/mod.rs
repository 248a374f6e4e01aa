//! `pilot pack`: check, typeset, plan, write, receive the written bytes, and only then move them
//! into `dist/`.

mod shrink;
mod stages;
mod summary;
mod write;

use crate::bundle::PlannedPackage;
use crate::rules;

use crate::cli::report::{self, ReportView};
use crate::cli::session::{JudgeTerms, OpenTarget, Opened, Session, threshold};
use crate::cli::terminal::args::{PackArgs, ReportFormat};
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::Failure;
use stages::PlannedStage;

/// Said whenever a run ends without a package.
const UNTOUCHED: &str = "没有打包，dist/ 没有改动";

pub(crate) fn run(args: &PackArgs, session: &mut Session<'_, '_>) -> Result<Exit, Failure> {
    let terms = JudgeTerms { is_final: true, ..JudgeTerms::from(&args.judge) };
    let opened = session.open(OpenTarget::Project(args.path.as_deref()), None, terms)?;
    let report = rules::run(&opened.project, &opened.notice, &opened.options);
    if opened.config_is_broken || report.blocks_pack() {
        let exit = if opened.config_is_broken { Exit::Failed } else { Exit::Findings };
        let Opened { project, notice, options, .. } = opened;
        let judged = ReportView::new(project, &notice, options.now, report);
        report::deliver(&[judged], &args.judge, session)?;
        session.done(UNTOUCHED);
        return Ok(exit);
    }
    let planned = PlannedStage::new(opened, report, args.shrink, session)?;
    if args.list {
        return summary::list(planned.bundle(), planned.notice(), session);
    }
    // What is too large by the files' own sizes is refused before any of them is packed.
    let foreseen = planned.judge();
    if foreseen.blocks_pack() {
        let is_large = shrink::is_large(&foreseen);
        let (view, originals) = planned.into_report_view(foreseen);
        let too_large = if is_large { Some(&originals) } else { None };
        return refuse(args, view, too_large, session);
    }
    let volume = planned.bind_volume(session);
    session.step("正在打包并自验……");
    let written = planned.write(volume.as_ref()).map_err(untouched)?;
    // The sizes of archive and message are known only now; so the whole is judged once more, with
    // them.
    let report = written.judge();
    let is_large = shrink::is_large(&report);
    if report.blocks_pack() {
        let (view, originals) = written.into_report_view(report);
        let too_large = if is_large { Some(&originals) } else { None };
        return refuse(args, view, too_large, session);
    }
    let proven = written.prove().map_err(untouched)?;
    let advice = if is_large {
        shrink::advice(proven.originals(), args.shrink).map_err(untouched)?
    } else {
        Vec::new()
    };
    let exit = if report.reaches(threshold(&args.judge)) { Exit::Findings } else { Exit::Clean };
    let placed = proven.place().map_err(untouched)?;
    let judged = placed.report_view(report);
    report::deliver(&[judged], &args.judge, session)?;
    session.all_done(&advice);
    if args.judge.format == ReportFormat::Human && args.judge.output.is_none() {
        summary::summary(&placed.files, &placed.plan_pdf, session)?;
    }
    Ok(exit)
}

/// Says why nothing was packed, and what would help if it is too large.
fn refuse(
    args: &PackArgs,
    judged: ReportView,
    too_large: Option<&PlannedPackage>,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Failure> {
    report::deliver(&[judged], &args.judge, session)?;
    session.env.out.flush()?;
    if let Some(originals) = too_large {
        session.step("正在试做小副本……");
        session.all_done(&shrink::advice(originals, args.shrink).map_err(untouched)?);
    }
    session.done(UNTOUCHED);
    Ok(Exit::Findings)
}

/// A failure before the package was moved into `dist/`.
fn untouched(failure: Failure) -> Failure {
    failure.hint(UNTOUCHED)
}
