//! Puts a finished set of files in the place of the former one, so that a run that is killed leaves the one or the other.
//!
//! Everything is written into a new folder beside `dist`, flushed to disk, and the two folders change places:
//!
//! * Linux and macOS, on file systems that can: in one step. At every moment `dist` is the whole old or the whole new set.
//! * Elsewhere: by two renames. A run killed between them leaves no `dist`, but both sets whole beside it; the next run
//!   puts the old one back first ([`Staging::new`]).
//!
//! Files in `dist` that are not part of the new set are the user's: they are carried over (as hard links, or copies where
//! there are none), and what appears or changes there meanwhile is moved over before the old folder goes. Nothing is
//! removed whose new version is not in place. Leftovers of killed runs are removed by the next one, never those of a run
//! that still goes on.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Name of the lock in a new folder.
const LOCK: &str = ".pilot-staging-lock";

/// A set of files that is being made.
#[derive(Debug)]
pub struct Staging {
    dist: PathBuf,
    parent: PathBuf,
    names: Vec<OsString>,
    gone: Vec<OsString>,
    lock: Option<File>,
    // Dropped last: removes the folder if the set was not placed.
    folder: Option<tempfile::TempDir>,
}

/// A moment at which a run may be cut off; for tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Carry,
    Flush,
    Exchange,
    Rename,
    Sweep,
}

/// How two folders change places; `false` if they cannot in one step.
type Exchange = fn(&Path, &Path) -> io::Result<bool>;
/// Called before each step.
type Probe<'a> = &'a mut dyn FnMut(Step) -> io::Result<()>;

fn failure(what: impl Into<String>, source: &io::Error) -> io::Error {
    io::Error::new(source.kind(), format!("{}：{}", what.into(), super::error::io_words(source)))
}

fn refusal(what: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, what.into())
}

impl Staging {
    /// Begins a set that is to become `dist`, and mends what a killed run left there.
    ///
    /// # Errors
    /// In Chinese: `dist` is a link, a file or read-only; its parent folder cannot be written.
    pub fn new(dist: &Path) -> io::Result<Self> {
        let shown = dist.display();
        let name = dist.file_name().ok_or_else(|| refusal(format!("{shown} 不是文件夹名")))?.to_os_string();
        let parent = dist.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_path_buf();
        mend(dist, &parent, &name)?;
        let mode = inspect(dist)?;
        let mut builder = tempfile::Builder::new();
        let prefix = prefix(&name, "new");
        builder.prefix(&prefix);
        if let Some(mode) = mode.or_else(default_mode) {
            builder.permissions(mode);
        }
        let folder = builder.tempdir_in(&parent).map_err(|e| failure(format!("不能在 {} 里写文件", parent.display()), &e))?;
        let lock = File::create_new(folder.path().join(LOCK))?;
        // Where locks are not known, leftovers are told from running ones by nothing: then they simply stay.
        let _ = lock.try_lock();
        Ok(Self { dist: dist.to_path_buf(), parent, names: Vec::new(), gone: Vec::new(), lock: Some(lock), folder: Some(folder) })
    }

    /// The path at which a file of the set is written, and from which it is read again before it is placed.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.as_ref().map_or_else(|| self.dist.join(name), |f| f.path().join(name))
    }

    /// Creates a file of the set, for writing and reading.
    ///
    /// # Errors
    /// The name exists already, or what the system says, in Chinese.
    pub fn create(&mut self, name: &str) -> io::Result<File> {
        let file = File::options().read(true).write(true).create_new(true).open(self.path(name));
        let file = file.map_err(|e| failure(format!("不能写“{name}”"), &e))?;
        self.names.push(name.into());
        Ok(file)
    }

    /// Names a file of former sets that this set has none of: it is not carried over.
    pub fn leave_behind(&mut self, name: &str) {
        self.gone.push(name.into());
    }

    /// Puts the set in its place; gives the paths of its files. If this fails, `dist` is as it was.
    ///
    /// # Errors
    /// In Chinese: what could not be written or moved.
    pub fn place(self) -> io::Result<Vec<PathBuf>> {
        self.place_with(exchange, &mut |_| Ok(()))
    }

    fn place_with(mut self, exchange: Exchange, probe: Probe<'_>) -> io::Result<Vec<PathBuf>> {
        let Some(folder) = self.folder.take() else { return Ok(Vec::new()) };
        let exists = inspect(&self.dist)?.is_some();
        let ours: Vec<OsString> = self.names.iter().chain(&self.gone).cloned().collect();
        if exists {
            probe(Step::Carry)?;
            carry_over(&self.dist, folder.path(), &ours)?;
        }
        probe(Step::Flush)?;
        for name in &self.names {
            let path = folder.path().join(name);
            File::options().write(true).open(&path).and_then(|f| f.sync_all()).map_err(|e| failure("不能写入磁盘", &e))?;
        }
        self.lock = None;
        fs::remove_file(folder.path().join(LOCK))?;
        flush_folder(folder.path());
        let blocked = |e| failure("不能替换 dist，请关闭正在使用其中文件的程序后重试", &e);
        probe(Step::Exchange)?;
        if !exists {
            fs::rename(folder.path(), &self.dist).map_err(blocked)?;
            // What bears the temporary name is gone; it must not be looked for again.
            let _ = folder.keep();
        } else if exchange(folder.path(), &self.dist)? {
            // The temporary folder now holds the old set.
            let old = folder.keep();
            flush_folder(&self.parent);
            probe(Step::Sweep)?;
            sweep(&old, &self.dist, &ours);
        } else {
            let old =
                tempfile::Builder::new().prefix(&prefix(self.dist.file_name().unwrap_or_default(), "old")).tempdir_in(&self.parent)?;
            // A folder may be renamed onto an empty one on Unix only: the name alone is wanted.
            let old_path = old.path().to_path_buf();
            old.close()?;
            fs::rename(&self.dist, &old_path).map_err(blocked)?;
            let moved = probe(Step::Rename).and_then(|()| fs::rename(folder.path(), &self.dist));
            if let Err(e) = moved {
                fs::rename(&old_path, &self.dist).map_err(|e| failure(format!("旧文件在 {}", old_path.display()), &e))?;
                return Err(blocked(e));
            }
            let _ = folder.keep();
            flush_folder(&self.parent);
            probe(Step::Sweep)?;
            sweep(&old_path, &self.dist, &ours);
        }
        flush_folder(&self.parent);
        Ok(self.names.iter().map(|n| self.dist.join(n)).collect())
    }
}

