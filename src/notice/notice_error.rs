//! What is wrong with the files of a notice: all faults at once, each with its file and line.

use std::fmt;

use crate::text::toml_tree;
use crate::text::{SourceId, SourceText};

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
    /// The file is no TOML from a place on: the column, counted from 1 in characters, and what the
    /// reader says.
    #[error("column {column}: {message}")]
    Syntax {
        /// The column.
        column: usize,
        /// The reader's words.
        message: String,
    },
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
    /// An example changes words that the base of its card does not have.
    #[error("the base of the examples does not have “{0}”")]
    NotInExampleBase(String),
    /// A file holds nothing.
    #[error("the file is empty")]
    EmptyFile,
    /// A key that must be there is not.
    #[error("{0} is missing")]
    MissingKey(String),
    /// A key that nobody reads.
    #[error("{key} is not known; known: {known}")]
    UnknownKey {
        /// The key.
        key: String,
        /// The keys that may stand there.
        known: String,
    },
    /// A word that is none of those that may stand there.
    #[error("{key} = {word} is not known; known: {known}")]
    UnknownWord {
        /// The key.
        key: String,
        /// The word.
        word: String,
        /// The words that may stand there.
        known: String,
    },
    /// A value of another type.
    #[error("{key} is no {expected}")]
    WrongType {
        /// The key.
        key: String,
        /// What must stand there.
        expected: ExpectedValue,
    },
    /// A wording, a quotation or a heading that the notice does not have.
    #[error("{key}: the notice does not say “{words}”")]
    NotInNotice {
        /// The key.
        key: String,
        /// The words.
        words: String,
    },
    /// Words of the notice are wanted and none are given.
    #[error("{0} is empty")]
    EmptyWords(String),
    /// A deadline's day that its wording does not name.
    #[error("the wording “{wording}” does not name {day}")]
    DayNotInWording {
        /// The day, `2024-08-16`.
        day: String,
        /// The wording.
        wording: String,
    },
    /// A deadline's year that neither its wording nor the signing date gives.
    #[error("the year of {day} does not follow from the notice")]
    YearNotInNotice {
        /// The day.
        day: String,
        /// The day of signing.
        signed_on: String,
    },
    /// A time that is no `HH:MM`.
    #[error("{0} is no time such as 17:00")]
    TimeForm(String),
    /// A time that the wording does not name.
    #[error("the wording “{wording}” does not name {time}")]
    TimeNotInWording {
        /// The time.
        time: String,
        /// The wording.
        wording: String,
    },
    /// A deadline before the day of signing.
    #[error("{day} is before the day of signing, {signed_on}")]
    BeforeSigning {
        /// The day.
        day: String,
        /// The day of signing.
        signed_on: String,
    },
    /// A window that ends before it begins.
    #[error("from {from} is after {day}")]
    WindowReversed {
        /// The first day.
        from: String,
        /// The last day.
        day: String,
    },
    /// A number that must be 1 at least.
    #[error("{0} is 0")]
    Zero(String),
    /// An entry about a fact that the profile does not have.
    #[error("there is no fact {0}")]
    NoSuchFact(String),
    /// A category that the profile does not have.
    #[error("{key}: there is no category {id}")]
    NoSuchCategory {
        /// The key.
        key: String,
        /// The category.
        id: String,
    },
    /// A form that is not below `forms/`.
    #[error("forms/{0} is missing")]
    NoSuchForm(String),
    /// A mail without a recipient.
    #[error("{0} has no recipient")]
    NoRecipient(String),
    /// Two entries of one list have one id.
    #[error("{key}: {id} stands twice")]
    IdTwice {
        /// The list.
        key: String,
        /// The id.
        id: String,
    },
    /// A value that the words of the notice do not bear out.
    #[error("{key} = {value} does not stand in “{words}”")]
    ValueNotInWords {
        /// The path of the fact.
        key: String,
        /// The value.
        value: String,
        /// The sentence; empty where the whole notice was looked through.
        words: String,
    },
    /// A draft that is not what is read in the text.
    #[error("{key} = {value}, but the text reads {read}")]
    OtherThanRead {
        /// The path of the fact.
        key: String,
        /// The value.
        value: String,
        /// What is read.
        read: String,
        /// The sentence that it is read in; may be empty.
        words: String,
    },
    /// Something that is read in the text and that the folder leaves out.
    #[error("{list} lacks “{words}”")]
    Omitted {
        /// The list or table that it belongs to.
        list: String,
        /// The sentence.
        words: String,
    },
    /// A fact that is neither a draft nor confirmed.
    #[error("{0} is neither a draft nor confirmed")]
    NoMark(String),
    /// A demand that is said to be judged by what is not there.
    #[error("{key}: there is no {judge}")]
    NoSuchJudge {
        /// The key.
        key: String,
        /// What it names.
        judge: String,
    },
    /// A rule of practice that is an error.
    #[error("practice is never an error")]
    PracticeIsError,
    /// A field that `pilot.toml` does not have.
    #[error("pilot.toml has no field {0}")]
    NoSuchField(String),
    /// A function that the program does not have.
    #[error("there is no code {0}")]
    NoSuchCode(String),
    /// An example of a card does not come out as it says.
    #[error("{0}")]
    Example(String),
    /// Anything else, with its context.
    #[error("{0}")]
    Other(String),
}

/// What must stand at a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedValue {
    /// Text in quotes.
    Text,
    /// A day such as 2023-10-23.
    Day,
    /// `true` or `false`.
    Bool,
    /// A whole number from 0.
    Whole,
    /// A number.
    Number,
    /// A table.
    Table,
    /// A table with exactly one key.
    OneKey,
    /// A list.
    List,
    /// A list of a certain number of entries.
    Entries(usize),
}

impl fmt::Display for ExpectedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => f.write_str("text"),
            Self::Day => f.write_str("day"),
            Self::Bool => f.write_str("true or false"),
            Self::Whole => f.write_str("whole number"),
            Self::Number => f.write_str("number"),
            Self::Table => f.write_str("table"),
            Self::OneKey => f.write_str("table of one key"),
            Self::List => f.write_str("list"),
            Self::Entries(count) => write!(f, "list of {count}"),
        }
    }
}

impl NoticeFault {
    /// A fault of a file as a whole.
    pub(super) fn of_file(file: impl Into<String>, kind: NoticeFaultKind) -> Self {
        Self { file: file.into(), line: None, kind }
    }

    /// The places where a file is no TOML.
    pub(super) fn of_syntax(file: &str, text: &str) -> Vec<Self> {
        let source = SourceText::new(file, text);
        let (_, faults) = toml_tree::parse(SourceId(0), &source);
        let mut found = Vec::new();
        for fault in faults {
            let place = source.line_col(fault.at.span.start);
            let kind = NoticeFaultKind::Syntax { column: place.column, message: fault.message };
            found.push(Self { file: file.to_owned(), line: Some(place.line), kind });
        }
        found
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
    let bytes = text.as_bytes();
    let before = bytes.get(..byte).unwrap_or(bytes);
    1 + before.iter().filter(|b| **b == b'\n').count()
}
