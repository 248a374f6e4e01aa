//! Everything outside the program that a run may look at: passed in, so that a test can make it up.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::text::Moment;
use crate::workers::{Limits, Workers};
use std::ffi::OsString;

/// The surroundings of a run. Several threads may look at them at once; only one may write.
pub struct Env<'a> {
    /// The working folder.
    pub cwd: PathBuf,
    /// The moment of the clock.
    pub now: Moment,
    /// Environment variables.
    pub vars: BTreeMap<String, String>,
    /// Standard output: data.
    pub out: &'a mut (dyn Write + Send + Sync),
    /// Standard error: talk.
    pub err: &'a mut (dyn Write + Send + Sync),
    /// Whether questions can be asked.
    pub can_ask: bool,
    /// Whether output goes to a terminal.
    pub out_is_terminal: bool,
    /// Whether talk goes to a terminal.
    pub err_is_terminal: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// The processes that read files of other people; none reads them in this one.
    pub workers: Workers,
}

impl<'a> Env<'a> {
    /// What the system gives.
    pub fn system(
        out: &'a mut (dyn Write + Send + Sync),
        err: &'a mut (dyn Write + Send + Sync),
    ) -> Self {
        let readable = |text: OsString| text.to_string_lossy().into_owned();
        let vars: BTreeMap<String, String> =
            std::env::vars_os().map(|(name, value)| (readable(name), readable(value))).collect();
        let columns = vars.get("COLUMNS");
        let columns = columns.and_then(|columns| columns.parse::<usize>().ok());
        let width = columns.filter(|width| (40..=400).contains(width));
        let seconds = seconds_since(UNIX_EPOCH);
        Self {
            cwd: std::env::current_dir().unwrap_or_default(),
            now: Moment::from_unix(seconds),
            can_ask: std::io::stdin().is_terminal() && std::io::stderr().is_terminal(),
            out_is_terminal: std::io::stdout().is_terminal(),
            err_is_terminal: std::io::stderr().is_terminal(),
            width: width.unwrap_or(100),
            workers: workers(),
            vars,
            out,
            err,
        }
    }

    /// The clock from now on: a made-up moment goes on too.
    pub(crate) fn clock(&self) -> Clock {
        Clock { begun: SystemTime::now(), at: self.now }
    }

    /// A variable, if it is set and not empty.
    pub fn var(&self, name: &str) -> Option<&str> {
        let value = self.vars.get(name)?;
        if value.is_empty() { None } else { Some(value) }
    }
}

/// Workers that run the program that is running; a page can start no process.
fn workers() -> Workers {
    if cfg!(target_family = "wasm") {
        return Workers::default();
    }
    Workers::new(own_program(), None, Limits::default())
}

/// The file of this program. On Linux the name that the system keeps leads to it even after it was
/// replaced or deleted.
fn own_program() -> PathBuf {
    let kept = PathBuf::from("/proc/self/exe");
    if cfg!(target_os = "linux") && kept.exists() {
        return kept;
    }
    // Where the system does not tell, no worker can be started, and that is said.
    std::env::current_exe().unwrap_or_default()
}

/// Seconds that the system's clock has gone on; none if it was set back.
fn seconds_since(begun: SystemTime) -> i64 {
    let passed = SystemTime::now().duration_since(begun).unwrap_or_default();
    i64::try_from(passed.as_secs()).unwrap_or(0)
}

/// A clock that was looked at once.
pub(crate) struct Clock {
    begun: SystemTime,
    at: Moment,
}

impl Clock {
    /// The moment now.
    pub(crate) fn now(&self) -> Moment {
        self.at.later(seconds_since(self.begun))
    }
}
