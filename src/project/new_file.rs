//! A file that is to be written, and what is in the way of such files.

use std::fs;
use std::path::{Component, Path, PathBuf};

/// A file that is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Relative to the project, with `/`; a folder that is to be there ends in `/`.
    pub path: String,
    /// Its bytes; none for a folder.
    pub contents: Vec<u8>,
}

impl NewFile {
    /// Whether it stands for a folder.
    pub fn is_folder(&self) -> bool {
        self.path.ends_with('/')
    }
}

/// Why a place cannot be written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathObstacle {
    /// Something is there already.
    Exists,
    /// A folder is needed here, and something else is there.
    NotAFolder,
    /// A folder is needed here, and a symbolic link is there: it may lead out of the project.
    Link,
    /// The path is absolute, climbs up, or is empty.
    Outside,
}

/// What is in the way of new files, without writing anything: every such place, in the order asked
/// for.
pub fn obstacles(root: &Path, files: &[NewFile]) -> Vec<(PathBuf, PathObstacle)> {
    if root.exists() && !root.is_dir() {
        return vec![(root.to_owned(), PathObstacle::NotAFolder)];
    }
    let mut found: Vec<(PathBuf, PathObstacle)> = Vec::new();
    for file in files {
        if let Some(obstacle) = obstacle(root, file)
            && !found.contains(&obstacle)
        {
            found.push(obstacle);
        }
    }
    found
}

fn obstacle(root: &Path, file: &NewFile) -> Option<(PathBuf, PathObstacle)> {
    let relative = Path::new(&file.path);
    let parts: Vec<_> = relative.components().collect();
    if parts.is_empty()
        || parts.iter().any(|p| !matches!(p, Component::Normal(_)))
        || file.path.contains('\\')
    {
        return Some((relative.to_owned(), PathObstacle::Outside));
    }
    let mut path = root.to_owned();
    for (index, part) in parts.iter().enumerate() {
        path.push(part);
        let Ok(meta) = fs::symlink_metadata(&path) else { return None };
        let is_last = index + 1 == parts.len();
        let obstacle = if is_last && !file.is_folder() {
            PathObstacle::Exists
        } else if meta.file_type().is_symlink() {
            PathObstacle::Link
        } else if !meta.is_dir() {
            PathObstacle::NotAFolder
        } else {
            continue;
        };
        return Some((path, obstacle));
    }
    None
}
