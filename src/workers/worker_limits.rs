//! What a worker may use for one file.
//!
//! Time is CPU time where the system can hold a process to it, so that a busy machine changes no
//! result; the clock on the wall is asked elsewhere and for processes that only wait. Memory is held
//! by Linux alone; on other systems the limits that the readers count themselves remain.

use std::time::Duration;

/// Memory that a worker reserves for the stacks of its threads and hardly uses, megabytes.
#[cfg(target_os = "linux")]
const STACK_MEGABYTES: u64 = 400;
/// Addresses that it needs beside its memory, megabytes: the program itself, and what the allocator
/// sets aside for each thread. Counted by systems that know no other limit.
#[cfg(target_os = "linux")]
const ADDRESS_MEGABYTES: u64 = 1_024;
/// Bytes for which there is another second: a tenth of the speed of the slowest reader.
const BYTES_A_SECOND: u64 = 1_000_000;
/// How many times the CPU seconds may pass on the wall. Where CPU time is held, this ends only a
/// process that waits for something, on the busiest machine: a reader was seen to get a third of a
/// processor.
const WALL_FACTOR: u64 = if cfg!(any(target_os = "linux", target_os = "macos")) { 10 } else { 3 };

/// What a worker may use for one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// CPU seconds for any file; large ones have more. The slowest readable file that is known takes
    /// 12 (2026-11-29).
    pub seconds: u64,
    /// Memory, megabytes. The heaviest files that are read (200 MB, or a picture of 80 million
    /// pixels) take less than half of it.
    pub megabytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { seconds: 20, megabytes: 2_048 }
    }
}

impl Limits {
    /// CPU seconds for a file by its number of bytes.
    pub(super) fn seconds_for(self, bytes: u64) -> u64 {
        self.seconds + bytes / BYTES_A_SECOND
    }
}

/// How long a worker is waited for, by its CPU seconds.
pub(super) fn patience(seconds: u64) -> Duration {
    Duration::from_secs(seconds.saturating_mul(WALL_FACTOR))
}

/// Holds this process to its limit of memory, and keeps what it read out of dumps.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(super) fn confine(megabytes: u64) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // Where a limit cannot be set, the reading goes on without it.
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    #[cfg(not(target_os = "linux"))]
    let _ = megabytes;
    #[cfg(target_os = "linux")]
    {
        let limit = |megabytes: u64| {
            let most = Some(megabytes.saturating_mul(1 << 20));
            Rlimit { current: most, maximum: most }
        };
        let _ = setrlimit(Resource::Data, limit(megabytes.saturating_add(STACK_MEGABYTES)));
        let _ = setrlimit(Resource::As, limit(megabytes.saturating_add(ADDRESS_MEGABYTES)));
    }
}

/// Lets this process run for a number of further CPU seconds; then the system ends it.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(super) fn allow(seconds: u64) {
    use rustix::process::{Resource, getrlimit, setrlimit};
    use rustix::time::{ClockId, clock_gettime};
    let used = clock_gettime(ClockId::ProcessCPUTime).tv_sec;
    let used = u64::try_from(used).unwrap_or_default();
    let mut limit = getrlimit(Resource::Cpu);
    let until = used.saturating_add(seconds).saturating_add(1);
    limit.current = Some(match limit.maximum {
        Some(maximum) => until.min(maximum),
        None => until,
    });
    let _ = setrlimit(Resource::Cpu, limit);
}

/// Other systems have no limits that can be set from here.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(super) fn confine(_: u64) {}

/// The clock on the wall is asked here alone.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(super) fn allow(_: u64) {}
