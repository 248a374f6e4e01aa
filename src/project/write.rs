//! Writes files that must not be there yet: all of them or none.
//!
//! Invariant: nothing that was there before is ever lost. A failed [`write_new`] takes back what it
//! created.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

pub use super::leftovers::sync_folder;
use super::leftovers::{LOCK, TEMPORARY, clear_leftovers};
use super::new_file::{NewFile, PathObstacle, obstacles};

/// Why new files could not be written. Nothing was left behind.
#[derive(Debug, thiserror::Error)]
pub enum NewFilesError {
    /// All places that are taken, in the order asked for.
    #[error("{} places are taken", .0.len())]
    InTheWay(Vec<(PathBuf, PathObstacle)>),
    /// The system refused.
    #[error("cannot write {}", .0.display())]
    Io(PathBuf, #[source] io::Error),
}

impl NewFilesError {
    /// The same, told of the place that the files were to have.
    fn below(self, from: &Path, to: &Path) -> Self {
        let moved = |path: PathBuf| match path.strip_prefix(from) {
            Ok(rest) => to.join(rest),
            Err(_) => path.clone(),
        };
        match self {
            Self::InTheWay(list) => Self::InTheWay(
                list.into_iter().map(|(path, obstacle)| (moved(path), obstacle)).collect(),
            ),
            Self::Io(path, fault) => Self::Io(moved(path), fault),
        }
    }
}

/// Writes files that must not be there yet: all of them or none.
///
/// `root` is created with the folders above it; it may itself be a link, what is below it may not.
///
/// # Errors
/// If anything is in the way, all such places at once; or the system's first refusal.
pub fn write_new(root: &Path, files: &[NewFile]) -> Result<(), NewFilesError> {
    let taken = obstacles(root, files);
    if !taken.is_empty() {
        return Err(NewFilesError::InTheWay(taken));
    }
    if fs::symlink_metadata(root).is_err() {
        return write_new_folder(root, files);
    }
    fill(root, files)
}

/// The folder that holds a path; the working folder for a bare name.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Writes a folder that is not there yet beside its place and moves it there: a killed run leaves
/// none of it.
fn write_new_folder(root: &Path, files: &[NewFile]) -> Result<(), NewFilesError> {
    let parent = folder_of(root);
    let mut above = CreatedPaths::default();
    let result = above.folder(parent).and_then(|()| {
        clear_leftovers(parent);
        let at = |path: &Path| {
            let path = path.to_owned();
            move |fault| NewFilesError::Io(path, fault)
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(TEMPORARY.0).suffix(TEMPORARY.1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            // What the umask leaves of all rights, as for any new folder.
            builder.permissions(fs::Permissions::from_mode(0o777));
        }
        let folder = builder.tempdir_in(parent).map_err(at(parent))?;
        let lock = folder.path().join(LOCK);
        let locked = File::create_new(&lock).map_err(at(&lock))?;
        let _ = locked.try_lock();
        let filled = fill(folder.path(), files);
        filled.map_err(|fault| fault.below(folder.path(), root))?;
        drop(locked);
        fs::remove_file(&lock).map_err(at(root))?;
        fs::rename(folder.path(), root).map_err(at(root))?;
        // What bears the temporary name is gone; it must not be looked for again.
        let _ = folder.keep();
        sync_folder(parent);
        Ok(())
    });
    if result.is_err() {
        above.take_back();
    }
    result
}

fn fill(root: &Path, files: &[NewFile]) -> Result<(), NewFilesError> {
    let mut created = CreatedPaths::default();
    let result = files.iter().try_for_each(|file| {
        let path = root.join(&file.path);
        if file.is_folder() {
            return created.folder(&path);
        }
        created.folder(path.parent().unwrap_or(root))?;
        created.file(&path, &file.contents)
    });
    let result = result.and_then(|()| created.folder(root));
    if result.is_err() {
        created.take_back();
    }
    result
}

/// What a run has created so far, in order.
#[derive(Default)]
struct CreatedPaths(Vec<(PathBuf, bool)>);

impl CreatedPaths {
    fn folder(&mut self, path: &Path) -> Result<(), NewFilesError> {
        if path.as_os_str().is_empty() || path.is_dir() {
            return Ok(());
        }
        if let Some(parent) = path.parent() {
            self.folder(parent)?;
        }
        match fs::create_dir(path) {
            Ok(()) => self.0.push((path.to_owned(), true)),
            Err(e) if e.kind() == ErrorKind::AlreadyExists && path.is_dir() => {}
            Err(e) => return Err(NewFilesError::Io(path.to_owned(), e)),
        }
        Ok(())
    }

    /// `create_new` decides: whoever put a file there since it was looked for keeps it.
    fn file(&mut self, path: &Path, contents: &[u8]) -> Result<(), NewFilesError> {
        let fault = |e: io::Error| match e.kind() {
            ErrorKind::AlreadyExists => {
                NewFilesError::InTheWay(vec![(path.to_owned(), PathObstacle::Exists)])
            }
            _ => NewFilesError::Io(path.to_owned(), e),
        };
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        let mut file = options.open(path).map_err(fault)?;
        self.0.push((path.to_owned(), false));
        file.write_all(contents)
            .and_then(|()| file.sync_all())
            .map_err(|e| NewFilesError::Io(path.to_owned(), e))
    }

    /// A folder that somebody else has put a file into meanwhile stays: `remove_dir` removes only
    /// empty ones.
    fn take_back(self) {
        for (path, is_folder) in self.0.into_iter().rev() {
            let _ = if is_folder { fs::remove_dir(&path) } else { fs::remove_file(&path) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> NewFile {
        NewFile { path: path.to_owned(), contents: b"new".to_vec() }
    }

    fn in_the_way(result: Result<(), NewFilesError>) -> Vec<(PathBuf, PathObstacle)> {
        match result {
            Err(NewFilesError::InTheWay(list)) => list,
            other => panic!("{other:?}"),
        }
    }

    fn listing(root: &Path) -> Vec<String> {
        let walk = walkdir::WalkDir::new(root).min_depth(1).sort_by_file_name();
        walk.into_iter()
            .map(|e| {
                e.expect("works")
                    .path()
                    .strip_prefix(root)
                    .expect("works")
                    .to_string_lossy()
                    .into_owned()
            })
            .collect()
    }

    #[test]
    fn creates_folders_and_files() {
        let dir = tempfile::tempdir().expect("works");
        let root = dir.path().join("a/b");
        write_new(
            &root,
            &[
                file("x.txt"),
                file("sub/deep/y.txt"),
                NewFile { path: "empty/".into(), contents: Vec::new() },
            ],
        )
        .expect("works");
        assert_eq!(listing(&root), ["empty", "sub", "sub/deep", "sub/deep/y.txt", "x.txt"]);
    }

    #[test]
    fn names_everything_that_exists_and_writes_nothing() {
        let dir = tempfile::tempdir().expect("works");
        let root = dir.path();
        fs::write(root.join("two"), "mine").expect("works");
        fs::write(root.join("folder"), "mine").expect("works");
        fs::create_dir(root.join("four")).expect("works");
        let list = in_the_way(write_new(
            root,
            &[file("one"), file("two"), file("folder/three"), file("folder/five"), file("four")],
        ));
        let expected = [
            ("two", PathObstacle::Exists),
            ("folder", PathObstacle::NotAFolder),
            ("four", PathObstacle::Exists),
        ];
        assert_eq!(list, expected.map(|(p, o)| (root.join(p), o)));
        assert_eq!(listing(root), ["folder", "four", "two"]);
        assert_eq!(fs::read_to_string(root.join("two")).expect("works"), "mine");
    }

    #[test]
    fn stays_inside() {
        let dir = tempfile::tempdir().expect("works");
        for path in ["../x", "/tmp/x", "a/../../x", "", "a\\..\\x", "/"] {
            let list = in_the_way(write_new(dir.path(), &[file(path)]));
            assert_eq!(list[0].1, PathObstacle::Outside, "{path}");
        }
        assert!(listing(dir.path()).is_empty());
    }

    #[test]
    fn a_root_that_is_a_file_is_in_the_way() {
        let dir = tempfile::tempdir().expect("works");
        let root = dir.path().join("root");
        fs::write(&root, "mine").expect("works");
        assert_eq!(in_the_way(write_new(&root, &[file("x")])), [(root, PathObstacle::NotAFolder)]);
    }

    #[cfg(unix)]
    #[test]
    fn does_not_follow_links() {
        let dir = tempfile::tempdir().expect("works");
        let (root, out) = (dir.path().join("root"), dir.path().join("out"));
        fs::create_dir(&root).expect("works");
        fs::create_dir(&out).expect("works");
        std::os::unix::fs::symlink(&out, root.join("sub")).expect("works");
        std::os::unix::fs::symlink("nowhere", root.join("dangling")).expect("works");
        let list = in_the_way(write_new(&root, &[file("sub/x"), file("dangling")]));
        assert_eq!(
            list,
            [(root.join("sub"), PathObstacle::Link), (root.join("dangling"), PathObstacle::Exists)]
        );
        assert!(listing(&out).is_empty());
    }

    #[test]
    fn a_failure_in_the_middle_leaves_nothing() {
        let dir = tempfile::tempdir().expect("works");
        let root = dir.path().join("new");
        // The second name is longer than any file system takes.
        let result = write_new(&root, &[file("a/one"), file(&format!("a/{}", "x".repeat(5000)))]);
        assert!(matches!(result, Err(NewFilesError::Io(..))), "{result:?}");
        assert!(!root.exists());
        assert_eq!(
            in_the_way(write_new(&root, &[file("a/one"), file("a/one")])),
            [(root.join("a/one"), PathObstacle::Exists)]
        );
        assert!(!root.exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_without_permission_is_named() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().expect("works");
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o555)).expect("works");
        if fs::write(dir.path().join("probe"), "").is_ok() {
            // The superuser may write anywhere: what the system does not refuse cannot be tried.
            return;
        }
        let result = write_new(dir.path(), &[file("x")]);
        assert!(
            matches!(&result, Err(NewFilesError::Io(path, e)) if path.ends_with("x") && e.kind() == ErrorKind::PermissionDenied)
        );
    }
}
