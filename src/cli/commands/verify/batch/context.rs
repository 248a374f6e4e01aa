//! What all packages of a run are judged with, each by itself and then beside the others.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::city_counts::{self, CityCount};
use super::duplicates;
use super::inbox::InboxItem;
use super::progress::{BatchProgress, JudgingTime, PackageKey, ProgressTerms};
use super::verdict::Verdict;
use crate::bundle::verify::MAX_RECEIVED;
use crate::bundle::{Received, receive_apart, receive_folder};
use crate::cli::session::received::{folder_files, judge_received};
use crate::cli::session::{
    JudgeTerms, Session, file_name_of, load_notice, options, unchecked_options,
};
use crate::cli::terminal::args::VerifyArgs;
use crate::cli::terminal::failure::Failure;
use crate::notice::{Library, Notice};
use crate::project::files;
use crate::rules::Options;
use crate::text::digest::sha256;
use crate::text::{Moment, han};
use crate::workers::Workers;

/// A package of the run.
pub(crate) struct JudgedPackage {
    pub(crate) size: Option<u64>,
    pub(crate) modified: Option<Moment>,
    pub(crate) verdict: Result<Verdict, Failure>,
}

/// What all packages of a run are judged with.
pub(crate) struct BatchContext<'a> {
    args: &'a VerifyArgs,
    library: &'a Library,
    /// The notice of packages that name none.
    fallback: Result<Arc<Notice>, Failure>,
    options: Options,
    time: JudgingTime,
    workers: Workers,
    pub(crate) state: Option<BatchProgress>,
}

impl<'a> BatchContext<'a> {
    /// As the arguments say.
    pub(crate) fn new(args: &'a VerifyArgs, session: &Session<'a, '_>) -> Result<Self, Failure> {
        let env = &*session.env;
        let library = session.library;
        let terms = JudgeTerms { is_final: true, ..JudgeTerms::from(&args.judge) };
        let fallback = session.notice(args.notice.as_deref());
        let options = match &fallback {
            Ok(notice) => options(terms, env, notice, Vec::new())?,
            Err(failure) if args.notice.is_some() => return Err(failure.clone()),
            Err(_) => unchecked_options(terms, env, Vec::new())?,
        };
        let now = options.now;
        let is_named = args.judge.as_of.is_some() || env.var("PILOT_AS_OF").is_some();
        let time = if is_named { JudgingTime::Named(now) } else { JudgingTime::Today(now) };
        let workers = env.workers.clone();
        let mut context = Self { args, library, fallback, options, time, workers, state: None };
        if let Some(file) = &args.resume {
            let path = env.cwd.join(file);
            context.state = Some(
                BatchProgress::open(&path, &context.terms()?)
                    .map_err(|e| Failure::io("读写不了核验进度", &path, e))?,
            );
        }
        Ok(context)
    }

    fn terms(&self) -> Result<ProgressTerms, Failure> {
        let mut all = String::new();
        for id in self.library.ids() {
            let notice = self.notice(Some(&id))?;
            all.push_str(&format!(
                "{:?}\n{:?}\n{:?}\n",
                notice.profile, notice.cards, notice.divisions
            ));
        }
        Ok(ProgressTerms {
            tool: env!("CARGO_PKG_VERSION"),
            notices: sha256(all.as_bytes()),
            notice: self.args.notice.clone(),
            select: self.options.select.clone(),
            ignore: self.options.ignore.clone(),
        })
    }

    /// A notice by its id; without one, the notice of packages that name none.
    pub(crate) fn notice(&self, id: Option<&str>) -> Result<Arc<Notice>, Failure> {
        match id {
            Some(id) => load_notice(id, self.library),
            None => self.fallback.clone(),
        }
    }

    /// Judges one package. Whatever is wrong with it stays its own affair.
    pub(crate) fn judge_package(&self, target: &InboxItem) -> JudgedPackage {
        let meta = fs::metadata(&target.path);
        let (mut modified, mut size) = (None, None);
        if let Ok(meta) = &meta {
            modified = files::modified(meta);
            if meta.is_file() {
                size = Some(meta.len());
            }
        }
        let judged = catch_unwind(AssertUnwindSafe(|| {
            let meta = meta.map_err(|e| Failure::io("读不了", &target.path, e))?;
            if meta.is_dir() { self.folder(target) } else { self.file(target, &meta) }
        }));
        let verdict = judged.unwrap_or_else(|_| {
            Err(Failure::new(format!("{} 没能核验：程序内部出错，请把它发给维护者", target.shown)))
        });
        if let Ok(verdict) = &verdict {
            size = size.or(Some(verdict.files_size));
        }
        JudgedPackage { size, modified, verdict }
    }

