//! `pilot read FOLDER --check`: all that is wrong with the folder of a notice.

use std::path::{Path, PathBuf};

use crate::cli::session::Session;
use crate::cli::session::notice_proof;
use crate::cli::terminal::args::ReadFormat;
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::{Failure, shown};
use crate::cli::terminal::wording::notice_files;
use crate::notice::{AddedNotice, Library, NoticeFault, NoticeFaultKind};

/// A notice's folder that was named on the command line.
pub(super) struct NoticeFolder {
    pub(super) path: PathBuf,
    /// The id that its profile states, or the folder's name.
    pub(super) id: String,
    notice: AddedNotice,
}

impl NoticeFolder {
    /// The folder of a path, with its real name where the path is `.`.
    pub(super) fn of(path: &Path, cwd: &Path) -> Result<Self, Failure> {
        let whole = cwd.join(path);
        let real = whole.canonicalize().map_err(|error| Failure::io("读不了", path, error))?;
        if !real.is_dir() {
            return Err(Failure::new(format!("{} 不是文件夹", shown(path)))
                .hint("--check 和 --confirm 用于通知文件夹（里面有 profile.toml 和 notice.txt）")
                .hint("先用 pilot new notice 编号 --from 通知 写出文件夹"));
        }
        let notice = AddedNotice::read(&real).map_err(|error| Failure::unreadable(&real, error))?;
        let id = notice.id_or_name(&real);
        Ok(Self { path: real, id, notice })
    }

    /// A library that has this folder beside the built-in notices.
    pub(super) fn added_to(&self, library: Library) -> Library {
        library.add(self.id.clone(), self.notice.clone());
        library
    }
}

/// Lists the faults; exit status 1 if there are any.
pub(super) fn run(
    path: &Path,
    format: ReadFormat,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Failure> {
    let folder = NoticeFolder::of(path, &session.env.cwd)?;
    let faults = faults(&folder)?;
    let text = match format {
        ReadFormat::Json => json(&faults),
        ReadFormat::Human | ReadFormat::Markdown => human(&folder.id, &faults),
        ReadFormat::Html | ReadFormat::Docx => {
            return Err(Failure::new("--check 只有 human、json、markdown 三种格式"));
        }
    };
    session.env.out.write_all(text.as_bytes())?;
    Ok(if faults.is_empty() { Exit::Clean } else { Exit::Findings })
}

fn faults(folder: &NoticeFolder) -> Result<Vec<NoticeFault>, Failure> {
    let library = folder.added_to(notice_proof::checking_library());
    if !folder.path.join("profile.toml").is_file() {
        let file = format!("{}/profile.toml", folder.id);
        let kind = NoticeFaultKind::MissingFile;
        return Ok(vec![NoticeFault { file, line: None, kind }]);
    }
    match library.load(&folder.id) {
        Ok(_) => Ok(Vec::new()),
        Err(error) => Ok(error.faults),
    }
}

fn human(id: &str, faults: &[NoticeFault]) -> String {
    if faults.is_empty() {
        return format!("{id}：没有发现毛病，原话、日期、编号和规则的例子都对得上\n");
    }
    let mut text = String::new();
    for fault in faults {
        text.push_str(&notice_files::line(fault));
        text.push('\n');
    }
    text.push_str(&format!("共 {} 处\n", faults.len()));
    text
}

fn json(faults: &[NoticeFault]) -> String {
    let mut rows = Vec::new();
    for fault in faults {
        rows.push(serde_json::json!({
            "file": fault.file,
            "line": fault.line,
            "message": notice_files::words(&fault.kind),
        }));
    }
    format!("{:#}\n", serde_json::json!({ "format": 1, "faults": rows }))
}
