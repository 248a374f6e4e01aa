//! `pilot pack`: check, typeset, plan, write, receive the written bytes, and only then move them into `dist/`.

use std::io::{Seek, SeekFrom};
use std::path::Path;

use crate::bundle::checklist;
use crate::bundle::checklist::facts::Facts;
use crate::bundle::checklist::mail::{mail_body, recipients};
use crate::bundle::checklist::words::{size_words, subject_words};
use crate::bundle::mail::write::{Message, message_size, write_message};
use crate::bundle::place::Staging;
use crate::bundle::set::set_names;
use crate::bundle::{self, Bundle};
use crate::diag::Report;
use crate::outline::{Library, Need, Notice};
use crate::project::read::Opened;
use crate::project::{Project, facts};
use crate::rules::{self, Context, Options};
use crate::text::han;

use super::args::{PackArgs, ReportFormat};
use super::check;
use super::env::Env;
use super::exit::Exit;
use super::failure::{self, Failure};
use super::output::{self, Color, Judged};
use super::produce::{self, Produced};
use super::talk::Talk;
use super::volume::{self, Made};
use super::{export, git, judge, machine, shrink, tables, verify};

pub(super) fn run(args: &PackArgs, library: &Library, env: &mut Env<'_>, color: Color, talk: Talk) -> Result<Exit, Failure> {
    let root = judge::project_root(args.path.as_deref(), env)?;
    let mut opened = judge::open(&root, library, None)?;
    machine::look_for_fonts(&mut opened);
    let Opened { mut project, notice } = opened;
    let mut options = judge::options(&args.judge, env, &notice, check::at_hand(&project))?;
    options.is_final = true;
    let broken = !project.config.problems.is_empty();
    if broken {
        check::only_config(&mut options);
    }
    let report = rules::run(&project, &notice, &options);
    if broken || report.blocks_pack() {
        output::deliver(&[Judged::of(args.judge.format, project, &notice, options.now, report)], &args.judge, env, color)?;
        talk.done(env, "没有打包，dist/ 没有改动");
        return Ok(if broken { Exit::Failed } else { Exit::Findings });
    }
    talk.step(env, "正在排版……");
    let produced = produce::pdf(&project, &notice, env)?;
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
        return list(&bundle, &notice, env);
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
    let set = Set { notice: &notice, options: &options, report: &report, bundle: &bundle, produced: &produced, volume };
    let (staging, package) = set.write(&root, &project).map_err(untouched)?;
    // The sizes of archive and message are known only now; so the whole is judged once more, with them.
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
    let [archive, ..] = set_names(&bundle.folder);
    let archive = staging.path(&archive);
    // A package's facts tell nothing of waivers; what they say was already taken into account.
    options.ignore.extend(project.config.waivers.iter().map(|w| w.rule.value.clone()));
    verify::received::prove(&archive, &notice, &options, &project.files).map_err(untouched)?;
    let help = if shrink::is_large(&report) { shrink::advice(&planned, args.shrink).map_err(untouched)? } else { Vec::new() };
    let placed = staging.place().map_err(|e| untouched(e.into()))?;
    let exit = if report.reaches(judge::threshold(&args.judge)) { Exit::Findings } else { Exit::Clean };
    output::deliver(&[Judged::of(args.judge.format, project, &notice, options.now, report)], &args.judge, env, color)?;
    help.iter().for_each(|line| talk.done(env, line));
    if args.judge.format == ReportFormat::Human && args.judge.output.is_none() {
        summary(&placed, &produced, env)?;
    }
    Ok(exit)
}

/// Says why nothing was packed, and what would help where it is too large.
fn refuse(
    args: &PackArgs,
    judged: Judged,
    report: &Report,
    planned: &Bundle,
    env: &mut Env<'_>,
    color: Color,
    talk: Talk,
) -> Result<Exit, Failure> {
    output::deliver(&[judged], &args.judge, env, color)?;
    env.out.flush()?;
    if shrink::is_large(report) {
        talk.step(env, "正在试做小副本……");
        shrink::advice(planned, args.shrink).map_err(untouched)?.iter().for_each(|line| talk.done(env, line));
    }
    talk.done(env, "没有打包，dist/ 没有改动");
    Ok(Exit::Findings)
}

/// A failure before the set was moved.
fn untouched(failure: Failure) -> Failure {
    failure.hint("没有打包，dist/ 没有改动")
}

/// A package on its way.
struct Set<'a> {
    notice: &'a Notice,
    options: &'a Options,
    report: &'a Report,
    bundle: &'a Bundle,
    produced: &'a Produced,
    volume: Option<&'a Made>,
}

