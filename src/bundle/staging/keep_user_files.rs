//! Files that are the user's: carried into the new folder, and fetched from the old one before it
//! goes.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::marks::LOCK;
use super::words::failure;

/// Brings what is not part of the new set from the old folder into the new one.
pub(super) fn carry_over(from: &Path, to: &Path, ours: &[OsString]) -> io::Result<()> {
    for entry in
        fs::read_dir(from).map_err(|e| failure(format!("不能读 {}", from.display()), &e))?
    {
        let entry = entry?;
        if ours.contains(&entry.file_name()) {
            continue;
        }
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        // The same name in other letters, where the system sees no difference: then it is a file of
        // the set.
        if fs::symlink_metadata(&target).is_ok() {
            continue;
        }
        let told = |e: io::Error| failure(format!("不能保留 {}", source.display()), &e);
        let kind = entry.file_type()?;
        if kind.is_dir() {
            fs::create_dir(&target).map_err(told)?;
            carry_over(&source, &target, &[])?;
            fs::set_permissions(&target, entry.metadata()?.permissions()).map_err(told)?;
        } else if kind.is_symlink() {
            relink(&source, &target).map_err(told)?;
        } else if fs::hard_link(&source, &target).is_err() {
            fs::copy(&source, &target).map_err(told)?;
            let modified = entry.metadata().and_then(|m| m.modified());
            let copy = File::options().write(true).open(&target).map_err(told)?;
            if let Ok(time) = modified {
                let _ = copy.set_modified(time);
            }
            copy.sync_all().map_err(told)?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn relink(source: &Path, target: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(source)?, target)
}

#[cfg(not(unix))]
fn relink(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::Error::other("是符号链接"))
}

/// Removes an old folder after moving over what is in it and newer than, or missing from, the
/// placed one. What cannot be moved stays where it is, with its folder.
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
        let placed = fs::symlink_metadata(&target);
        match placed {
            Ok(there) if there.is_dir() && entry.file_type()?.is_dir() => {
                rescue(&source, &target, &[])?
            }
            Ok(there) => {
                let here = entry.metadata()?;
                let same =
                    there.len() == here.len() && there.modified().ok() == here.modified().ok();
                if !same && here.modified()? > there.modified()? {
                    fs::rename(&source, &target)?;
                }
            }
            Err(_) => fs::rename(&source, &target)?,
        }
    }
    Ok(())
}
