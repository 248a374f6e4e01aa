//! Puts a finished set of files in the place of the former one, so that a run that is killed leaves
//! the one or the other.
//!
//! Everything is written into a new folder beside `dist`, flushed to disk, and the two folders
//! change places:
//!
//! * Linux and macOS, on file systems that can: in one step. At every moment `dist` is the whole
//!   old or the whole new set.
//! * Elsewhere: by two renames. A run killed between them leaves no `dist`, but both sets whole
//!   beside it; the next run puts the old one back first ([`Staging::new`]).
//!
//! Files in `dist` that are not part of the new set are the user's: they are carried over (as hard
//! links, or copies where there are none), and what appears or changes there meanwhile is moved
//! over before the old folder goes. Nothing is removed whose new version is not in place. Leftovers
//! of killed runs are removed by the next one, never those of a run that still goes on.

mod folder;
mod keep_user_files;
mod marks;
mod recovery;
mod words;

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use folder::{default_mode, exchange, flush_folder, inspect};
use keep_user_files::{carry_over, sweep};
use marks::{LOCK, prefix};
use recovery::recover;
use words::{failure, refusal};

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
enum CommitStep {
    Carry,
    Flush,
    Exchange,
    Rename,
    Sweep,
}

/// How two folders change places; `false` if they cannot in one step.
type Exchange = fn(&Path, &Path) -> io::Result<bool>;
/// Called before each step.
type Probe<'a> = &'a mut dyn FnMut(CommitStep) -> io::Result<()>;

impl Staging {
    /// Begins a set that is to become `dist`, and mends what a killed run left there.
    ///
    /// # Errors
    /// In Chinese: `dist` is a link, a file or read-only; its parent folder cannot be written.
    pub fn new(dist: &Path) -> io::Result<Self> {
        let shown = dist.display();
        let name = dist
            .file_name()
            .ok_or_else(|| refusal(format!("{shown} 不是文件夹名")))?
            .to_os_string();
        let parent = dist
            .parent()
            .filter(|p| !p.as_os_str().is_empty())
            .unwrap_or(Path::new("."))
            .to_path_buf();
        recover(dist, &parent, &name)?;
        let mode = inspect(dist)?;
        let mut builder = tempfile::Builder::new();
        let prefix = prefix(&name, "new");
        builder.prefix(&prefix);
        if let Some(mode) = mode.or_else(default_mode) {
            builder.permissions(mode);
        }
        let folder = builder
            .tempdir_in(&parent)
            .map_err(|e| failure(format!("不能在 {} 里写文件", parent.display()), &e))?;
        let lock = File::create_new(folder.path().join(LOCK))?;
        // Where locks are not known, leftovers are told from running ones by nothing: then they
        // simply stay.
        let _ = lock.try_lock();
        Ok(Self {
            dist: dist.to_path_buf(),
            parent,
            names: Vec::new(),
            gone: Vec::new(),
            lock: Some(lock),
            folder: Some(folder),
        })
    }

    /// The path at which a file of the set is written, and from which it is read again before it is
    /// placed.
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
    pub fn commit(self) -> io::Result<Vec<PathBuf>> {
        self.commit_with(exchange, &mut |_| Ok(()))
    }

    fn commit_with(mut self, exchange: Exchange, probe: Probe<'_>) -> io::Result<Vec<PathBuf>> {
        let Some(folder) = self.folder.take() else { return Ok(Vec::new()) };
        let exists = inspect(&self.dist)?.is_some();
        let ours: Vec<OsString> = self.names.iter().chain(&self.gone).cloned().collect();
        if exists {
            probe(CommitStep::Carry)?;
            carry_over(&self.dist, folder.path(), &ours)?;
        }
        probe(CommitStep::Flush)?;
        for name in &self.names {
            let path = folder.path().join(name);
            File::options()
                .write(true)
                .open(&path)
                .and_then(|f| f.sync_all())
                .map_err(|e| failure("不能写入磁盘", &e))?;
        }
        self.lock = None;
        fs::remove_file(folder.path().join(LOCK))?;
        flush_folder(folder.path());
        let blocked = |e| failure("不能替换 dist，请关闭正在使用其中文件的程序后重试", &e);
        probe(CommitStep::Exchange)?;
        if !exists {
            fs::rename(folder.path(), &self.dist).map_err(blocked)?;
            // What bears the temporary name is gone; it must not be looked for again.
            let _ = folder.keep();
        } else if exchange(folder.path(), &self.dist)? {
            // The temporary folder now holds the old set.
            let old = folder.keep();
            flush_folder(&self.parent);
            probe(CommitStep::Sweep)?;
            sweep(&old, &self.dist, &ours);
        } else {
            let old = tempfile::Builder::new()
                .prefix(&prefix(self.dist.file_name().unwrap_or_default(), "old"))
                .tempdir_in(&self.parent)?;
            // A folder may be renamed onto an empty one on Unix only: the name alone is wanted.
            let old_path = old.path().to_path_buf();
            old.close()?;
            fs::rename(&self.dist, &old_path).map_err(blocked)?;
            let moved =
                probe(CommitStep::Rename).and_then(|()| fs::rename(folder.path(), &self.dist));
            if let Err(e) = moved {
                fs::rename(&old_path, &self.dist)
                    .map_err(|e| failure(format!("旧文件在 {}", old_path.display()), &e))?;
                return Err(blocked(e));
            }
            let _ = folder.keep();
            flush_folder(&self.parent);
            probe(CommitStep::Sweep)?;
            sweep(&old_path, &self.dist, &ours);
        }
        flush_folder(&self.parent);
        Ok(self.names.iter().map(|n| self.dist.join(n)).collect())
    }
}

#[cfg(test)]
mod tests;
