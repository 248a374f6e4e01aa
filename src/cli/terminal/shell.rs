//! What the program says about its work, on standard error.

use super::env::Env;

/// How much is said.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Talk {
    /// Nothing.
    pub(crate) quiet: bool,
    /// More.
    pub(crate) verbose: bool,
}

impl Talk {
    /// Says what is going on; only where a person watches, or with `-v`.
    pub(crate) fn step(self, env: &mut Env<'_>, text: &str) {
        if !self.quiet && (self.verbose || env.err_is_terminal) {
            let _ = writeln!(env.err, "{text}");
        }
    }

    /// Says what was done.
    pub(crate) fn done(self, env: &mut Env<'_>, text: &str) {
        if !self.quiet {
            let _ = writeln!(env.err, "{text}");
        }
    }
}
