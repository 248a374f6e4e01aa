//! In the place of a terminal where there is none: nothing can be asked.

use super::questions::{AnswerChoice, Console, Question, Stop};

pub(crate) use self::AbsentTerminal as TerminalConsole;

/// A terminal that gives no answer.
pub(crate) struct AbsentTerminal {
    /// Whether colours are wanted.
    #[expect(dead_code, reason = "as a terminal has it")]
    pub(crate) colored: bool,
}

impl Console for AbsentTerminal {
    fn choose(&mut self, _: Question<'_>, _: &[AnswerChoice]) -> Result<usize, Stop> {
        Err(Stop::Cancelled)
    }

    fn line(
        &mut self,
        _: Question<'_>,
        _: &str,
        _: fn(&str) -> Option<String>,
    ) -> Result<String, Stop> {
        Err(Stop::Cancelled)
    }
}
