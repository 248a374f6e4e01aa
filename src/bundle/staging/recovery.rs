//! What killed runs left beside `dist`.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::super::dist_names::{CHECKLIST_SUFFIX, DistNames};
use super::keep_user_files::sweep;
use super::marks::{LOCK, prefix};
use super::words::failure;

/// Cleans up after a killed run: puts the old set back if there is none, and removes what nobody
/// works on.
pub(super) fn recover(dist: &Path, parent: &Path, name: &OsStr) -> io::Result<()> {
    let starts = |entry: &fs::DirEntry, word| {
        entry.file_name().as_encoded_bytes().starts_with(prefix(name, word).as_encoded_bytes())
    };
    let Ok(list) = fs::read_dir(parent) else { return Ok(()) };
    let entries: Vec<fs::DirEntry> =
        list.flatten().filter(|e| e.file_type().is_ok_and(|t| t.is_dir())).collect();
    for entry in entries.iter().filter(|e| starts(e, "old")) {
        if fs::symlink_metadata(dist).is_err() {
            fs::rename(entry.path(), dist).map_err(|e| failure("不能恢复上次中断前的 dist", &e))?;
        } else {
            let ours = names_of_sets(&entry.path());
            sweep(&entry.path(), dist, &ours);
        }
    }
    for entry in entries.iter().filter(|e| starts(e, "new")) {
        match File::open(entry.path().join(LOCK)) {
            // A set that never came to its place: only hard links and copies besides.
            Ok(lock) => {
                if lock.try_lock().is_ok() {
                    drop(lock);
                    let _ = fs::remove_dir_all(entry.path());
                }
            }
            // Without a lock it had been finished: by an exchange it may hold the old set, so the
            // user's files are looked at.
            Err(_) if fs::symlink_metadata(dist).is_ok() => {
                sweep(&entry.path(), dist, &names_of_sets(&entry.path()))
            }
            Err(_) => {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }
    Ok(())
}

/// The names in a leftover folder that belong to a set of ours: those of one stem with an archive
/// and its check list.
fn names_of_sets(folder: &Path) -> Vec<OsString> {
    let names: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|e| e.file_name().into_string().ok())
        .collect();
    let stems = names
        .iter()
        .filter_map(|n| n.strip_suffix(CHECKLIST_SUFFIX))
        .filter(|s| names.contains(&format!("{s}.zip")));
    stems.flat_map(|stem| DistNames::of_stem(stem).into_all()).map(OsString::from).collect()
}
