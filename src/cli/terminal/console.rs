//! Questions at a terminal; the only file that names the prompt library.

use std::fmt;

use inquire::ui::{RenderConfig, Styled};
use inquire::validator::Validation;
use inquire::{InquireError, Select, Text};

use super::questions::{AnswerChoice, Console, Question, Stop};

/// A terminal; questions go to standard error.
pub(crate) struct TerminalConsole {
    /// Whether colours are wanted.
    pub(crate) colored: bool,
}

/// A choice as it is listed.
struct ListedChoice<'a>(&'a AnswerChoice);

impl fmt::Display for ListedChoice<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.label)
    }
}

impl TerminalConsole {
    fn look(&self) -> RenderConfig<'static> {
        let look =
            if self.colored { RenderConfig::default_colored() } else { RenderConfig::empty() };
        look.with_canceled_prompt_indicator(Styled::new("〔已取消〕"))
    }
}

impl Console for TerminalConsole {
    fn choose(&mut self, question: Question<'_>, choices: &[AnswerChoice]) -> Result<usize, Stop> {
        let options: Vec<ListedChoice<'_>> = choices.iter().map(ListedChoice).collect();
        let scorer = |input: &str, option: &ListedChoice<'_>, _: &str, _: usize| {
            if matches(input, option.0) { Some(0) } else { None }
        };
        // The order of the list is kept: a stable sort of equal scores would do, but the default
        // one is not stable.
        let sorter = |found: &mut [(usize, i64)]| found.sort_by_key(|(index, _)| *index);
        let picked = Select::new(question.message, options)
            .with_help_message(question.help)
            .with_page_size(10)
            .with_scorer(&scorer)
            .with_sorter(&sorter)
            .with_render_config(self.look())
            .raw_prompt()
            .map_err(stop)?;
        Ok(picked.index)
    }

    fn line(
        &mut self,
        question: Question<'_>,
        initial: &str,
        fault: fn(&str) -> Option<String>,
    ) -> Result<String, Stop> {
        let check = move |text: &str| {
            Ok(match fault(text) {
                Some(why) => Validation::Invalid(why.into()),
                None => Validation::Valid,
            })
        };
        Text::new(question.message)
            .with_help_message(question.help)
            .with_initial_value(initial)
            .with_validator(check)
            .with_render_config(self.look())
            .prompt()
            .map_err(stop)
    }
}

/// Each word of the input must stand somewhere: `乙市 甲` finds 甲县.
fn matches(input: &str, choice: &AnswerChoice) -> bool {
    let text = format!("{} {}", choice.label, choice.search).to_lowercase();
    let input = input.to_lowercase();
    input.split_whitespace().all(|word| text.contains(word))
}

fn stop(error: InquireError) -> Stop {
    match error {
        InquireError::OperationCanceled | InquireError::OperationInterrupted => Stop::Cancelled,
        other => Stop::Failed(other.to_string()),
    }
}
