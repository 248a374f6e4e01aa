//! Files of other people, read in processes of their own.

mod deadly_files;
#[cfg(target_os = "linux")]
mod ended_processes;
mod field_inputs;
mod same_reading;

use std::num::NonZeroUsize;
use std::path::Path;

use pilot::workers::{Limits, Workers};

/// Workers of the real program.
fn workers(most: usize, limits: Limits) -> Workers {
    let program = Path::new(env!("CARGO_BIN_EXE_pilot")).to_owned();
    Workers::new(program, NonZeroUsize::new(most), limits)
}
