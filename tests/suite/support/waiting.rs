//! Waiting for what another thread does, and reading what it writes.

use std::io::{self, Write};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// Nothing here may take longer.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// Output that another thread can look at.
#[derive(Clone, Default)]
pub(crate) struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().expect("not poisoned")).into_owned()
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("not poisoned").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Waits until something is so; whether it came to be.
pub(crate) fn until(done: impl Fn() -> bool) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if done() {
            return true;
        }
        thread::sleep(Duration::from_millis(5));
    }
    false
}

/// Sends Ctrl-C to a process; whether that worked. The shell's own `kill` is on every machine.
pub(crate) fn interrupt(process: u32) -> bool {
    let command = format!("kill -INT {process}");
    let status = Command::new("/bin/sh").args(["-c", &command]).status();
    status.expect("a shell").success()
}
