//! `pilot verify`: the receiving side. Writes nothing but what it is asked to; the same rules judge
//! as on the sending side.

mod batch;

use std::path::Path;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::text::Moment;

use crate::cli::report;
use crate::cli::session::{Session, threshold};
use crate::cli::terminal::args::VerifyArgs;
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::Failure;
use batch::city_counts::CityCount;
use batch::context::{BatchContext, JudgedPackage};
use batch::inbox::{self, InboxContents, InboxItem};
use batch::table_rows::{self, PackageOutcome, PackageRow};
use batch::xlsx;

pub(crate) fn run(args: &VerifyArgs, session: &mut Session<'_, '_>) -> Result<Exit, Failure> {
    let context = BatchContext::new(args, session)?;
    let InboxContents { judged: targets, left } = inbox::targets(&args.files, &session.env.cwd);
    if !left.is_empty() {
        session.done(&format!("不是压缩包、邮件或成套材料，没有核验：{}", left.join("、")));
    }
    if targets.len() > 1 {
        session.step(&format!("正在核验 {} 个包……", targets.len()));
    }
    // One package a thread; the order is that of the targets, whoever is ready first.
    let seen = targets.par_iter().map(|target| context.judge_package(target));
    let mut seen: Vec<JudgedPackage> = seen.collect();
    context.compare(&targets, &mut seen);
    let mut exit = Exit::Clean;
    let mut judged = Vec::new();
    for (target, one) in targets.iter().zip(&seen) {
        let Ok(verdict) = &one.verdict else { continue };
        let has_passed = verdict.outcome(threshold(&args.judge)) == PackageOutcome::Passed;
        exit = exit.max(if has_passed { Exit::Clean } else { Exit::Findings });
        let notice = context.notice(Some(&verdict.notice))?;
        let mut shown = verdict.report_view(&notice).or_named(target.shown.clone());
        if targets.len() > 1 {
            shown = shown.about_file(target.shown.clone());
        }
        judged.push(shown);
    }
    if let Some(file) = &args.summary {
        write_summary(&session.env.cwd.join(file), &targets, &seen, &context.cities(&seen), args)?;
    }
    if let Some(state) = &context.state {
        session.all_done(&state.remarks);
        session.all_done(&state.fault());
    }
    let mut failures = seen.into_iter().filter_map(|one| one.verdict.err());
    if judged.is_empty() && targets.len() == 1 {
        return Err(failures.next().unwrap_or_else(|| Failure::new("没有可以核验的文件")));
    }
    report::deliver(&judged, &args.judge, session)?;
    for failure in failures {
        exit = Exit::Failed;
        session.failed(&failure);
    }
    Ok(exit)
}

fn write_summary(
    path: &Path,
    targets: &[InboxItem],
    seen: &[JudgedPackage],
    cities: &[CityCount],
    args: &VerifyArgs,
) -> Result<(), Failure> {
    let row =
        |(target, one): (&'_ InboxItem, &'_ JudgedPackage)| -> (String, Option<u64>, Option<Moment>) {
            (target.shown.clone(), one.size, one.modified)
        };
    let pairs = targets.iter().zip(seen);
    let names: Vec<_> = pairs.map(row).collect();
    let run: Vec<PackageRow<'_>> = names
        .iter()
        .zip(seen)
        .map(|((file, size, modified), one)| PackageRow {
            file,
            size: *size,
            modified: *modified,
            verdict: one.verdict.as_ref().map_err(|f| f.message.as_str()),
        })
        .collect();
    let book = xlsx::workbook(&table_rows::sheets(&run, cities, threshold(&args.judge)))
        .map_err(|e| Failure::new("写不成汇总表").caused_by(e))?;
    crate::project::replace::write_atomic(path, &book).map_err(|e| Failure::io("写不了", path, e))
}
