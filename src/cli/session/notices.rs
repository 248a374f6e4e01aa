//! Which notice a run works with.

use std::path::PathBuf;
use std::sync::Arc;

use crate::notice::{Library, Notice};
use crate::project::Config;
use crate::project::read::PROJECT_FILE;
use crate::text::{SourceId, SourceText, han};

use super::Session;
use crate::cli::terminal::env::Env;
use crate::cli::terminal::failure::Failure;

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

impl Session<'_, '_> {
    /// The notice that a command without a project works with: the one named, the project's, or
    /// the only one that is no sample.
    pub(crate) fn notice(&self, id: Option<&str>) -> Result<Arc<Notice>, Failure> {
        let ids = self.library.ids();
        let chosen = match id {
            Some(id) => Some(id.to_owned()),
            None => self.notice_of_project().or_else(|| self.library.default_id()),
        };
        let Some(chosen) = chosen else {
            return Err(Failure::new("没有写明依据哪个通知")
                .hint(format!("加 --notice 编号，可用：{}", ids.join("、"))));
        };
        if !ids.contains(&chosen) {
            return Err(unknown_notice(&chosen, self.library));
        }
        load_notice(&chosen, self.library)
    }

    fn notice_of_project(&self) -> Option<String> {
        let root = self.project_root(None).ok()?;
        let text = std::fs::read_to_string(root.join(PROJECT_FILE)).ok()?;
        let source = SourceText::new(PROJECT_FILE, text);
        let named = Config::notice_of(SourceId(0), &source)?.value;
        if self.library.ids().contains(&named) { Some(named) } else { None }
    }
}

/// A notice by its id.
pub(crate) fn load_notice(id: &str, library: &Library) -> Result<Arc<Notice>, Failure> {
    library.load(id).map_err(Failure::from)
}

pub(super) fn unknown_notice(id: &str, library: &Library) -> Failure {
    let ids = library.ids();
    Failure::new(format!("没有编号为“{}”的通知", han::printable(id)))
        .hint_nearest(id, ids.iter().map(String::as_str))
        .hint(format!("可用：{}；另加的通知用 --outline 文件夹", ids.join("、")))
}
