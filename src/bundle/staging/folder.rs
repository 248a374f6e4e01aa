//! Folders as wholes: what `dist` is, and how two of them change places.

use std::fs;
use std::io;
use std::path::Path;

use super::staging_error::StagingError;

/// The permissions of `dist`; `None` if it is not there.
pub(super) fn inspect(dist: &Path) -> Result<Option<fs::Permissions>, StagingError> {
    let meta = match fs::symlink_metadata(dist) {
        Ok(meta) => meta,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(StagingError::NotReadable { path: dist.to_owned(), source }),
    };
    let dist = dist.to_owned();
    if meta.file_type().is_symlink() {
        return Err(StagingError::DistIsSymlink { dist });
    }
    if !meta.is_dir() {
        return Err(StagingError::DistIsFile { dist });
    }
    if meta.permissions().readonly() {
        return Err(StagingError::DistIsReadOnly { dist });
    }
    Ok(Some(meta.permissions()))
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
        Err(e) => Err(e.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}
