//! What killed runs left beside `dist`.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::path::Path;

use super::super::dist_names::{CHECKLIST_SUFFIX, DistNames};
use super::keep_user_files::sweep;
use super::staging_error::StagingError;
use super::{LOCK, prefix};

/// Puts the former `dist` back if a killed run left none, and removes the folders that no running
/// process works on.
pub(super) fn recover(dist: &Path, parent: &Path, name: &OsStr) -> Result<(), StagingError> {
    let Ok(list) = fs::read_dir(parent) else { return Ok(()) };
    let is_folder = |entry: &fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_dir());
    let entries: Vec<fs::DirEntry> = list.flatten().filter(is_folder).collect();
    for entry in entries.iter().filter(|e| has_prefix(e, name, "old")) {
        if fs::symlink_metadata(dist).is_err() {
            fs::rename(entry.path(), dist)
                .map_err(|source| StagingError::NotRestored { dist: dist.to_owned(), source })?;
        } else {
            sweep(&entry.path(), dist, &names_of_packages(&entry.path()));
        }
    }
    for entry in entries.iter().filter(|e| has_prefix(e, name, "new")) {
        remove_unfinished(&entry.path(), dist);
    }
    Ok(())
}

fn has_prefix(entry: &fs::DirEntry, name: &OsStr, word: &str) -> bool {
    let file_name = entry.file_name();
    file_name.as_encoded_bytes().starts_with(prefix(name, word).as_encoded_bytes())
}

fn remove_unfinished(folder: &Path, dist: &Path) {
    match File::open(folder.join(LOCK)) {
        // It never came to its place: besides the package it holds only links and copies.
        Ok(lock) => {
            // A lock that is held belongs to a run that still goes on.
            if lock.try_lock().is_ok() {
                drop(lock);
                let _ = fs::remove_dir_all(folder);
            }
        }
        // Without a lock it was finished: after an exchange it may hold the former files, so those
        // of the user's are looked at.
        Err(_) if fs::symlink_metadata(dist).is_ok() => {
            sweep(folder, dist, &names_of_packages(folder));
        }
        Err(_) => {
            let _ = fs::remove_dir_all(folder);
        }
    }
}

/// The names in a leftover folder that belong to a package of ours: those of one stem with an
/// archive and its checklist.
fn names_of_packages(folder: &Path) -> Vec<OsString> {
    let Ok(list) = fs::read_dir(folder) else { return Vec::new() };
    let mut names = Vec::new();
    for entry in list.flatten() {
        if let Ok(name) = entry.file_name().into_string() {
            names.push(name);
        }
    }
    let mut ours = Vec::new();
    for name in &names {
        let Some(stem) = name.strip_suffix(CHECKLIST_SUFFIX) else { continue };
        let package = DistNames::of_stem(stem);
        if names.contains(&package.archive) {
            ours.extend(package.into_all().map(OsString::from));
        }
    }
    ours
}
