//! Which notice a run works with.

use std::path::PathBuf;
use std::sync::Arc;

use crate::notice::{Library, Notice};
use crate::project::Config;
use crate::project::carried_notice::{self, CarriedNoticeError};
use crate::project::read::PROJECT_FILE;
use crate::text::{SourceId, SourceText, han};

use super::{Session, notice_proof};
use crate::cli::terminal::env::Env;
use crate::cli::terminal::failure::Failure;

/// The built-in notices and those of `--outline`.
pub(crate) fn library(dirs: &[PathBuf], env: &Env<'_>) -> Result<Library, Failure> {
    let mut library = notice_proof::library();
    for dir in dirs {
        let path = env.cwd.join(dir);
        library
            .add_dir(&path)
            .map_err(|error| Failure::unreadable(dir, error).about("--outline"))?;
    }
    Ok(library)
}

impl Session<'_, '_> {
    /// The notice that a command without a project works with: the one named, the project's, or
    /// the only one that is no sample.
    pub(crate) fn notice(&self, id: Option<&str>) -> Result<Arc<Notice>, Failure> {
        let chosen = match id {
            Some(id) => Some(id.to_owned()),
            None => self.notice_of_project()?.or_else(|| self.library.default_id()),
        };
        // The notice of a project is among them only after it was looked for.
        let ids = self.library.ids();
        let Some(chosen) = chosen else {
            return Err(Failure::new("没有写明依据哪个通知")
                .hint(format!("加 --notice 编号，可用：{}", ids.join("、"))));
        };
        if !ids.contains(&chosen) {
            return Err(unknown_notice(&chosen, self.library));
        }
        load_notice(&chosen, self.library)
    }

    /// The notice of the project that the command runs in, if there is one that is known.
    fn notice_of_project(&self) -> Result<Option<String>, Failure> {
        let Ok(root) = self.project_root(None) else { return Ok(None) };
        let Ok(text) = std::fs::read_to_string(root.join(PROJECT_FILE)) else { return Ok(None) };
        let source = SourceText::new(PROJECT_FILE, text);
        let Some(named) = Config::notice_of(SourceId(0), &source) else { return Ok(None) };
        let named = named.value;
        if carried_notice::is_path(&named) {
            let added = carried_notice::add(&root, &named, self.library);
            return added.map(Some).map_err(carried_notice_failure);
        }
        if self.library.ids().contains(&named) { Ok(Some(named)) } else { Ok(None) }
    }
}

/// A notice by its id.
pub(crate) fn load_notice(id: &str, library: &Library) -> Result<Arc<Notice>, Failure> {
    Ok(library.load(id)?)
}

pub(super) fn unknown_notice(id: &str, library: &Library) -> Failure {
    let ids = library.ids();
    Failure::new(format!("没有编号为“{}”的通知", han::printable(id)))
        .hint_nearest(id, ids.iter().map(String::as_str))
        .hint(format!("可用：{}；也可以直接写通知的文件或文件夹", ids.join("、")))
}

/// Why the folder that `pilot.toml` names gives no notice.
pub(crate) fn carried_notice_failure(fault: CarriedNoticeError) -> Failure {
    match fault {
        CarriedNoticeError::Outside(path) => Failure::new(format!(
            "pilot.toml 的 notice = \"{}\" 指到项目外面，不读",
            han::printable(&path)
        ))
        .hint("通知的文件夹要放在项目里，写成 notice = \"./notice\"；不能用 .. 和绝对路径"),
        CarriedNoticeError::NoFolder(path) => Failure::new(format!(
            "pilot.toml 的 notice = \"{}\"：项目里没有这个文件夹",
            han::printable(&path)
        ))
        .hint(
            "把通知的文件夹放回项目里（不能是链接），或写内置通知的编号（见 pilot list notices）",
        ),
        CarriedNoticeError::NoProfile(path) => {
            Failure::new(format!("通知的文件夹 {} 里没有 profile.toml", han::printable(&path)))
                .hint(
                    "用 pilot init --notice 通知文件 新建项目时会写好；或用 pilot new notice 起草",
                )
        }
        CarriedNoticeError::Unreadable(path, error) => {
            Failure::unreadable(&path, error).about("通知的文件夹")
        }
    }
}
