//! `pilot pack`: check, typeset, plan, write, receive the written bytes, and only then move them
//! into `dist/`.

mod shrink;
mod summary;
mod write;

use crate::bundle::checklist::mail_body::recipients;
use crate::bundle::dist_names::DistNames;
use crate::bundle::{self, PlannedPackage};
use crate::diag::Report;
use crate::notice::{Library, Need, Notice};
use crate::project::Project;
use crate::project::read::OpenedProject;
use crate::rules;

use super::check;
use crate::cli::pages::export;
use crate::cli::pages::machine_fonts;
use crate::cli::pages::plan_pdf::{self, Produced};
use crate::cli::pages::print_volume::{self, Made};
use crate::cli::report::{self, Color, Judged};
use crate::cli::session::open;
use crate::cli::session::received;
use crate::cli::terminal::args::{PackArgs, ReportFormat};
use crate::cli::terminal::env::Env;
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::Failure;
use crate::cli::terminal::shell::Talk;
use write::Set;

pub(crate) fn run(
    args: &PackArgs,
    library: &Library,
    env: &mut Env<'_>,
    color: Color,
    talk: Talk,
) -> Result<Exit, Failure> {
    let root = open::project_root(args.path.as_deref(), env)?;
    let mut opened = open::open(&root, library, None)?;
    machine_fonts::look_for_fonts(&mut opened);
    let OpenedProject { mut project, notice } = opened;
    let mut options = open::options(&args.judge, env, &notice, check::at_hand(&project))?;
    options.is_final = true;
    let broken = !project.config.problems.is_empty();
    if broken {
        check::only_config(&mut options);
    }
    let report = rules::run(&project, &notice, &options);
    if broken || report.blocks_pack() {
        report::deliver(
            &[Judged::of(args.judge.format, project, &notice, options.now, report)],
            &args.judge,
            env,
            color,
        )?;
        talk.done(env, "没有打包，dist/ 没有改动");
        return Ok(if broken { Exit::Failed } else { Exit::Findings });
    }
    talk.step(env, "正在排版……");
    let produced = plan_pdf::pdf(&project, &notice, env)?;
    produced.remarks.iter().for_each(|remark| talk.done(env, remark));
    let mut planned = bundle::plan(&project, &notice, produced.pdf.clone());
    if notice.profile.deliver.editable_plan && project.word.is_none() {
        planned.add_editable(export::word(&project, &notice)?);
    }
    let bundle = match args.shrink {
        Some(dpi) => {
            talk.step(env, "正在缩小图片和扫描件……");
            let (small, lines) = shrink::apply(&planned, dpi).map_err(untouched)?;
            lines.iter().for_each(|line| talk.done(env, line));
            small
        }
        None => planned.clone(),
    };
    if args.list {
        return summary::list(&bundle, &notice, env);
    }
    // What is too large by the files' own sizes is refused before any of them is packed.
    let (to, cc) = recipients(&project, &notice.profile);
    project.package = Some(bundle.package(to.into_iter().chain(cc).collect()));
    options.have = check::at_hand(&project).into_iter().chain([Need::Package]).collect();
    let foreseen = rules::run(&project, &notice, &options);
    if foreseen.blocks_pack() {
        return refuse(
            args,
            Judged::of(args.judge.format, project, &notice, options.now, foreseen.clone()),
            &foreseen,
            &planned,
            env,
            color,
            talk,
        );
    }
    // The volume is printed: it is bound of the originals.
    let volume = bind(&project, &notice, &planned, &produced, env, talk);
    talk.step(env, "正在打包并自验……");
    let volume = volume.as_ref();
    let set = Set {
        notice: &notice,
        options: &options,
        report: &report,
        bundle: &bundle,
        produced: &produced,
        volume,
    };
    let (staging, package) = set.write(&root, &project).map_err(untouched)?;
    // The sizes of archive and message are known only now; so the whole is judged once more, with
    // them.
    project.package = Some(package);
    let report = rules::run(&project, &notice, &options);
    if report.blocks_pack() {
        return refuse(
            args,
            Judged::of(args.judge.format, project, &notice, options.now, report.clone()),
            &report,
            &planned,
            env,
            color,
            talk,
        );
    }
    let archive = DistNames::of_stem(&bundle.folder).archive;
    let archive = staging.path(&archive);
    // A package's facts tell nothing of waivers; what they say was already taken into account.
    options.ignore.extend(project.config.waivers.iter().map(|w| w.rule.value.clone()));
    received::prove(&archive, &notice, &options, &project.files).map_err(untouched)?;
    let help = if shrink::is_large(&report) {
        shrink::advice(&planned, args.shrink).map_err(untouched)?
    } else {
        Vec::new()
    };
    let placed = staging.commit().map_err(|e| untouched(e.into()))?;
    let exit =
        if report.reaches(open::threshold(&args.judge)) { Exit::Findings } else { Exit::Clean };
    report::deliver(
        &[Judged::of(args.judge.format, project, &notice, options.now, report)],
        &args.judge,
        env,
        color,
    )?;
    help.iter().for_each(|line| talk.done(env, line));
    if args.judge.format == ReportFormat::Human && args.judge.output.is_none() {
        summary::summary(&placed, &produced, env)?;
    }
    Ok(exit)
}

/// Says why nothing was packed, and what would help where it is too large.
fn refuse(
    args: &PackArgs,
    judged: Judged,
    report: &Report,
    planned: &PlannedPackage,
    env: &mut Env<'_>,
    color: Color,
    talk: Talk,
) -> Result<Exit, Failure> {
    report::deliver(&[judged], &args.judge, env, color)?;
    env.out.flush()?;
    if shrink::is_large(report) {
        talk.step(env, "正在试做小副本……");
        shrink::advice(planned, args.shrink)
            .map_err(untouched)?
            .iter()
            .for_each(|line| talk.done(env, line));
    }
    talk.done(env, "没有打包，dist/ 没有改动");
    Ok(Exit::Findings)
}

/// A failure before the set was moved.
fn untouched(failure: Failure) -> Failure {
    failure.hint("没有打包，dist/ 没有改动")
}

/// The print volume, if the notice wants paper. Without one the rest is packed all the same: the
/// check list says what to print.
fn bind(
    project: &Project,
    notice: &Notice,
    bundle: &PlannedPackage,
    produced: &Produced,
    env: &mut Env<'_>,
    talk: Talk,
) -> Option<Made> {
    notice.profile.deliver.paper.as_ref()?;
    talk.step(env, "正在排合订本……");
    match print_volume::bind(project, notice, bundle, produced) {
        Ok(made) => {
            made.remarks.iter().for_each(|remark| talk.done(env, remark));
            Some(made)
        }
        Err(failure) => {
            talk.done(env, &format!("没有写合订本：{failure}"));
            None
        }
    }
}
