//! A notice that a project carries: `notice = "./notice"` in `pilot.toml` names a folder of the
//! project, so that no option and nothing outside the project is ever needed.

use std::path::{Component, Path, PathBuf};

use crate::notice::{AddedNotice, Library};

use super::files::folder_inside;
use super::model::normal;

/// The folder that `init` writes a notice into.
pub const NOTICE_FOLDER: &str = "notice";

/// Why the folder that `pilot.toml` names gives no notice.
#[derive(Debug, thiserror::Error)]
pub enum CarriedNoticeError {
    /// It leads out of the project.
    #[error("{0} is outside the project")]
    Outside(String),
    /// It is not there, is no folder, or is a link.
    #[error("{0} is no folder of the project")]
    NoFolder(String),
    /// It has no `profile.toml`.
    #[error("{0} has no profile")]
    NoProfile(String),
    /// A file of it cannot be read.
    #[error("cannot read {}", .0.display())]
    Unreadable(PathBuf, #[source] anyhow::Error),
}

/// Whether what `notice` says is the path of a folder and no id.
pub fn is_path(named: &str) -> bool {
    named.contains(['/', '\\']) || named == "." || named == ".."
}

/// The value of `notice` for the folder that `init` writes.
pub fn path_value() -> String {
    format!("./{NOTICE_FOLDER}")
}

/// Adds the notice in a folder of the project to the library; returns its id.
///
/// # Errors
/// If the path leads out of the project, or no notice is there.
pub fn add(root: &Path, named: &str, library: &Library) -> Result<String, CarriedNoticeError> {
    let path = Path::new(named);
    let stays = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
    let is_plain = !named.contains(['\\', ':']) && path.components().all(stays);
    if !is_plain {
        return Err(CarriedNoticeError::Outside(named.to_owned()));
    }
    let Some(folder) = folder_inside(root, &normal(named)) else {
        return Err(CarriedNoticeError::NoFolder(named.to_owned()));
    };
    let notice = match AddedNotice::read(&folder) {
        Ok(notice) => notice,
        Err(error) => return Err(CarriedNoticeError::Unreadable(folder, error)),
    };
    if !notice.files.contains_key("profile.toml") {
        return Err(CarriedNoticeError::NoProfile(named.to_owned()));
    }
    let id = notice.id_or_name(&folder);
    library.add(id.clone(), notice);
    Ok(id)
}
