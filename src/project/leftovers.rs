//! Unfinished files and folders: how they are named and locked, and what killed runs left of them.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::Path;

/// How the names of unfinished files and folders begin and end.
pub(super) const TEMPORARY: (&str, &str) = (".pilot-", ".tmp");
/// The file in an unfinished folder that is locked.
pub(super) const LOCK: &str = ".pilot-lock";

/// Removes unfinished files and folders that killed runs left in a folder: those of running ones
/// are locked.
pub(super) fn clear_leftovers(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_str().unwrap_or_default();
        let end = name.strip_prefix(TEMPORARY.0);
        let middle = end.and_then(|end| end.strip_suffix(TEMPORARY.1)).unwrap_or_default();
        let is_random = middle.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let is_ours = is_random && middle.len() == 6;
        let Some(kind) = entry.file_type().ok().filter(|_| is_ours) else { continue };
        let path = entry.path();
        let is_left = |lock: &Path| match File::open(lock) {
            Ok(file) => file.try_lock().is_ok(),
            Err(e) => e.kind() == ErrorKind::NotFound,
        };
        if kind.is_file() && is_left(&path) {
            let _ = fs::remove_file(path);
        } else if kind.is_dir() && is_left(&path.join(LOCK)) {
            let _ = fs::remove_dir_all(path);
        }
    }
}

/// Makes the new name last through a power cut, where the system can; that it cannot is no failure
/// of the writing.
pub fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|f| f.sync_all());
    }
}