/// The print volume, if the notice wants paper. Without one the rest is packed all the same: the check list says what to print.
fn bind(project: &Project, notice: &Notice, bundle: &Bundle, produced: &Produced, env: &mut Env<'_>, talk: Talk) -> Option<Made> {
    notice.profile.deliver.paper.as_ref()?;
    talk.step(env, "正在排合订本……");
    match volume::bind(project, notice, bundle, produced) {
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

impl Set<'_> {
    /// Writes archive, message and checklist into a folder of their own beside `dist/`; tells their sizes.
    fn write(&self, root: &Path, project: &Project) -> Result<(Staging, crate::project::Package), Failure> {
        let bundle = self.bundle;
        let [zip_name, eml_name, volume_name, checklist_name] = set_names(&bundle.folder);
        let mut staging = Staging::new(&root.join("dist"))?;
        let calendar = Context::new(project, self.notice, self.options).calendar;
        let (to, cc) = recipients(project, &self.notice.profile);
        let texts = Facts {
            project,
            notice: self.notice,
            calendar: &calendar,
            report: self.report,
            subject: &bundle.subject,
            folder: &bundle.folder,
            to: &to,
            cc: &cc,
            content_code: &self.produced.code,
            is_printed: self.produced.pages.is_some(),
            as_of: self.options.now,
            volume: self.volume.map(|made| &made.facts),
        };
        let facts = self.facts(root, project);
        let mut zip = staging.create(&zip_name)?;
        let written =
            bundle::write(bundle, &facts, &|files| checklist::text(&texts, files), &mut zip).map_err(|e| Failure::new(e.to_string()))?;
        let mut package = bundle.package(to.iter().chain(&cc).cloned().collect());
        package.archive_size = Some(written.archive_size);
        zip.seek(SeekFrom::Start(0))?;
        let sha256 = hash(&mut zip)?;
        zip.seek(SeekFrom::Start(0))?;
        let files = &written.manifest.entries;
        let mut message_bytes = None;
        if self.notice.profile.deliver.mail.is_some() && !to.is_empty() {
            let message = Message {
                from: project.config.mail.from.as_ref().map(|f| f.value.clone()),
                to: to.clone(),
                cc: cc.clone(),
                subject: bundle.subject.clone(),
                date: Some(self.options.now),
                body: mail_body(&texts, files, written.archive_size, &sha256),
                attachment: zip_name.clone(),
                key: sha256,
            };
            let size = message_size(&message, written.archive_size).map_err(Failure::new)?;
            let mut eml = staging.create(&eml_name)?;
            write_message(&message, &mut zip, &mut eml)?;
            message_bytes = Some(size);
        }
        package.message_size = message_bytes;
        let markdown = checklist::markdown(&texts, files, written.archive_size, message_bytes);
        match self.volume {
            Some(made) => std::io::Write::write_all(&mut staging.create(&volume_name)?, &made.pdf)?,
            // One of a former run must not lie beside this set.
            None => staging.leave_behind(&volume_name),
        }
        std::io::Write::write_all(&mut staging.create(&checklist_name)?, markdown.as_bytes())?;
        Ok((staging, package))
    }

    fn facts(&self, root: &Path, project: &Project) -> bundle::Facts<'_> {
        let profile = &self.notice.profile;
        let day = profile.signed_on.or(profile.posted_on).map_or_else(|| self.options.now.day(), |d| d.0);
        let inside = |path: &str| {
            let file = root.join(crate::project::model::normal(path));
            let entry = self.bundle.entries.iter().find(|e| e.source() == Some(file.as_path()));
            entry.map(|e| e.path.clone())
        };
        bundle::Facts {
            notice: profile.id.clone(),
            day,
            as_of: self.options.now,
            content_code: self.produced.code.clone(),
            plan_digest: self.produced.digest.clone(),
            project: facts::with_paths(&facts::facts(&project.config), &inside),
            report: self.report,
            git: git::state(root),
            fonts: self.produced.fonts.clone(),
        }
    }
}

fn hash(file: &mut impl std::io::Read) -> Result<String, Failure> {
    use sha2::Digest as _;
    let mut hasher = sha2::Sha256::new();
    std::io::copy(file, &mut HashWriter(&mut hasher))?;
    Ok(facts::hex(&hasher.finalize()))
}

struct HashWriter<'a>(&'a mut sha2::Sha256);

impl std::io::Write for HashWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        use sha2::Digest as _;
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn list(bundle: &Bundle, notice: &Notice, env: &mut Env<'_>) -> Result<Exit, Failure> {
    let mut rows: Vec<Vec<String>> =
        bundle.entries.iter().map(|e| vec![size_words(e.contents.size()), bundle.full_path(&e.path)]).collect();
    for name in ["SHA256SUMS", "manifest.json", "报送清单.txt"] {
        rows.push(vec!["打包时生成".to_owned(), bundle.full_path(name)]);
    }
    let subject = match &notice.profile.deliver.mail {
        Some(mail) => subject_words(mail, &bundle.subject),
        None => bundle.subject.clone(),
    };
    let mut text = format!("邮件题目：{}\n", han::printable(&subject));
    text.push_str(&tables::lines(&["大小", "文件"], &rows));
    text.push_str(&format!("合计 {}\n", size_words(bundle.files_size())));
    for left in &bundle.left_out {
        text.push_str(&format!("不能打包：{}（{}）\n", han::printable(&left.path), left.why));
    }
    env.out.write_all(text.as_bytes())?;
    Ok(Exit::Clean)
}

fn summary(placed: &[std::path::PathBuf], produced: &Produced, env: &mut Env<'_>) -> Result<(), Failure> {
    let mut text = String::from("\n已写好：\n");
    for path in placed {
        let size = std::fs::metadata(path).map_or(0, |m| m.len());
        let shown = path.strip_prefix(&env.cwd).unwrap_or(path);
        text.push_str(&format!("  {}  {}\n", failure::shown(shown), size_words(size)));
    }
    if let Some(pages) = produced.pages {
        text.push_str(&format!("方案 {pages} 页；"));
    }
    // What was supplied or converted has no code on its pages.
    let printed = if produced.pages.is_some() {
        "与封面、页脚、清单、邮件一致"
    } else {
        "印在清单和邮件里；方案是现成的 PDF，页面上没有"
    };
    text.push_str(&format!("内容码 {}，{printed}\n", produced.code));
    env.out.write_all(text.as_bytes())?;
    env.out.flush()?;
    Ok(())
}