    fn folder(&self, target: &InboxItem) -> Result<Verdict, Failure> {
        fs::read_dir(&target.path).map_err(|e| Failure::io("读不了", &target.path, e))?;
        self.judge(target, receive_folder(folder_files(&target.path)))
    }

    fn file(&self, target: &InboxItem, meta: &fs::Metadata) -> Result<Verdict, Failure> {
        if !meta.is_file() {
            return Err(Failure::new(format!("{} 不是普通文件", target.shown)));
        }
        if meta.len() > MAX_RECEIVED {
            let (size, limit) = (meta.len() / 1_000_000, MAX_RECEIVED / 1_000_000);
            return Err(Failure::new(format!(
                "{} 有 {size} MB，超过能核验的 {limit} MB",
                target.shown
            )));
        }
        let bytes = fs::read(&target.path).map_err(|e| Failure::io("读不了", &target.path, e))?;
        let name = file_name_of(&target.path);
        let Some(state) = &self.state else {
            return self.judge(target, receive_apart(&name, &bytes, &self.workers));
        };
        let path = target.path.to_string_lossy().into_owned();
        let key = PackageKey { path, size: bytes.len() as u64, sha256: sha256(&bytes) };
        if let Some(verdict) = state.known(&key, self.time) {
            return Ok(verdict);
        }
        let verdict = self.judge(target, receive_apart(&name, &bytes, &self.workers))?;
        state.add(&key, &verdict);
        Ok(verdict)
    }

    fn judge(&self, target: &InboxItem, received: Received<'_>) -> Result<Verdict, Failure> {
        let notice = self.notice_of(&received)?;
        let (project, report) =
            judge_received(&received, &notice, &self.options, &[], &self.workers);
        let file = file_name_of(&target.path);
        Ok(Verdict::of(&file, &received, &project, &notice, self.options.now, report))
    }

    /// The notice that a package is judged by: the one of the arguments, else the one that its
    /// manifest names. A notice that is named and not known is never replaced by another one.
    fn notice_of(&self, received: &Received<'_>) -> Result<Arc<Notice>, Failure> {
        if let Some(given) = &self.args.notice {
            return self.notice(Some(given));
        }
        let Some(manifest) = &received.manifest else { return self.notice(None) };
        if !self.library.ids().contains(&manifest.notice) {
            let shown = han::printable(&manifest.notice);
            return Err(Failure::new(format!("包里写明依据通知“{shown}”，这里没有这份通知"))
                .hint("加 --notice 通知文件（或文件夹、编号）再核验，不会用别的通知代替"));
        }
        self.notice(Some(&manifest.notice))
    }

    /// Tells each package what it has in common with others of the run.
    pub(crate) fn compare(&self, targets: &[InboxItem], seen: &mut [JudgedPackage]) {
        let (mut indices, mut marks) = (Vec::new(), Vec::new());
        let pairs = targets.iter().zip(seen.iter());
        for (index, (target, one)) in pairs.enumerate() {
            if let Ok(verdict) = &one.verdict {
                indices.push(index);
                marks.push((target.shown.as_str(), &verdict.marks));
            }
        }
        let duplicates = duplicates::duplicates(&marks);
        for (index, duplicates) in indices.into_iter().zip(duplicates) {
            if let Some(Ok(verdict)) = seen.get_mut(index).map(|one| &mut one.verdict)
                && let Ok(notice) = self.notice(Some(&verdict.notice.clone()))
            {
                verdict.add_duplicates(duplicates, &notice, &self.options);
            }
        }
        let cities = self.cities(seen);
        for one in seen {
            let Ok(verdict) = &mut one.verdict else { continue };
            if let Some(over) = city_counts::over_quota(verdict, &cities)
                && let Ok(notice) = self.notice(Some(&verdict.notice.clone()))
            {
                verdict.add_over_quota(over, &notice, &self.options);
            }
        }
    }

    /// The cities of the run.
    pub(crate) fn cities(&self, seen: &[JudgedPackage]) -> Vec<CityCount> {
        let verdicts: Vec<&Verdict> = seen.iter().flat_map(|one| &one.verdict).collect();
        city_counts::cities(&verdicts, &|id| self.notice(Some(id)).ok())
    }
}
