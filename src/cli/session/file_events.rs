//! What the system notifies of changed files: the only file that names the library for it.

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::file_watch::Folder;

/// Why there are no notifications: none are to be had, or they have broken down.
#[derive(Debug, thiserror::Error)]
#[error("the system does not notify")]
pub struct NoEvents(#[source] Option<notify::Error>);

/// What changed.
pub enum ChangedFiles {
    /// These files; none if they were only read, as the judging itself does.
    Named(Vec<PathBuf>),
    /// Notifications were lost: anything may have changed.
    Unknown,
}

/// Notifications; they end when this is dropped.
pub struct FileEvents {
    events: Receiver<notify::Result<Event>>,
    _watcher: RecommendedWatcher,
}

impl FileEvents {
    /// Begins to listen.
    ///
    /// # Errors
    /// If the system does not notify: no more watches are free, or the file system cannot.
    pub fn begin(folders: &[Folder]) -> Result<Self, NoEvents> {
        let refused = |error| NoEvents(Some(error));
        let (sender, events) = mpsc::channel();
        let config = Config::default().with_follow_symlinks(false);
        let mut watcher = RecommendedWatcher::new(sender, config).map_err(refused)?;
        for folder in folders {
            let mode =
                if folder.deep { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            watcher.watch(&folder.path, mode).map_err(refused)?;
        }
        Ok(Self { events, _watcher: watcher })
    }

    /// Waits for the next notification; `None` if none came in this time.
    ///
    /// # Errors
    /// If the notifications have broken down.
    pub fn wait(&self, longest: Duration) -> Result<Option<ChangedFiles>, NoEvents> {
        match self.events.recv_timeout(longest) {
            Ok(event) => Ok(Some(changed(event))),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => Err(NoEvents(None)),
        }
    }
}

fn changed(event: notify::Result<Event>) -> ChangedFiles {
    match event {
        Ok(event) if event.need_rescan() => ChangedFiles::Unknown,
        Ok(event) if matches!(event.kind, EventKind::Access(_)) => ChangedFiles::Named(Vec::new()),
        Ok(event) => ChangedFiles::Named(event.paths),
        Err(_) => ChangedFiles::Unknown,
    }
}
