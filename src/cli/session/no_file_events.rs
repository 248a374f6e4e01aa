//! In the place of the system's notifications where there are none.

use std::path::PathBuf;
use std::time::Duration;

use super::file_watch::Folder;

/// There are no notifications.
#[derive(Debug, thiserror::Error)]
#[error("the system does not notify")]
pub struct NoEvents;

/// What changed.
pub enum ChangedFiles {
    /// These files.
    #[expect(dead_code, reason = "as a system that notifies has it")]
    Named(Vec<PathBuf>),
    /// Anything may have changed.
    #[expect(dead_code, reason = "as a system that notifies has it")]
    Unknown,
}

/// Notifications, of which there are none.
pub struct FileEvents;

impl FileEvents {
    /// Refuses.
    ///
    /// # Errors
    /// Always.
    pub fn begin(_: &[Folder]) -> Result<Self, NoEvents> {
        Err(NoEvents)
    }

    /// Refuses.
    ///
    /// # Errors
    /// Always.
    pub fn wait(&self, _: Duration) -> Result<Option<ChangedFiles>, NoEvents> {
        Err(NoEvents)
    }
}
