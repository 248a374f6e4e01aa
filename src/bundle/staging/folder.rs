//! Folders as wholes: what `dist` is, how two of them change places, how one is flushed.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::words::{failure, refusal};

/// The permissions of `dist`; `None` if it is not there.
pub(super) fn inspect(dist: &Path) -> io::Result<Option<fs::Permissions>> {
    let shown = dist.display();
    match fs::symlink_metadata(dist) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(failure(format!("不能查看 {shown}"), &e)),
        Ok(meta) if meta.file_type().is_symlink() => {
            Err(refusal(format!("{shown} 是符号链接，请换成普通文件夹")))
        }
        Ok(meta) if !meta.is_dir() => {
            Err(refusal(format!("{shown} 是文件而不是文件夹，请改名或移走")))
        }
        Ok(meta) if meta.permissions().readonly() => Err(refusal(format!("{shown} 是只读的"))),
        Ok(meta) => Ok(Some(meta.permissions())),
    }
}

/// What the umask leaves of all rights, as for any new folder.
#[cfg(unix)]
pub(super) fn default_mode() -> Option<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt as _;
    Some(fs::Permissions::from_mode(0o777))
}

#[cfg(not(unix))]
pub(super) fn default_mode() -> Option<fs::Permissions> {
    None
}

/// Lets two folders change places in one step; `false` if the system or the file system cannot.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(super) fn exchange(new: &Path, dist: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, new, CWD, dist, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP | Errno::PERM) => Ok(false),
        Err(e) => Err(failure("不能替换 dist", &e.into())),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Flushes a folder's own entries where the system can; elsewhere it does so by itself.
pub(super) fn flush_folder(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|f| f.sync_all());
    }
}
