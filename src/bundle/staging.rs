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
mod recovery;
mod staging_error;

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

pub use staging_error::StagingError;

use crate::project::write::sync_folder;

use folder::{default_mode, exchange, inspect};
use keep_user_files::{carry_over, sweep};
use recovery::recover;

/// Name of the lock in a new folder.
const LOCK: &str = ".pilot-staging-lock";

/// How the name of a folder beside `dist` begins: `.dist.new-` before it comes to its place,
/// `.dist.old-` for what it replaces.
fn prefix(name: &OsStr, word: &str) -> OsString {
    let mut out = OsString::from(".");
    out.push(name);
    out.push(format!(".{word}-"));
    out
}

/// The files of a package while they are made.
#[derive(Debug)]
pub struct Staging {
    dist: PathBuf,
    parent: PathBuf,
    names: Vec<OsString>,
    gone: Vec<OsString>,
    lock: Option<File>,
    // Dropped last: removes the folder if it did not become `dist`.
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
    /// Begins a package that is to become `dist`, after cleaning up what a killed run left there.
    ///
    /// # Errors
    /// `dist` is a link, a file or read-only; its parent folder cannot be written.
    pub fn new(dist: &Path) -> Result<Self, StagingError> {
        let Some(name) = dist.file_name() else {
            return Err(StagingError::NoFolderName { dist: dist.to_owned() });
        };
        let parent = match dist.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
            _ => PathBuf::from("."),
        };
        recover(dist, &parent, name)?;
        let mode = inspect(dist)?;
        let mut builder = tempfile::Builder::new();
        let prefix = prefix(name, "new");
        builder.prefix(&prefix);
        if let Some(mode) = mode.or_else(default_mode) {
            builder.permissions(mode);
        }
        let folder = builder
            .tempdir_in(&parent)
            .map_err(|source| StagingError::NotWritable { folder: parent.clone(), source })?;
        let lock = File::create_new(folder.path().join(LOCK))?;
        // Where the file system knows no locks, leftovers cannot be told from running work: then
        // they simply stay.
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

    /// The path at which a file of the package is written, and read again before it is committed.
    pub fn path(&self, name: &str) -> PathBuf {
        match &self.folder {
            Some(folder) => folder.path().join(name),
            None => self.dist.join(name),
        }
    }

    /// Creates a file of the package, for writing and reading.
    ///
    /// # Errors
    /// The name exists already, or the system refuses.
    pub fn create(&mut self, name: &str) -> Result<File, StagingError> {
        let mut options = File::options();
        options.read(true).write(true).create_new(true);
        let file = options.open(self.path(name));
        let file =
            file.map_err(|source| StagingError::FileNotWritten { name: name.to_owned(), source })?;
        self.names.push(name.into());
        Ok(file)
    }

    /// Names a file of former packages that this one has not: it is not carried over.
    pub fn leave_behind(&mut self, name: &str) {
        self.gone.push(name.into());
    }

    /// Makes the package `dist`; returns the paths of its files. If this fails, `dist` is as it was.
    ///
    /// # Errors
    /// What could not be written or moved.
    pub fn commit(self) -> Result<Vec<PathBuf>, StagingError> {
        self.commit_with(exchange, &mut |_| Ok(()))
    }

    fn commit_with(
        mut self,
        exchange: Exchange,
        probe: Probe<'_>,
    ) -> Result<Vec<PathBuf>, StagingError> {
        let Some(folder) = self.folder.take() else { return Ok(Vec::new()) };
        let exists = inspect(&self.dist)?.is_some();
        let ours: Vec<OsString> = [self.names.as_slice(), &self.gone].concat();
        if exists {
            probe(CommitStep::Carry)?;
            carry_over(&self.dist, folder.path(), &ours)?;
        }
        probe(CommitStep::Flush)?;
        self.flush(folder.path())?;
        // The lock goes before the folder gets its final name: `dist` has no lock in it.
        self.lock = None;
        fs::remove_file(folder.path().join(LOCK))?;
        sync_folder(folder.path());
        probe(CommitStep::Exchange)?;
        if !exists {
            fs::rename(folder.path(), &self.dist).map_err(|e| self.locked(e))?;
            // Its temporary name is gone, so there is nothing for the guard to remove.
            let _ = folder.keep();
        } else if exchange(folder.path(), &self.dist).map_err(|e| self.locked(e))? {
            // The temporary folder now holds the old files.
            let old = folder.keep();
            sync_folder(&self.parent);
            probe(CommitStep::Sweep)?;
            sweep(&old, &self.dist, &ours);
        } else {
            let old = self.swap_by_renames(folder, probe)?;
            sync_folder(&self.parent);
            probe(CommitStep::Sweep)?;
            sweep(&old, &self.dist, &ours);
        }
        sync_folder(&self.parent);
        let placed = self.names.iter().map(|name| self.dist.join(name));
        Ok(placed.collect())
    }

    fn flush(&self, folder: &Path) -> Result<(), StagingError> {
        for name in &self.names {
            let file = File::options().write(true).open(folder.join(name));
            let flushed = file.and_then(|file| file.sync_all());
            flushed.map_err(|source| StagingError::NotFlushed { source })?;
        }
        Ok(())
    }

    /// Where folders cannot change places in one step: `dist` is moved aside, then the new folder
    /// takes its name. Returns where the old files are.
    fn swap_by_renames(
        &self,
        folder: tempfile::TempDir,
        probe: Probe<'_>,
    ) -> Result<PathBuf, StagingError> {
        let name = self.dist.file_name().unwrap_or_default();
        let mut builder = tempfile::Builder::new();
        let prefix = prefix(name, "old");
        builder.prefix(&prefix);
        let reserved = builder.tempdir_in(&self.parent)?;
        // Only Unix lets a folder be renamed onto an empty one: the name alone is wanted.
        let old = reserved.path().to_path_buf();
        reserved.close()?;
        fs::rename(&self.dist, &old).map_err(|e| self.locked(e))?;
        let moved = probe(CommitStep::Rename).and_then(|()| fs::rename(folder.path(), &self.dist));
        if let Err(e) = moved {
            fs::rename(&old, &self.dist)
                .map_err(|source| StagingError::OldSetMovedAside { old: old.clone(), source })?;
            return Err(self.locked(e));
        }
        let _ = folder.keep();
        Ok(old)
    }

    fn locked(&self, source: io::Error) -> StagingError {
        StagingError::Locked { dist: self.dist.clone(), source }
    }
}

#[cfg(test)]
mod tests;
