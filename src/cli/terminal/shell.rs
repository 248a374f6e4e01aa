//! What the program says about its work, on standard error, and in which colours.

use std::error::Error;

use super::args::When;
use super::env::Env;
use super::failure::Failure;

/// Whether a text is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Color(pub(crate) bool);

/// How much is said, and in which colours.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shell {
    /// `--quiet`: nothing but results and failures.
    pub(crate) quiet: bool,
    /// `--verbose`: steps even where nobody watches, and the causes of failures.
    pub(crate) verbose: bool,
    /// `--color`.
    pub(crate) color: When,
}

impl Shell {
    /// The same without colours.
    pub(crate) fn plain(self) -> Self {
        Self { color: When::Never, ..self }
    }

    /// The colour of results, on standard output.
    pub(crate) fn output_color(self, env: &Env<'_>) -> Color {
        self.color_on(env.out_is_terminal, env)
    }

    /// The colour of messages, on standard error.
    pub(crate) fn message_color(self, env: &Env<'_>) -> Color {
        self.color_on(env.err_is_terminal, env)
    }

    fn color_on(self, is_terminal: bool, env: &Env<'_>) -> Color {
        Color(match self.color {
            When::Always => true,
            When::Never => false,
            When::Auto => is_terminal && env.var("NO_COLOR").is_none(),
        })
    }

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

    /// Says why the work failed and what to do; with `-v` also what caused it, cause by cause.
    pub(crate) fn print_failure(self, env: &mut Env<'_>, failure: &Failure) {
        let Color(is_colored) = self.message_color(env);
        let (on, off) = if is_colored { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("", "") };
        let mut text = format!("{on}错误{off}：{}\n", failure.message);
        for hint in &failure.hints {
            text.push_str(&format!("  {hint}\n"));
        }
        if self.verbose {
            let mut cause = failure.source();
            while let Some(error) = cause {
                text.push_str(&format!(
                    "  原因：{}\n",
                    crate::text::han::printable(&error.to_string())
                ));
                cause = error.source();
            }
        }
        // If standard error is closed, there is nowhere to report that.
        let _ = env.err.write_all(text.as_bytes());
    }
}
