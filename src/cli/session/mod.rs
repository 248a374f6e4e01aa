//! What a run works with: the notices, the surroundings, and the project that was opened.

pub(crate) mod baseline;
#[cfg_attr(target_family = "wasm", path = "no_file_events.rs")]
pub mod file_events;
pub mod file_watch;
pub(crate) mod git;
pub(crate) mod given_notice;
pub(crate) mod notice_proof;
mod notices;
mod open;
mod options;
pub(crate) mod received;
pub(crate) mod since;

pub(crate) use notices::{carried_notice_failure, library, load_notice};
pub(crate) use open::{OpenTarget, Opened, is_plan, line_of, read_failure};
pub(crate) use options::{JudgeTerms, options, threshold, unchecked_options};

use std::path::Path;

use crate::notice::Library;
use crate::project::replace::write_atomic;

use crate::cli::terminal::env::Env;
use crate::cli::terminal::failure::{Failure, shown};
use crate::cli::terminal::shell::Shell;

/// What every verb gets: the notices, the surroundings, and how to speak to the user.
pub(crate) struct Session<'s, 'e> {
    /// The built-in notices and those of `--outline`.
    pub(crate) library: &'s Library,
    pub(crate) env: &'s mut Env<'e>,
    pub(crate) shell: Shell,
}

impl Session<'_, '_> {
    /// Says what is going on; only where a person watches, or with `-v`.
    pub(crate) fn step(&mut self, text: &str) {
        self.shell.step(self.env, text);
    }

    /// Says what was done.
    pub(crate) fn done(&mut self, text: &str) {
        self.shell.done(self.env, text);
    }

    /// Says several things that were done.
    pub(crate) fn all_done<'t>(&mut self, lines: impl IntoIterator<Item = &'t String>) {
        for line in lines {
            self.done(line);
        }
    }

    /// Writes a file that the user asked for, with the folders above it; prints its path and what
    /// else is to be said about it.
    pub(crate) fn write_result(
        &mut self,
        path: &Path,
        bytes: &[u8],
        summary: &str,
    ) -> Result<(), Failure> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|e| Failure::io("建不了文件夹", folder, e))?;
        }
        write_atomic(path, bytes).map_err(|e| Failure::io("写不了", path, e))?;
        let below = path.strip_prefix(&self.env.cwd).unwrap_or(path);
        writeln!(self.env.out, "{}{summary}", shown(below))?;
        Ok(())
    }

    /// Says why one of several things failed, while the run goes on.
    pub(crate) fn failed(&mut self, failure: &Failure) {
        self.shell.plain().print_failure(self.env, failure);
    }
}

/// The last part of a path; empty if there is none.
pub(crate) fn file_name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}
