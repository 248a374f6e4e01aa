//! What the browser may see now: put up by the session, read by the server's threads.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::render::Pages;

/// The state that was put up last.
pub(super) struct Board {
    posted: Mutex<PostedState>,
    changed: Condvar,
}

struct PostedState {
    version: u64,
    state: Arc<Vec<u8>>,
    pages: Option<Arc<Pages>>,
    is_closed: bool,
}

/// Why a wait is over.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum BoardNews {
    /// There is a newer version.
    Version(u64),
    /// The time is up.
    Nothing,
    /// The program ends.
    Closed,
}

impl Board {
    /// A board with a first state, version 0.
    pub(super) fn new(state: Vec<u8>) -> Self {
        let posted =
            PostedState { version: 0, state: Arc::new(state), pages: None, is_closed: false };
        Self { posted: Mutex::new(posted), changed: Condvar::new() }
    }

    fn posted(&self) -> MutexGuard<'_, PostedState> {
        // Nothing is left half done under the lock.
        self.posted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts up a newer state with the pages it speaks of.
    pub(super) fn post(&self, version: u64, state: Vec<u8>, pages: Option<Arc<Pages>>) {
        let mut posted = self.posted();
        (posted.version, posted.state, posted.pages) = (version, Arc::new(state), pages);
        self.changed.notify_all();
    }

    /// Tells everybody that the program ends.
    pub(super) fn close(&self) {
        self.posted().is_closed = true;
        self.changed.notify_all();
    }

    /// Whether the program ends.
    pub(super) fn is_closed(&self) -> bool {
        self.posted().is_closed
    }

    /// The state, JSON.
    pub(super) fn state(&self) -> Arc<Vec<u8>> {
        Arc::clone(&self.posted().state)
    }

    /// A page of the state by its digest, as SVG. Drawing takes a while, so it is done outside of
    /// the lock.
    pub(super) fn picture(&self, digest: &str) -> Option<String> {
        let pages = self.posted().pages.clone()?;
        let index = pages.digests().iter().position(|d| d == digest)?;
        pages.svg(index)
    }

    /// Waits for a version other than the one that is known.
    pub(super) fn wait(&self, known: Option<u64>, patience: Duration) -> BoardNews {
        let is_old = |posted: &mut PostedState| !posted.is_closed && known == Some(posted.version);
        let waited = self.changed.wait_timeout_while(self.posted(), patience, is_old);
        let (posted, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
        match (posted.is_closed, timeout.timed_out()) {
            (true, _) => BoardNews::Closed,
            (_, true) => BoardNews::Nothing,
            (_, false) => BoardNews::Version(posted.version),
        }
    }
}
