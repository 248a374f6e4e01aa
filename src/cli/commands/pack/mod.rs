//! `pilot pack`: check, typeset, plan, write, receive the written bytes, and only then move them
//! into `dist/`.

mod shrink;
mod stages;
mod summary;
mod write;

use crate::bundle::PlannedPackage;
use crate::diag::{FindingMeaning, Report};
use crate::rules;
use crate::text::han;

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
    let mut opened = session.open(OpenTarget::Project(args.path.as_deref()), None, terms)?;
    if args.accept_reading || args.list {
        // What was accepted is named on the checklist, and a list promises nothing.
        let card = opened.notice.card_that_finds(FindingMeaning::Unconfirmed);
        opened.options.ignore.extend(card.map(|card| card.id.0.clone()));
    }
    let report = rules::run(&opened.project, &opened.notice, &opened.options);
    if opened.config_is_broken || is_stopped(&report) {
        let exit = if opened.config_is_broken { Exit::Failed } else { Exit::Findings };
        let Opened { project, notice, options, .. } = opened;
        let judged = ReportView::new(project, &notice, options.now, report);
        report::deliver(&[judged], &args.judge, session)?;
        session.done(UNTOUCHED);
        return Ok(exit);
    }
    if !args.accept_reading && !args.list && refuse_drafts(&opened, session) {
        return Ok(Exit::Findings);
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
    let proven = written.prove(&session.env.workers).map_err(untouched)?;
    let advice = if is_large {
        shrink::advice(proven.originals(), args.shrink, &session.env.workers).map_err(untouched)?
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

/// Whether something stops the package that is in the project itself.
fn is_stopped(report: &Report) -> bool {
    let mut stops = report.findings.iter().filter(|finding| finding.blocks_pack);
    stops.any(|finding| !finding.means(FindingMeaning::Unconfirmed))
}

/// Says which facts that decide are not confirmed; whether there are any.
fn refuse_drafts(opened: &Opened, session: &mut Session<'_, '_>) -> bool {
    let decisive = opened.notice.decisive_drafts();
    if decisive.is_empty() {
        return false;
    }
    session.done(&format!("通知有 {} 处关系到能否受理的事实未经核对：", decisive.len()));
    for fact in decisive {
        session.done(&format!("  {}", han::printable(&fact.words())));
    }
    session.done("逐条核对：pilot read 通知文件夹 --confirm --by 姓名；");
    session.done("照现在的读法打包：pilot pack --accept-reading，会写进报送清单");
    session.done(UNTOUCHED);
    true
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
        let advice = shrink::advice(originals, args.shrink, &session.env.workers);
        session.all_done(&advice.map_err(untouched)?);
    }
    session.done(UNTOUCHED);
    Ok(Exit::Findings)
}

/// A failure before the package was moved into `dist/`.
fn untouched(failure: Failure) -> Failure {
    failure.hint(UNTOUCHED)
}
