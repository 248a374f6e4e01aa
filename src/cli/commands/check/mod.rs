//! `pilot check`

mod annotate;
mod fix;
pub(crate) mod watch;
mod word_fixes;

use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::diag::{Applicability, Report};
use crate::project::read;
use crate::rules;
use crate::text::han;

use crate::cli::report::{self, ReportView, Scope};
use crate::cli::session::{
    OpenTarget, Opened, Session, baseline, is_plan, notice_proof, since, threshold,
};
use crate::cli::terminal::args::{CheckArgs, ReportFormat};
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::{Failure, shown};
use word_fixes::FixContext;

/// The fixes that are asked for.
fn trusted(args: &CheckArgs) -> Applicability {
    if args.fix.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe }
}

pub(crate) fn run(args: &CheckArgs, session: &mut Session<'_, '_>) -> Result<Exit, Failure> {
    let (exit, _) = check_all(args, session)?;
    Ok(exit)
}

/// The projects and plans that are named, or the nearest project.
fn paths(args: &CheckArgs) -> Vec<Option<&Path>> {
    if args.paths.is_empty() {
        vec![None]
    } else {
        let paths = args.paths.iter().map(PathBuf::as_path);
        paths.map(Some).collect()
    }
}

/// Checks everything once: how it ends, and the result of each in a line.
fn check_all(
    args: &CheckArgs,
    session: &mut Session<'_, '_>,
) -> Result<(Exit, Vec<String>), Failure> {
    refuse_unfit(args, session)?;
    let mut difference = String::new();
    if args.fix.fix || args.fix.diff {
        for path in paths(args) {
            difference.push_str(&fix_one(path, args, session)?);
        }
    }
    // One project a thread; the order is that of the arguments, whoever is ready first.
    let shared = &*session;
    let results: Vec<Result<Checked, Failure>> =
        paths(args).into_par_iter().map(|path| check_one(path, args, shared)).collect();
    let mut judged = Vec::new();
    let mut exit = Exit::Clean;
    let (mut remarks, mut failures) = (Vec::new(), Vec::new());
    for (path, result) in paths(args).into_iter().zip(results) {
        match (result, path) {
            (Ok(checked), _) => {
                exit = exit.max(checked.exit);
                remarks.extend(checked.remarks);
                judged.push(checked.judged);
            }
            // One that cannot be read does not keep the others from being reported.
            (Err(failure), Some(path)) if args.paths.len() > 1 => {
                failures.push(failure.about(&shown(path)));
            }
            (Err(failure), _) => return Err(failure),
        }
    }
    if args.fix.diff {
        report::put(difference.as_bytes(), args.judge.output.as_deref(), session.env)?;
        return Ok((exit, Vec::new()));
    }
    report::deliver(&judged, &args.judge, session)?;
    session.all_done(&remarks);
    for failure in &failures {
        exit = Exit::Failed;
        session.failed(failure);
    }
    Ok((exit, judged.iter().map(ReportView::verdict).collect()))
}

/// Refuses arguments that do not fit each other, before anything is fixed.
fn refuse_unfit(args: &CheckArgs, session: &Session<'_, '_>) -> Result<(), Failure> {
    if args.annotate.is_some() && args.paths.len() > 1 {
        return Err(Failure::new("--annotate 一次只能写一个文件").hint("请逐个检查 Word 方案"));
    }
    if !args.fix.fix || args.annotate.is_some() {
        return Ok(());
    }
    for path in &args.paths {
        if is_plan(&session.env.cwd.join(path)) && read::is_word(&path.to_string_lossy()) {
            let message = format!("{} 是 Word 文件，--fix 不直接修改它", shown(path));
            return Err(Failure::new(message)
                .hint(concat!(
                    "加上 --annotate 副本.docx：修改写成副本里的修订，",
                    "在 Word 或 WPS 里逐处接受或拒绝"
                ))
                .hint("或用 --diff 先看会改什么"));
        }
    }
    Ok(())
}

/// One project or plan, judged.
struct Checked {
    judged: ReportView,
    exit: Exit,
    /// What was done besides.
    remarks: Vec<String>,
}

/// What the findings of a project are fixed by.
fn fix_context(opened: &Opened) -> FixContext<'_> {
    FixContext { project: &opened.project, notice: &opened.notice, options: &opened.options }
}

fn open(
    path: Option<&Path>,
    args: &CheckArgs,
    session: &Session<'_, '_>,
) -> Result<Opened, Failure> {
    let target = OpenTarget::ProjectOrPlan(path);
    session.open(target, args.notice.as_deref(), (&args.judge).into())
}

