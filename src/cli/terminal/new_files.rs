//! New files for the verbs that make some: all of them or none, and every obstacle reported at once.

use std::path::{Path, PathBuf};

use crate::project::NewFile;
use crate::project::new_file::PathObstacle;
use crate::project::write::{NewFilesError, write_new};
use crate::text::han;

use super::failure::Failure;

/// Writes files that must not be there yet.
pub(crate) fn put(root: &Path, files: &[NewFile]) -> Result<(), Failure> {
    match write_new(root, files) {
        Ok(()) => Ok(()),
        Err(NewFilesError::InTheWay(list)) => refuse(root, list),
        Err(NewFilesError::Io(path, error)) => {
            Err(Failure::io("写不了", &path, error).hint("没有留下任何文件"))
        }
    }
}

/// Says everything that is in the way.
pub(crate) fn refuse(root: &Path, list: Vec<(PathBuf, PathObstacle)>) -> Result<(), Failure> {
    if list.is_empty() {
        return Ok(());
    }
    let mut failure = Failure::new("有文件挡在前面，什么也没有写");
    for (path, obstacle) in &list {
        let why = match obstacle {
            PathObstacle::Exists => "已经存在，不会覆盖",
            PathObstacle::NotAFolder => "这里要建文件夹，但它是文件",
            PathObstacle::Link => "是符号链接，不会跟着写到别处",
            PathObstacle::Outside => "通知的模板要写到项目外面",
        };
        let shown = match path.strip_prefix(root) {
            Ok(below) if !below.as_os_str().is_empty() => below,
            _ => path,
        };
        failure = failure.hint(format!("{}：{why}", han::printable(&shown.display().to_string())));
    }
    Err(failure.hint("换一个空文件夹，或先移走它们"))
}
