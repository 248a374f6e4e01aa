//! Work on a thread with a large stack.

use std::thread;

use crate::attachment::THREAD;

/// Stack of the thread that typesets: foreign files may nest objects deeply.
const STACK: usize = 256 << 20;

/// Does work on a thread of its own, where deep nesting has room; `None` if that panicked.
pub(super) fn deep<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    thread::scope(|scope| {
        let spawned = thread::Builder::new()
            .name(THREAD.to_owned())
            .stack_size(STACK)
            .spawn_scoped(scope, work);
        spawned.ok()?.join().ok()
    })
}
