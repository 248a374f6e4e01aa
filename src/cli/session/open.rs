//! What the judging commands share: the library, the options, finding and opening a project.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::Severity;
use crate::notice::{Library, Need, Notice};
use crate::project::config::nearest;
use crate::project::read::{self, OpenedProject, PROJECT_FILE, ReadError};
use crate::rules::Options;
use crate::text::{At, Moment, Sources, han};

use crate::cli::terminal::args::{FailOn, JudgeArgs};
use crate::cli::terminal::env::Env;
use crate::cli::terminal::failure::{Failure, shown};
use crate::cli::terminal::wording::word_document;

/// The built-in notices and those of `--outline`.
pub(crate) fn library(dirs: &[PathBuf], env: &Env<'_>) -> Result<Library, Failure> {
    let mut library = Library::default();
    for dir in dirs {
        let path = env.cwd.join(dir);
        library
            .add_dir(&path)
            .map_err(|e| Failure::new(format!("读不了 --outline {}：{e}", dir.display())))?;
    }
    Ok(library)
}

/// The moment of judging: `--as-of`, `PILOT_AS_OF`, or the clock.
pub(crate) fn moment(as_of: Option<&str>, env: &Env<'_>) -> Result<Moment, Failure> {
    let (text, from) = match (as_of, env.var("PILOT_AS_OF")) {
        (Some(text), _) => (text, "--as-of"),
        (None, Some(text)) => (text, "PILOT_AS_OF"),
        (None, None) => return Ok(env.now),
    };
    Moment::parse(text).ok_or_else(|| {
        Failure::new(format!("{from} 不是一个时间：{}", han::printable(text)))
            .hint("写成 2023-10-16 或 2023-10-16T09:00（北京时间）")
    })
}

/// The options of a run.
pub(crate) fn options(
    args: &JudgeArgs,
    env: &Env<'_>,
    notice: &Notice,
    have: Vec<Need>,
) -> Result<Options, Failure> {
    for (flag, list) in [("--select", &args.select), ("--ignore", &args.ignore)] {
        for name in list {
            if notice.card(name).is_none() && !notice.unbound.iter().any(|u| u.as_str() == name) {
                let mut failure =
                    Failure::new(format!("{flag} 里没有名为“{}”的规则", han::printable(name)));
                if let Some(near) = nearest(name, notice.cards.iter().map(|c| c.id.as_str())) {
                    failure = failure.hint(format!("您是不是要写 {near}？"));
                }
                return Err(failure.hint("全部规则见 pilot list rules"));
            }
        }
    }
    options_unproved(args, env, have)
}

/// The options of a run whose notice is not known yet: names of rules are not looked up.
pub(crate) fn options_unproved(
    args: &JudgeArgs,
    env: &Env<'_>,
    have: Vec<Need>,
) -> Result<Options, Failure> {
    Ok(Options {
        now: moment(args.as_of.as_deref(), env)?,
        is_final: args.is_final,
        have,
        select: args.select.clone(),
        ignore: args.ignore.clone(),
    })
}

/// The severity from which on a run fails.
pub(crate) fn threshold(args: &JudgeArgs) -> Severity {
    match args.fail_on {
        FailOn::Error => Severity::Error,
        FailOn::Warning => Severity::Warning,
        FailOn::Info => Severity::Info,
    }
}

/// The folder of a project: the one given, or the nearest one upwards that holds `pilot.toml`.
pub(crate) fn project_root(path: Option<&Path>, env: &Env<'_>) -> Result<PathBuf, Failure> {
    if let Some(path) = path {
        let root = env.cwd.join(path);
        let root = if root.file_name().is_some_and(|n| n == PROJECT_FILE) {
            root.parent().map(Path::to_owned).unwrap_or(root)
        } else {
            root
        };
        return if root.join(PROJECT_FILE).exists() {
            Ok(root)
        } else if root.is_dir() {
            Err(Failure::new(format!("{} 里没有 pilot.toml", shown(path)))
                .hint("先运行 pilot init 新建项目，或换一个文件夹"))
        } else if root.is_file() {
            Err(Failure::new(format!("{} 不是项目文件夹，也不是方案文件", shown(path)))
                .hint("方案文件是 .md 或 .docx"))
        } else {
            Err(Failure::new(format!("没有 {} 这个文件夹", shown(path))))
        };
    }
    let found = env.cwd.ancestors().find(|dir| dir.join(PROJECT_FILE).exists());
    found.map(Path::to_owned).ok_or_else(|| {
        Failure::new("这里和上级文件夹里都没有 pilot.toml")
            .hint("先运行 pilot init 新建项目，或写明项目文件夹：pilot check 文件夹")
    })
}

