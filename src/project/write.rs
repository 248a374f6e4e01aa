//! Writes files: new ones that must not be there yet, and single files that are replaced whole or not at all.
//!
//! Invariant: nothing that was there before is ever lost. A failed [`write_new`] takes back what it created; a failed
//! [`write_atomic`] leaves the former file as it was.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
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
pub enum Obstacle {
    /// Something is there already.
    Exists,
    /// A folder is needed here, and something else is there.
    NotAFolder,
    /// A folder is needed here, and a symbolic link is there: it may lead out of the project.
    Link,
    /// The path is absolute, climbs up, or is empty.
    Outside,
}

/// Why new files could not be written. Nothing was left behind.
#[derive(Debug)]
pub enum WriteFault {
    /// All places that are taken, in the order asked for.
    InTheWay(Vec<(PathBuf, Obstacle)>),
    /// The system refused.
    Io(PathBuf, io::Error),
}

impl WriteFault {
    /// The same, told of the place that the files were to have.
    fn below(self, from: &Path, to: &Path) -> Self {
        let moved = |path: PathBuf| path.strip_prefix(from).map_or_else(|_| path.clone(), |rest| to.join(rest));
        match self {
            Self::InTheWay(list) => Self::InTheWay(list.into_iter().map(|(path, obstacle)| (moved(path), obstacle)).collect()),
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
pub fn write_new(root: &Path, files: &[NewFile]) -> Result<(), WriteFault> {
    let taken = obstacles(root, files);
    if !taken.is_empty() {
        return Err(WriteFault::InTheWay(taken));
    }
    if fs::symlink_metadata(root).is_err() {
        return write_new_folder(root, files);
    }
    fill(root, files)
}

/// Writes a folder that is not there yet beside its place and moves it there: a killed run leaves none of it.
fn write_new_folder(root: &Path, files: &[NewFile]) -> Result<(), WriteFault> {
    let parent = root.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut above = Created::default();
    let result = above.folder(parent).and_then(|()| {
        clear_leftovers(parent);
        let at = |path: &Path| {
            let path = path.to_owned();
            move |fault| WriteFault::Io(path, fault)
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
        fill(folder.path(), files).map_err(|fault| fault.below(folder.path(), root))?;
        drop(locked);
        fs::remove_file(&lock).and_then(|()| fs::rename(folder.path(), root)).map_err(at(root))?;
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

fn fill(root: &Path, files: &[NewFile]) -> Result<(), WriteFault> {
    let mut created = Created::default();
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

/// What is in the way of new files, without writing anything: every such place, in the order asked for.
pub fn obstacles(root: &Path, files: &[NewFile]) -> Vec<(PathBuf, Obstacle)> {
    if root.exists() && !root.is_dir() {
        return vec![(root.to_owned(), Obstacle::NotAFolder)];
    }
    let mut found: Vec<(PathBuf, Obstacle)> = Vec::new();
    for file in files {
        if let Some(obstacle) = obstacle(root, file)
            && !found.contains(&obstacle)
        {
            found.push(obstacle);
        }
    }
    found
}

fn obstacle(root: &Path, file: &NewFile) -> Option<(PathBuf, Obstacle)> {
    let relative = Path::new(&file.path);
    let parts: Vec<_> = relative.components().collect();
    if parts.is_empty() || parts.iter().any(|p| !matches!(p, Component::Normal(_))) || file.path.contains('\\') {
        return Some((relative.to_owned(), Obstacle::Outside));
    }
    let mut path = root.to_owned();
    for (index, part) in parts.iter().enumerate() {
        path.push(part);
        let Ok(meta) = fs::symlink_metadata(&path) else { return None };
        let is_last = index + 1 == parts.len();
        let obstacle = if is_last && !file.is_folder() {
            Obstacle::Exists
        } else if meta.file_type().is_symlink() {
            Obstacle::Link
        } else if !meta.is_dir() {
            Obstacle::NotAFolder
        } else {
            continue;
        };
        return Some((path, obstacle));
    }
    None
}

/// What a run has created so far, in order.
#[derive(Default)]
struct Created(Vec<(PathBuf, bool)>);

impl Created {
    fn folder(&mut self, path: &Path) -> Result<(), WriteFault> {
        if path.as_os_str().is_empty() || path.is_dir() {
            return Ok(());
        }
        if let Some(parent) = path.parent() {
            self.folder(parent)?;
        }
        match fs::create_dir(path) {
            Ok(()) => self.0.push((path.to_owned(), true)),
            Err(e) if e.kind() == ErrorKind::AlreadyExists && path.is_dir() => {}
            Err(e) => return Err(WriteFault::Io(path.to_owned(), e)),
        }
        Ok(())
    }

    /// `create_new` decides: whoever put a file there since it was looked for keeps it.
    fn file(&mut self, path: &Path, contents: &[u8]) -> Result<(), WriteFault> {
        let fault = |e: io::Error| match e.kind() {
            ErrorKind::AlreadyExists => WriteFault::InTheWay(vec![(path.to_owned(), Obstacle::Exists)]),
            _ => WriteFault::Io(path.to_owned(), e),
        };
        let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(fault)?;
        self.0.push((path.to_owned(), false));
        file.write_all(contents).and_then(|()| file.sync_all()).map_err(|e| WriteFault::Io(path.to_owned(), e))
    }

    /// A folder that somebody else has put a file into meanwhile stays: `remove_dir` removes only empty ones.
    fn take_back(self) {
        for (path, is_folder) in self.0.into_iter().rev() {
            let _ = if is_folder { fs::remove_dir(&path) } else { fs::remove_file(&path) };
        }
    }
}

/// How the names of unfinished files and folders begin and end.
const TEMPORARY: (&str, &str) = (".pilot-", ".tmp");
/// The file in an unfinished folder that is locked.
const LOCK: &str = ".pilot-lock";

/// Removes unfinished files and folders that killed runs left in a folder: those of running ones are locked.
fn clear_leftovers(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let middle = name.to_str().and_then(|n| n.strip_prefix(TEMPORARY.0)?.strip_suffix(TEMPORARY.1));
        let is_ours = middle.is_some_and(|m| m.len() == 6 && m.bytes().all(|b| b.is_ascii_alphanumeric()));
        let Some(kind) = entry.file_type().ok().filter(|_| is_ours) else { continue };
        let path = entry.path();
        let is_left = |lock: &Path| File::open(lock).map_or_else(|e| e.kind() == ErrorKind::NotFound, |file| file.try_lock().is_ok());
        if kind.is_file() && is_left(&path) {
            let _ = fs::remove_file(path);
        } else if kind.is_dir() && is_left(&path.join(LOCK)) {
            let _ = fs::remove_dir_all(path);
        }
    }
}

/// Replaces a file, or creates it, in one step: whoever reads it sees the old or the new bytes, whole.
///
/// Mode bits of a former file are kept; a new one gets what the umask allows. A device or pipe is written to as it is.
///
/// # Errors
/// The system's refusal; a symbolic link is refused, since the file it leads to would stay as it was.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_atomic_with(path, &mut |out| out.write_all(bytes))
}

/// The same for bytes that are made while they are written. `fill` may be called twice, and writes the same each time.
///
/// # Errors
/// As [`write_atomic`]; and what `fill` fails with, which leaves the former file.
pub fn write_atomic_with(path: &Path, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let former = fs::symlink_metadata(path).ok();
    if former.as_ref().is_some_and(|m| m.file_type().is_symlink()) {
        return Err(io::Error::new(ErrorKind::InvalidInput, "it is a symbolic link"));
    }
    if former.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(ErrorKind::IsADirectory.into());
    }
    if former.as_ref().is_some_and(|m| !m.is_file()) {
        // `/dev/null` or a pipe holds nothing that could be lost, and must stay what it is.
        return buffered(&OpenOptions::new().write(true).open(path)?, fill);
    }
    clear_leftovers(folder);
    match replace(folder, path, former.as_ref(), fill) {
        // Another run may have cleared the new file in the moment before it was locked.
        Err(fault) if fault.kind() == ErrorKind::NotFound && folder.is_dir() => replace(folder, path, former.as_ref(), fill),
        done => done,
    }
}

/// Writes by large pieces, whatever the pieces that come.
fn buffered(file: &File, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    fill(&mut out)?;
    out.flush()
}

fn replace(
    folder: &Path,
    path: &Path,
    former: Option<&fs::Metadata>,
    fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY.0).suffix(TEMPORARY.1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // Passed to `open`, so that the umask applies.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let temporary = builder.tempfile_in(folder)?;
    // Where locks are not known, leftovers simply stay.
    let _ = temporary.as_file().try_lock();
    buffered(temporary.as_file(), fill)?;
    if let Some(meta) = former {
        temporary.as_file().set_permissions(meta.permissions())?;
    }
    temporary.as_file().sync_all()?;
    temporary.persist(path).map_err(|e| e.error)?;
    sync_folder(folder);
    Ok(())
}

/// Makes the new name last through a power cut, where the system can; that it cannot is no failure of the writing.
fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|f| f.sync_all());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> NewFile {
        NewFile { path: path.to_owned(), contents: b"new".to_vec() }
    }

    #[test]
    fn what_killed_runs_left_is_cleared_and_running_ones_are_left_alone() {
        let dir = tempfile::tempdir().expect("works");
        for name in [".pilot-Ab3dEf.tmp", ".pilot-runs12.tmp", ".pilot-mine.tmp", "x.tmp"] {
            fs::write(dir.path().join(name), "half").expect("written");
        }
        let running = File::open(dir.path().join(".pilot-runs12.tmp")).expect("there");
        running.try_lock().expect("locked");
        write_atomic(&dir.path().join("a.txt"), b"new").expect("written");
        let mut names: Vec<_> = fs::read_dir(dir.path()).expect("readable").flatten().map(|e| e.file_name()).collect();
        names.sort();
        assert_eq!(names, [".pilot-mine.tmp", ".pilot-runs12.tmp", "a.txt", "x.tmp"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_or_device_is_written_to_and_stays_what_it_is() {
        use std::os::unix::fs::FileTypeExt as _;
        let dir = tempfile::tempdir().expect("works");
        let pipe = dir.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo is there");
        assert!(made.success());
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::read(pipe).expect("read")
        });
        write_atomic(&pipe, b"report").expect("written");
        assert!(fs::symlink_metadata(&pipe).expect("there").file_type().is_fifo());
        assert_eq!(reader.join().expect("read"), b"report");
    }

    fn in_the_way(result: Result<(), WriteFault>) -> Vec<(PathBuf, Obstacle)> {
        match result {
            Err(WriteFault::InTheWay(list)) => list,
            other => panic!("{other:?}"),
        }
    }

    fn listing(root: &Path) -> Vec<String> {
        let walk = walkdir::WalkDir::new(root).min_depth(1).sort_by_file_name();
        walk.into_iter().map(|e| e.expect("works").path().strip_prefix(root).expect("works").to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn creates_folders_and_files() {
        let dir = tempfile::tempdir().expect("works");
        let root = dir.path().join("a/b");
        write_new(&root, &[file("x.txt"), file("sub/deep/y.txt"), NewFile { path: "empty/".into(), contents: Vec::new() }]).expect("works");
        assert_eq!(listing(&root), ["empty", "sub", "sub/deep", "sub/deep/y.txt", "x.txt"]);
    }

    #[test]
    fn names_everything_that_exists_and_writes_nothing() {
        let dir = tempfile::tempdir().expect("works");
        let root = dir.path();
        fs::write(root.join("two"), "mine").expect("works");
        fs::write(root.join("folder"), "mine").expect("works");
        fs::create_dir(root.join("four")).expect("works");
        let list = in_the_way(write_new(root, &[file("one"), file("two"), file("folder/three"), file("folder/five"), file("four")]));
        let expected = [("two", Obstacle::Exists), ("folder", Obstacle::NotAFolder), ("four", Obstacle::Exists)];
        assert_eq!(list, expected.map(|(p, o)| (root.join(p), o)));
        assert_eq!(listing(root), ["folder", "four", "two"]);
        assert_eq!(fs::read_to_string(root.join("two")).expect("works"), "mine");
    }

    #[test]
    fn stays_inside() {
        let dir = tempfile::tempdir().expect("works");
        for path in ["../x", "/tmp/x", "a/../../x", "", "a\\..\\x", "/"] {
            let list = in_the_way(write_new(dir.path(), &[file(path)]));
            assert_eq!(list[0].1, Obstacle::Outside, "{path}");
        }
        assert!(listing(dir.path()).is_empty());
    }

    #[test]
    fn a_root_that_is_a_file_is_in_the_way() {
        let dir = tempfile::tempdir().expect("works");
        let root = dir.path().join("root");
        fs::write(&root, "mine").expect("works");
        assert_eq!(in_the_way(write_new(&root, &[file("x")])), [(root, Obstacle::NotAFolder)]);
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
        assert_eq!(list, [(root.join("sub"), Obstacle::Link), (root.join("dangling"), Obstacle::Exists)]);
        assert!(listing(&out).is_empty());
    }

    #[test]
    fn a_failure_in_the_middle_leaves_nothing() {
        let dir = tempfile::tempdir().expect("works");
        let root = dir.path().join("new");
        // The second name is longer than any file system takes.
        let result = write_new(&root, &[file("a/one"), file(&format!("a/{}", "x".repeat(5000)))]);
        assert!(matches!(result, Err(WriteFault::Io(..))), "{result:?}");
        assert!(!root.exists());
        assert_eq!(in_the_way(write_new(&root, &[file("a/one"), file("a/one")])), [(root.join("a/one"), Obstacle::Exists)]);
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
        assert!(matches!(&result, Err(WriteFault::Io(path, e)) if path.ends_with("x") && e.kind() == ErrorKind::PermissionDenied));
        assert!(write_atomic(&dir.path().join("y"), b"y").is_err());
    }

    #[test]
    fn replaces_whole_files_and_leaves_no_rest() {
        let dir = tempfile::tempdir().expect("works");
        let path = dir.path().join("plan.md");
        write_atomic(&path, b"one").expect("works");
        write_atomic(&path, b"two").expect("works");
        assert_eq!(fs::read(&path).expect("works"), b"two");
        assert_eq!(listing(dir.path()), ["plan.md"]);
        assert!(write_atomic(&dir.path().join("missing/x"), b"x").is_err());
        assert!(write_atomic(dir.path(), b"x").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn modes_are_those_of_ordinary_files() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().expect("works");
        let mode = |p: &Path| fs::metadata(p).expect("works").permissions().mode() & 0o777;
        let (plain, path, link) = (dir.path().join("plain"), dir.path().join("file"), dir.path().join("link"));
        fs::write(&plain, "").expect("works");
        write_atomic(&path, b"one").expect("works");
        assert_eq!(mode(&path), mode(&plain));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("works");
        write_atomic(&path, b"two").expect("works");
        assert_eq!(mode(&path), 0o640);
        std::os::unix::fs::symlink(&path, &link).expect("works");
        assert!(write_atomic(&link, b"three").is_err());
        assert_eq!(fs::read(&path).expect("works"), b"two");
    }
}
