//! Questions to a person, without saying how they get there: a terminal, or a test.

/// Why there are no answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The person does not want to go on.
    Cancelled,
    /// The terminal does not work, in the system's words.
    Failed(String),
}

/// A question.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// What is asked.
    pub message: &'a str,
    /// How to answer.
    pub help: &'a str,
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerChoice {
    /// What is shown.
    pub label: String,
    /// What is searched besides.
    pub search: String,
}

/// Whom the questions are put to: a terminal, or a test.
pub trait Console {
    /// Lets the person choose; the index of the choice.
    ///
    /// # Errors
    /// If there is no answer.
    fn choose(&mut self, question: Question<'_>, choices: &[AnswerChoice]) -> Result<usize, Stop>;

    /// Lets the person write a line, beginning with `initial`; `fault` says what is wrong with an
    /// answer.
    ///
    /// # Errors
    /// If there is no answer.
    fn line(
        &mut self,
        question: Question<'_>,
        initial: &str,
        fault: fn(&str) -> Option<String>,
    ) -> Result<String, Stop>;
}