fn prefix(name: &OsStr, word: &str) -> OsString {
    let mut out = OsString::from(".");
    out.push(name);
    out.push(format!(".{word}-"));
    out
}

/// The permissions of `dist`; `None` if it is not there.
fn inspect(dist: &Path) -> io::Result<Option<fs::Permissions>> {
    let shown = dist.display();
    match fs::symlink_metadata(dist) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(failure(format!("不能查看 {shown}"), &e)),
        Ok(meta) if meta.file_type().is_symlink() => Err(refusal(format!("{shown} 是符号链接，请换成普通文件夹"))),
        Ok(meta) if !meta.is_dir() => Err(refusal(format!("{shown} 是文件而不是文件夹，请改名或移走"))),
        Ok(meta) if meta.permissions().readonly() => Err(refusal(format!("{shown} 是只读的"))),
        Ok(meta) => Ok(Some(meta.permissions())),
    }
}

/// What the umask leaves of all rights, as for any new folder.
#[cfg(unix)]
fn default_mode() -> Option<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt as _;
    Some(fs::Permissions::from_mode(0o777))
}

#[cfg(not(unix))]
fn default_mode() -> Option<fs::Permissions> {
    None
}

/// Lets two folders change places in one step; `false` if the system or the file system cannot.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(new: &Path, dist: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, new, CWD, dist, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP | Errno::PERM) => Ok(false),
        Err(e) => Err(failure("不能替换 dist", &e.into())),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Flushes a folder's own entries where the system can; elsewhere it does so by itself.
fn flush_folder(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|f| f.sync_all());
    }
}

/// Brings what is not part of the new set from the old folder into the new one.
fn carry_over(from: &Path, to: &Path, ours: &[OsString]) -> io::Result<()> {
    for entry in fs::read_dir(from).map_err(|e| failure(format!("不能读 {}", from.display()), &e))? {
        let entry = entry?;
        if ours.contains(&entry.file_name()) {
            continue;
        }
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        // The same name in other letters, where the system sees no difference: then it is a file of the set.
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

/// Removes an old folder after moving over what is in it and newer than, or missing from, the placed one. What cannot be
/// moved stays where it is, with its folder.
fn sweep(old: &Path, dist: &Path, ours: &[OsString]) {
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
            Ok(there) if there.is_dir() && entry.file_type()?.is_dir() => rescue(&source, &target, &[])?,
            Ok(there) => {
                let here = entry.metadata()?;
                let same = there.len() == here.len() && there.modified().ok() == here.modified().ok();
                if !same && here.modified()? > there.modified()? {
                    fs::rename(&source, &target)?;
                }
            }
            Err(_) => fs::rename(&source, &target)?,
        }
    }
    Ok(())
}

/// Mends what a killed run left: puts the old set back if there is none, and removes what nobody works on.
fn mend(dist: &Path, parent: &Path, name: &OsStr) -> io::Result<()> {
    let starts = |entry: &fs::DirEntry, word| entry.file_name().as_encoded_bytes().starts_with(prefix(name, word).as_encoded_bytes());
    let Ok(list) = fs::read_dir(parent) else { return Ok(()) };
    let entries: Vec<fs::DirEntry> = list.flatten().filter(|e| e.file_type().is_ok_and(|t| t.is_dir())).collect();
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
            // Without a lock it had been finished: by an exchange it may hold the old set, so the user's files are looked at.
            Err(_) if fs::symlink_metadata(dist).is_ok() => sweep(&entry.path(), dist, &names_of_sets(&entry.path())),
            Err(_) => {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }
    Ok(())
}

/// The names in a leftover folder that belong to a set of ours: those of one stem with an archive and its check list.
fn names_of_sets(folder: &Path) -> Vec<OsString> {
    let names: Vec<String> =
        fs::read_dir(folder).into_iter().flatten().flatten().filter_map(|e| e.file_name().into_string().ok()).collect();
    let stems = names.iter().filter_map(|n| n.strip_suffix(CHECKLIST_SUFFIX)).filter(|s| names.contains(&format!("{s}.zip")));
    stems.flat_map(set_names).map(OsString::from).collect()
}

/// What the check list beside an archive is called, after the stem.
const CHECKLIST_SUFFIX: &str = "-报送清单.md";

/// The names of a set by its stem: archive, message, print volume, check list.
pub fn set_names(stem: &str) -> [String; 4] {
    [format!("{stem}.zip"), format!("{stem}.eml"), format!("{stem}-合订本.pdf"), format!("{stem}{CHECKLIST_SUFFIX}")]
}

#[cfg(test)]
mod tests;
