//! The one way in: finds a project or a plan, reads it, and decides by what it is judged.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::bundle;
use crate::bundle::checklist::mail_body::recipients;
use crate::diag::{FindingMeaning, Report};
use crate::notice::{Library, Need, Notice};
use crate::project::Project;
use crate::project::model::normal;
use crate::project::read::{self, PROJECT_FILE, ReadError};
use crate::text::{At, Sources, han};

use super::notices::{carried_notice_failure, unknown_notice};
use super::options::{JudgeTerms, options};
use super::{Session, baseline};
use crate::cli::pages::printed_by_system_fonts;
use crate::cli::report::Scope;
use crate::cli::terminal::failure::{Failure, shown};
use crate::cli::terminal::wording::word_document;
use crate::rules::Options;

/// What a verb is asked to open.
#[derive(Clone, Copy, Debug)]
pub(crate) enum OpenTarget<'a> {
    /// The project in a folder, or the nearest one upwards.
    Project(Option<&'a Path>),
    /// The same, or a plan by itself.
    ProjectOrPlan(Option<&'a Path>),
}

/// A project or a plan by itself, with the options it is judged by.
///
/// A `pilot.toml` with mistakes has one consequence for all verbs: other findings might be false,
/// so `options` selects only the rule that lists these mistakes. Verbs that report do so and fail;
/// verbs that make anything else refuse with `require_sound_config`.
pub(crate) struct Opened {
    pub(crate) project: Project,
    pub(crate) notice: Arc<Notice>,
    pub(crate) options: Options,
    pub(crate) config_is_broken: bool,
    /// Whether there is a project around the plan.
    pub(crate) is_project: bool,
}

/// What is at hand for a project that is not packed yet.
const PROJECT_HAS: [Need; 5] = [Need::Plan, Need::Facts, Need::Config, Need::Files, Need::Clock];

impl Session<'_, '_> {
    /// Opens what a verb works on.
    pub(crate) fn open(
        &self,
        target: OpenTarget<'_>,
        notice: Option<&str>,
        terms: JudgeTerms<'_>,
    ) -> Result<Opened, Failure> {
        let path = match target {
            OpenTarget::Project(path) | OpenTarget::ProjectOrPlan(path) => path,
        };
        let plan = match target {
            OpenTarget::ProjectOrPlan(Some(path)) if is_plan(&self.env.cwd.join(path)) => {
                Some(path)
            }
            _ => None,
        };
        let (mut read, have) = match plan {
            Some(plan) => self.read_plan(plan, notice)?,
            None => {
                let read = self.read_project(&self.project_root(path)?, notice)?;
                let have = project_has(&read.project);
                (read, have)
            }
        };
        read.project.machine_prints = printed_by_system_fonts(&read.project, &read.notice);
        let mut options = options(terms, self.env, &read.notice, have)?;
        let config_is_broken = !read.project.config.problems.is_empty();
        if config_is_broken {
            let card = read.notice.card_that_finds(FindingMeaning::BrokenConfig);
            let ids = card.iter().map(|card| &card.id.0);
            options.select = ids.cloned().collect();
            options.ignore.clear();
        }
        Ok(Opened {
            project: read.project,
            notice: read.notice,
            options,
            config_is_broken,
            is_project: plan.is_none(),
        })
    }

    /// Reads a project without judging it.
    pub(crate) fn read_project(
        &self,
        root: &Path,
        notice: Option<&str>,
    ) -> Result<read::OpenedProject, Failure> {
        let read = read::open(root, self.library, notice, &self.env.workers);
        let read = read.map_err(|fault| read_failure(fault, self.library))?;
        Ok(read)
    }

    /// Reads a plan by itself, and says what is at hand for it.
    fn read_plan(
        &self,
        plan: &Path,
        notice: Option<&str>,
    ) -> Result<(read::OpenedProject, Vec<Need>), Failure> {
        let notice = self.notice(notice)?;
        let path = self.env.cwd.join(plan);
        let id = &notice.profile.id;
        let read = read::open_plan(&path, self.library, id, &self.env.workers)
            .map_err(|fault| read_failure(fault, self.library))?;
        // A Word document is a file, too: comments and changes in it can be found.
        let have = if read.project.word.is_some() {
            vec![Need::Plan, Need::Files]
        } else {
            vec![Need::Plan]
        };
        Ok((read, have))
    }

    /// The folder of a project: the one given, or the nearest one upwards that holds `pilot.toml`.
    pub(crate) fn project_root(&self, path: Option<&Path>) -> Result<PathBuf, Failure> {
        let Some(path) = path else {
            let mut folders = self.env.cwd.ancestors();
            let found = folders.find(|folder| folder.join(PROJECT_FILE).exists());
            return found.map(Path::to_owned).ok_or_else(|| {
                Failure::new("这里和上级文件夹里都没有 pilot.toml")
                    .hint("先运行 pilot init 新建项目，或写明项目文件夹：pilot check 文件夹")
            });
        };
        let mut root = self.env.cwd.join(path);
        if root.file_name().is_some_and(|name| name == PROJECT_FILE)
            && let Some(folder) = root.parent()
        {
            root = folder.to_owned();
        }
        if root.join(PROJECT_FILE).exists() {
            Ok(root)
        } else if root.is_dir() {
            Err(Failure::new(format!("{} 里没有 pilot.toml", shown(path)))
                .hint("先运行 pilot init 新建项目，或换一个文件夹"))
        } else if root.is_file() {
            Err(Failure::new(format!("{} 不是项目文件夹，也不是方案文件", shown(path)))
                .hint("方案文件是 .md 或 .docx"))
        } else {
            Err(Failure::new(format!("没有 {} 这个文件夹", shown(path))))
        }
    }
}

impl Opened {
    /// Refuses to go on with a `pilot.toml` that has mistakes.
    pub(crate) fn require_sound_config(&self) -> Result<(), Failure> {
        let Some(problem) = self.project.config.problems.first() else { return Ok(()) };
        let source = self.project.sources.get(problem.at.source);
        let line = source.line(problem.at.span.start);
        Err(Failure::new(format!("pilot.toml 第 {line} 行：{}", problem.message))
            .hint("先运行 pilot check 把 pilot.toml 改对"))
    }

    /// Plans the package as far as its files are there, so that their sizes are judged before
    /// anything is typeset: a plan whose PDF is still to be made counts nothing yet.
    pub(crate) fn plan_package(&mut self) {
        let supplied = self.project.config.plan.pdf.as_ref();
        let path = supplied.map(|pdf| self.project.root.join(normal(&pdf.value)));
        let pdf = path.and_then(|path| std::fs::read(path).ok());
        let planned = bundle::plan(&self.project, &self.notice, pdf.unwrap_or_default());
        let (to, cc) = recipients(&self.project, &self.notice.profile);
        self.project.package = Some(planned.package([to, cc].concat()));
        self.options.have.push(Need::Package);
    }

    /// Takes out of a report what the baseline lists. What is sent is judged in full, and a broken
    /// `pilot.toml` has no baseline.
    pub(crate) fn hide_known(&self, report: &mut Report) -> Result<Scope, Failure> {
        let mut scope = Scope::default();
        if self.is_project
            && !self.config_is_broken
            && !self.options.is_final
            && let Some(known) = baseline::load(&self.project.root)?
        {
            let hidden = known.hide(report, &self.project.sources);
            (scope.baseline, scope.removable) = (hidden.listed, hidden.gone);
        }
        Ok(scope)
    }
}

/// What is at hand for a project: without the text of a plan, rules about it are not judged.
fn project_has(project: &Project) -> Vec<Need> {
    let mut have = PROJECT_HAS.to_vec();
    have.retain(|need| *need != Need::Plan || project.plan.is_some());
    have
}

/// Whether a path is that of a plan by itself.
pub(crate) fn is_plan(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    let ending = ending.to_string_lossy().to_lowercase();
    let is_text = ending == "md" || ending == "markdown";
    (is_text || read::is_word(&path.to_string_lossy())) && !path.is_dir()
}

/// Why a project could not be opened, in Chinese.
pub(crate) fn read_failure(fault: ReadError, library: &Library) -> Failure {
    match fault {
        ReadError::Io(path, error) => Failure::io("读不了", &path, error),
        ReadError::NotText { path, line } => Failure::new(format!(
            "{} 第 {line} 行起不是 UTF-8 文字：夹有别的编码、空字节或损坏的内容",
            shown(&path)
        ))
        .hint("删去这一行里的乱码；整个文件不是 UTF-8 的，在编辑器里另存为 UTF-8 编码")
        .hint("（记事本：另存为 → 编码 UTF-8）"),
        ReadError::NoPlanText(files) => {
            let names: Vec<String> = files.iter().map(|file| han::printable(file)).collect();
            Failure::new(format!("[plan] files 里有读不了的方案：{}", names.join("、")))
                .hint("方案写成 .md、.markdown、.txt 或 .docx；成品 PDF 写在 pdf = \"…\"")
        }
        ReadError::Word(path, fault) => word_document::failure(&path, fault),
        ReadError::NotAlone(files) => {
            let names: Vec<String> = files.iter().map(|file| han::printable(file)).collect();
            Failure::new(format!(
                "Word 方案只能是一个文件，[plan] files 却有 {} 个：{}",
                files.len(),
                names.join("、")
            ))
            .hint(concat!(
                "只写一个 .docx，如 files = [\"实施方案.docx\"]；",
                "或用 pilot import 转成 Markdown 后再拆分"
            ))
        }
        ReadError::NoNotice => Failure::new("pilot.toml 没有写明依据哪个通知")
            .hint(format!("写 notice = \"…\"，可用：{}", library.ids().join("、"))),
        ReadError::UnknownNotice(id) => unknown_notice(&id, library),
        ReadError::Carried(fault) => carried_notice_failure(fault),
        ReadError::Notice(error) => error.into(),
    }
}

/// File and line of a place.
pub(crate) fn line_of(sources: &Sources, at: At) -> String {
    let source = sources.get(at.source);
    format!("{}:{}", source.name, source.line(at.span.start))
}
