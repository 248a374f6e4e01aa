//! Reading formats of other people on a thread of its own: nested objects have room on its stack,
//! and a panic ends the thread alone.

use std::io;
#[cfg(not(target_family = "wasm"))]
use std::thread;

/// The name of these threads; a panic hook may keep quiet about them.
pub const THREAD_NAME: &str = "attachment";

/// The size of the stack, bytes. It is reserved, and used only by files that nest objects deeply.
#[cfg(not(target_family = "wasm"))]
const STACK_SIZE: usize = 256 << 20;

/// Why there is no result.
#[derive(Debug, thiserror::Error)]
pub enum DeepStackError {
    /// The system had no thread to give.
    #[error("no thread could be started")]
    NoThread(#[source] io::Error),
    /// The work ended with a panic.
    #[error("the reader panicked")]
    Panicked,
}

/// Does work on such a thread and waits for it.
///
/// # Errors
/// If no thread could be started, or if the work panicked.
#[cfg(not(target_family = "wasm"))]
pub fn run<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, DeepStackError> {
    thread::scope(|scope| {
        let builder = thread::Builder::new().name(THREAD_NAME.to_owned()).stack_size(STACK_SIZE);
        let spawned = builder.spawn_scoped(scope, work).map_err(DeepStackError::NoThread)?;
        spawned.join().map_err(|_| DeepStackError::Panicked)
    })
}

/// Does the work here: a page has no threads, and a panic there ends the run, which the page says.
///
/// # Errors
/// Never.
#[cfg(target_family = "wasm")]
pub fn run<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, DeepStackError> {
    Ok(work())
}