/// Opens a project for a command.
pub(crate) fn open(
    root: &Path,
    library: &Library,
    notice: Option<&str>,
) -> Result<OpenedProject, Failure> {
    read::open(root, library, notice).map_err(|fault| read_failure(fault, library))
}

/// Why a project could not be opened, in Chinese.
pub(crate) fn read_failure(fault: ReadError, library: &Library) -> Failure {
    match fault {
        ReadError::Io(path, error) => Failure::io("读不了", &path, &error),
        ReadError::NotText(path) => Failure::new(format!("{} 不是 UTF-8 文字", shown(&path)))
            .hint("在编辑器里另存为 UTF-8 编码（记事本：另存为 → 编码 UTF-8）"),
        ReadError::Word(path, fault) => word_document::failure(&path, fault),
        ReadError::NotAlone(files) => {
            let names: Vec<String> = files.iter().map(|f| han::printable(f)).collect();
            Failure::new(format!("Word 方案只能是一个文件，[plan] files 却有 {} 个：{}", files.len(), names.join("、")))
                .hint("只写一个 .docx，如 files = [\"实施方案.docx\"]；或用 pilot import 转成 Markdown 后再拆分")
        }
        ReadError::NoNotice => Failure::new("pilot.toml 没有写明依据哪个通知")
            .hint(format!("写 notice = \"…\"，可用：{}", library.ids().join("、"))),
        ReadError::UnknownNotice(id) => unknown_notice(&id, library),
        ReadError::Notice(what) => notice_fault(&what),
    }
}

fn unknown_notice(id: &str, library: &Library) -> Failure {
    let ids = library.ids();
    let mut failure = Failure::new(format!("没有编号为“{}”的通知", han::printable(id)));
    if let Some(near) = nearest(id, ids.iter().map(String::as_str)) {
        failure = failure.hint(format!("您是不是要写 {near}？"));
    }
    failure.hint(format!("可用：{}；另加的通知用 --outline 文件夹", ids.join("、")))
}

/// The notice that a command without a project works with: the one named, the project's, or the
/// only one that is no sample.
pub(crate) fn notice(
    id: Option<&str>,
    library: &Library,
    env: &Env<'_>,
) -> Result<Arc<Notice>, Failure> {
    let ids = library.ids();
    let chosen = match id {
        Some(id) => id.to_owned(),
        None => match notice_of_project(library, env).or_else(|| library.default_id()) {
            Some(id) => id,
            None => {
                return Err(Failure::new("没有写明依据哪个通知")
                    .hint(format!("加 --notice 编号，可用：{}", ids.join("、"))));
            }
        },
    };
    if !ids.contains(&chosen) {
        return Err(unknown_notice(&chosen, library));
    }
    load(&chosen, library)
}

/// A notice by its id.
pub(crate) fn load(id: &str, library: &Library) -> Result<Arc<Notice>, Failure> {
    library.load(id).map_err(|what| notice_fault(&what))
}

/// A fault in the files of a notice: who writes those is told the file and what its reader says,
/// line by line.
pub(crate) fn notice_fault(what: &str) -> Failure {
    let mut lines = what.trim_end().lines().map(han::printable);
    let failure = Failure::new(format!("通知的数据有误：{}", lines.next().unwrap_or_default()));
    lines.fold(failure, Failure::hint)
}

fn notice_of_project(library: &Library, env: &Env<'_>) -> Option<String> {
    let root = project_root(None, env).ok()?;
    let text = std::fs::read_to_string(root.join(PROJECT_FILE)).ok()?;
    let source = crate::text::SourceText::new(PROJECT_FILE, text);
    let named = crate::project::Config::notice_of(crate::text::SourceId(0), &source)?.value;
    library.ids().contains(&named).then_some(named)
}

/// File and line of a place.
pub(crate) fn line_of(sources: &Sources, at: At) -> String {
    let source = sources.get(at.source);
    format!("{}:{}", source.name, source.line(at.span.start))
}