/// Judges and leaves out what is not asked for.
fn check_one(
    path: Option<&Path>,
    args: &CheckArgs,
    session: &Session<'_, '_>,
) -> Result<Checked, Failure> {
    let mut remarks = Vec::new();
    let mut opened = open(path, args, session)?;
    if opened.options.is_final && opened.is_project && !opened.config_is_broken {
        opened.plan_package();
    }
    let mut report = rules::run(&opened.project, &opened.notice, &opened.options);
    let mut scope = Scope::default();
    if !opened.config_is_broken {
        scope = narrow(&mut report, &opened, args, &mut remarks)?;
        if let Some(out) = &args.annotate {
            let least = if args.fix.fix { Some(trusted(args)) } else { None };
            let out = session.env.cwd.join(out);
            remarks.push(annotate::annotate(&fix_context(&opened), &report, &out, least)?);
        }
    }
    // A form that is not for reading has no room for what was left out.
    let is_for_reading = matches!(args.judge.format, ReportFormat::Human | ReportFormat::Github);
    if args.judge.output.is_some() || !is_for_reading {
        remarks.extend(scope.lines());
    }
    let exit = if opened.config_is_broken {
        Exit::Failed
    } else if report.reaches(threshold(&args.judge)) {
        Exit::Findings
    } else {
        Exit::Clean
    };
    let Opened { project, notice, options, is_project, .. } = opened;
    let mut judged = ReportView::new(project, &notice, options.now, report);
    if !is_project {
        judged = judged.of_plan_alone();
    }
    if let Some(note) = notice_proof::draft_differences(&notice, session.library) {
        judged = judged.noting(note);
    }
    let judged = judged.within(scope).with_fixes_made(args.annotate.is_some() && args.fix.fix);
    Ok(Checked { judged, exit, remarks })
}

/// Takes out of a report what the baseline lists, and what lies in files that have not changed.
fn narrow(
    report: &mut Report,
    opened: &Opened,
    args: &CheckArgs,
    remarks: &mut Vec<String>,
) -> Result<Scope, Failure> {
    let project = &opened.project;
    if args.scope.write_baseline {
        if !opened.is_project {
            return Err(Failure::new("基线只用于项目，不用于单独的方案文件")
                .hint("写项目文件夹，或去掉 --write-baseline"));
        }
        remarks.push(baseline::write(&project.root, report, &project.sources, args.scope.grow)?);
    }
    let mut scope = opened.hide_known(report)?;
    if let Some(rev) = &args.scope.since {
        let hidden = since::changed(&project.root, rev)?.keep(report, project);
        scope.since = Some((rev.clone(), hidden));
    }
    Ok(scope)
}

/// Fixes a project on disk, or shows what fixing would change. The project is judged again
/// afterwards, from the disk.
fn fix_one(
    path: Option<&Path>,
    args: &CheckArgs,
    session: &mut Session<'_, '_>,
) -> Result<String, Failure> {
    let opened = open(path, args, session)?;
    if opened.config_is_broken {
        return Ok(String::new());
    }
    let project = &opened.project;
    let least = trusted(args);
    let mut fixed = fix::fix(project, &opened.notice, &opened.options, least)?;
    for name in &fixed.not_utf8 {
        let name = han::printable(name);
        session.done(&format!("{name} 不是 UTF-8 编码，不自动修改；请先另存为 UTF-8"));
    }
    if args.fix.diff
        && let Some((rewrite, fixes)) = annotate::difference(&fix_context(&opened), least)?
    {
        fixed.files.push(rewrite);
        fixed.fixes += fixes;
    } else if args.annotate.is_none() {
        for name in &fixed.word {
            let name = han::printable(name);
            session.done(&format!(
                "{name} 是 Word 文件，不直接修改；加上 --annotate 副本.docx，修改写成副本里的修订"
            ));
        }
    }
    let names: Vec<String> = fixed.files.iter().map(|file| han::printable(&file.path)).collect();
    let names = names.join("、");
    if args.fix.diff {
        if !names.is_empty() {
            session.done(&format!("--fix 会修改 {} 处：{names}", fixed.fixes));
        }
        let base = report::below(&project.root, &session.env.cwd);
        let for_terminal = session.env.out_is_terminal && args.judge.output.is_none();
        return Ok(fix::difference(&fixed, &base, for_terminal));
    }
    fix::write(project, &fixed)?;
    if !names.is_empty() {
        session.done(&format!("已修改 {} 处：{names}", fixed.fixes));
    }
    Ok(String::new())
}
