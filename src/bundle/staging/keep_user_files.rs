//! Files in `dist` that are the user's: carried into the new folder, and fetched from the old one
//! before it goes.

use std::ffi::OsString;
use std::fs::{self, DirEntry, File, Metadata};
use std::io;
use std::path::Path;

use super::LOCK;
use super::staging_error::StagingError;

/// Brings what is not part of the new package from the old folder into the new one.
pub(super) fn carry_over(from: &Path, to: &Path, ours: &[OsString]) -> Result<(), StagingError> {
    let list = fs::read_dir(from)
        .map_err(|source| StagingError::NotReadable { path: from.to_owned(), source })?;
    for entry in list {
        let entry = entry?;
        if ours.contains(&entry.file_name()) {
            continue;
        }
        let target = to.join(entry.file_name());
        // The same name in other letters, where the system sees no difference: then it is a file of
        // the package.
        if fs::symlink_metadata(&target).is_ok() {
            continue;
        }
        if entry.file_type()?.is_dir() {
            let not_kept = |source| StagingError::UserFileNotKept { path: entry.path(), source };
            fs::create_dir(&target).map_err(not_kept)?;
            carry_over(&entry.path(), &target, &[])?;
            fs::set_permissions(&target, entry.metadata()?.permissions()).map_err(not_kept)?;
        } else {
            carry_file(&entry, &target)
                .map_err(|source| StagingError::UserFileNotKept { path: entry.path(), source })?;
        }
    }
    Ok(())
}

/// Carries a file over as a hard link, or as a copy where the file system knows no links.
fn carry_file(entry: &DirEntry, target: &Path) -> io::Result<()> {
    let source = entry.path();
    if entry.file_type()?.is_symlink() {
        return relink(&source, target);
    }
    if fs::hard_link(&source, target).is_ok() {
        return Ok(());
    }
    fs::copy(&source, target)?;
    let copy = File::options().write(true).open(target)?;
    if let Ok(time) = entry.metadata().and_then(|meta| meta.modified()) {
        let _ = copy.set_modified(time);
    }
    copy.sync_all()
}

#[cfg(unix)]
fn relink(source: &Path, target: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(source)?, target)
}

#[cfg(not(unix))]
fn relink(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Removes an old folder after moving over what is in it and newer than, or missing from, the new
/// `dist`. What cannot be moved stays where it is, with its folder.
pub(super) fn sweep(old: &Path, dist: &Path, ours: &[OsString]) {
    if rescue(old, dist, ours).is_ok() {
        let _ = fs::remove_dir_all(old);
    }
}

fn rescue(old: &Path, dist: &Path, ours: &[OsString]) -> io::Result<()> {
    for entry in fs::read_dir(old)? {
        let entry = entry?;
        if ours.contains(&entry.file_name()) || entry.file_name() == LOCK {
            continue;
        }
        let (source, target) = (entry.path(), dist.join(entry.file_name()));
        let Ok(there) = fs::symlink_metadata(&target) else {
            fs::rename(&source, &target)?;
            continue;
        };
        if there.is_dir() && entry.file_type()?.is_dir() {
            rescue(&source, &target, &[])?;
        } else if is_newer(&entry.metadata()?, &there)? {
            fs::rename(&source, &target)?;
        }
    }
    Ok(())
}

fn is_newer(here: &Metadata, there: &Metadata) -> io::Result<bool> {
    let theirs = there.modified().ok();
    let ours = here.modified().ok();
    let is_same = there.len() == here.len() && theirs == ours;
    if is_same {
        return Ok(false);
    }
    Ok(here.modified()? > there.modified()?)
}
