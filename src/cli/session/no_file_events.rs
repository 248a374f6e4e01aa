//! In the place of the system's notifications where there are none.

use std::path::PathBuf;
use std::time::Duration;

use super::file_watch::Folder;

pub use self::{
    AbsentFileEvents as FileEvents, EventsAreAbsent as NoEvents, NoChangedFiles as ChangedFiles,
};

/// There are no notifications.
#[derive(Debug, thiserror::Error)]
#[error("the system does not notify")]
pub struct EventsAreAbsent;

/// What changed.
pub enum NoChangedFiles {
    /// These files.
    #[expect(dead_code, reason = "as a system that notifies has it")]
    Named(Vec<PathBuf>),
    /// Anything may have changed.
    #[expect(dead_code, reason = "as a system that notifies has it")]
    Unknown,
}

/// Notifications, of which there are none.
pub struct AbsentFileEvents;

impl AbsentFileEvents {
    /// Refuses.
    ///
    /// # Errors
    /// Always.
    pub fn begin(_: &[Folder]) -> Result<Self, EventsAreAbsent> {
        Err(EventsAreAbsent)
    }

    /// Refuses.
    ///
    /// # Errors
    /// Always.
    pub fn wait(&self, _: Duration) -> Result<Option<NoChangedFiles>, EventsAreAbsent> {
        Err(EventsAreAbsent)
    }
}
