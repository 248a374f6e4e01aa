//! `pilot init --ci` in a project that is already there: only the files for build servers.

use std::path::{Path, PathBuf};

use crate::project::read::PROJECT_FILE;
use crate::scaffold::{self, Ci};
use crate::text::han;

use crate::cli::session::Session;
use crate::cli::terminal::args::{CiKind, InitArgs};
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::Failure;
use crate::cli::terminal::new_files;

/// The build servers that are named.
pub(super) fn kinds(args: &InitArgs) -> Vec<Ci> {
    let kind = |kind: &CiKind| match kind {
        CiKind::Github => Ci::Github,
        CiKind::Gitlab => Ci::Gitlab,
        CiKind::Gitee => Ci::Gitee,
    };
    args.ci.kinds.iter().map(kind).collect()
}

/// The project that only gets further files: `--ci` is given, nothing that a new project is made
/// of, and a project is there.
pub(super) fn project(args: &InitArgs, session: &Session<'_, '_>) -> Option<PathBuf> {
    let about_new =
        [&args.category, &args.name, &args.applicant, &args.division].iter().any(|a| a.is_some())
            || args.answers.is_some();
    if args.ci.kinds.is_empty() || about_new {
        return None;
    }
    match &args.dir {
        Some(dir) => {
            let root = session.env.cwd.join(dir);
            if root.join(PROJECT_FILE).exists() { Some(root) } else { None }
        }
        None => session.project_root(None).ok(),
    }
}

/// Writes the files.
pub(super) fn run(
    root: &Path,
    args: &InitArgs,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Failure> {
    let opened = session.read_project(root, args.notice.as_deref())?;
    let files = scaffold::ci(&opened.notice, &kinds(args));
    if files.is_empty() {
        return Err(Failure::new("这份通知的数据里没有自动检查的文件")
            .hint("内置的通知都有；自写的通知要在 include 里写 common"));
    }
    new_files::put(root, &files)?;
    let shown = han::printable(&root.display().to_string());
    session.done(&format!("已在 {shown} 加入自动检查："));
    for file in &files {
        session.done(&format!("  {}", file.path));
    }
    if let Some(top) = repository(root).filter(|top| top.as_path() != root) {
        let top = han::printable(&top.display().to_string());
        session.done(&format!(
            "平台只看仓库最上层（{top}）的这些文件：请移到那里，并在 pilot check 后面写上项目文件夹"
        ));
    }
    Ok(Exit::Clean)
}

/// The top of the repository that a folder lies in.
fn repository(root: &Path) -> Option<PathBuf> {
    let mut folders = root.ancestors();
    let repository = folders.find(|folder| folder.join(".git").exists())?;
    Some(repository.to_owned())
}
