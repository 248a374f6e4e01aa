//! What is wrong with the files of a notice: all faults at once, each with its file and line.

use std::fmt;

/// Why a notice does not load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeError {
    /// All faults, in the order in which the files are read.
    pub faults: Vec<NoticeFault>,
}

/// One fault in the files of a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeFault {
    /// The file, with the notice's folder and `/`.
    pub file: String,
    /// The line, counted from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub kind: NoticeFaultKind,
}

/// What is wrong with a file of a notice.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoticeFaultKind {
    /// There is no folder of this name.
    #[error("there is no such notice")]
    NoSuchNotice,
    /// The folder has no `profile.toml`.
    #[error("the file is missing")]
    MissingFile,
    /// The TOML or its keys are wrong: what the reader says.
    #[error("{0}")]
    Toml(String),
    /// The version of the file's shape.
    #[error("format {0} is not known")]
    UnknownFormat(u32),
    /// The id in the file is not the name of its folder or file.
    #[error("its id is {0}")]
    OtherId(String),
    /// `include` names a folder that is not there.
    #[error("it includes {0}, which is not there")]
    MissingInclude(String),
    /// A card quotes what the notice does not say.
    #[error("the notice does not say “{0}”")]
    QuoteNotInNotice(String),
    /// A card has no example that passes, or none that fails.
    #[error("it needs an example that passes and one that fails")]
    NoExamples,
    /// Anything else, with its context.
    #[error("{0}")]
    Other(String),
}

impl NoticeFault {
    /// A fault of a file as a whole.
    pub(super) fn of_file(file: impl Into<String>, kind: NoticeFaultKind) -> Self {
        Self { file: file.into(), line: None, kind }
    }

    /// What the TOML reader says about a file, with the line it says it of.
    pub(super) fn of_toml(file: &str, text: &str, error: &toml::de::Error) -> Self {
        let line = error.span().map(|span| line_at(text, span.start));
        let kind = NoticeFaultKind::Toml(error.message().to_owned());
        Self { file: file.to_owned(), line, kind }
    }

    /// What reading a file says, whatever it is.
    pub(super) fn of_error(file: &str, text: &str, error: &anyhow::Error) -> Self {
        match error.downcast_ref::<toml::de::Error>() {
            Some(toml) => Self::of_toml(file, text, toml),
            None => Self::of_file(file, NoticeFaultKind::Other(format!("{error:#}"))),
        }
    }
}

impl From<NoticeFault> for NoticeError {
    fn from(fault: NoticeFault) -> Self {
        Self { faults: vec![fault] }
    }
}

impl fmt::Display for NoticeFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.kind),
            None => write!(f, "{}: {}", self.file, self.kind),
        }
    }
}

impl fmt::Display for NoticeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.faults.iter().map(NoticeFault::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for NoticeError {}

/// The line of a byte, counted from 1.
pub(super) fn line_at(text: &str, byte: usize) -> usize {
    let before = text.as_bytes().get(..byte).unwrap_or(text.as_bytes());
    1 + before.iter().filter(|b| **b == b'\n').count()
}
