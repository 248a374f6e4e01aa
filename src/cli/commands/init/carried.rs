//! The notice that a new project takes along: its folder, written as `notice/`.

use std::path::Path;

use crate::notice::library::FORMS;
use crate::notice::{AddedNotice, stub};
use crate::project::NewFile;
use crate::project::carried_notice::{self, NOTICE_FOLDER};

use crate::cli::session::{Session, carried_notice_failure};
use crate::cli::terminal::failure::Failure;

/// How the paths of its files begin.
pub(super) const PREFIX: &str = "notice/";

/// The files of the folder; none for a notice that is built in, or that cannot be taken along.
pub(super) fn files(id: &str, session: &mut Session<'_, '_>) -> Result<Vec<NewFile>, Failure> {
    let Some(notice) = session.library.added_notice(id) else { return Ok(Vec::new()) };
    let foreign: Vec<String> = foreign_includes(&notice, session);
    if !foreign.is_empty() {
        session.done(&format!(
            "通知 {id} 还用到别的文件夹（{}），不能带进项目：以后每次都要写 --outline",
            foreign.join("、")
        ));
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for (path, text) in &notice.files {
        let path = format!("{NOTICE_FOLDER}/{path}");
        files.push(NewFile { path, contents: text.clone().into_bytes() });
    }
    for schema in stub::schemas(NOTICE_FOLDER) {
        if files.iter().all(|file| file.path != schema.path) {
            files.push(NewFile { path: schema.path, contents: schema.text.into_bytes() });
        }
    }
    for (name, bytes) in &notice.forms {
        let path = format!("{NOTICE_FOLDER}/{FORMS}/{name}");
        files.push(NewFile { path, contents: bytes.clone() });
    }
    Ok(files)
}

/// Folders that the notice includes and that are not built in.
fn foreign_includes(notice: &AddedNotice, session: &Session<'_, '_>) -> Vec<String> {
    let mut names = notice.includes();
    names.retain(|name| session.library.added_notice(name).is_some());
    names
}

/// The notice of a file of answers that names a folder: it lies beside the file.
pub(super) fn of_answers(
    answers: &Path,
    named: &str,
    session: &Session<'_, '_>,
) -> Result<String, Failure> {
    let path = session.env.cwd.join(answers);
    let folder = path.parent().unwrap_or(&session.env.cwd);
    carried_notice::add(folder, named, session.library).map_err(carried_notice_failure)
}
