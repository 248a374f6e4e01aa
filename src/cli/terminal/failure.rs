//! Why the work could not be done, and what the user can do about it.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::Path;
use std::sync::Arc;

pub(crate) use crate::project::config::nearest_hint;
use crate::text::{han, io_words, is_unknown};

/// A failure in words for the user, in Chinese.
#[derive(Clone, Debug)]
pub struct Failure {
    /// What could not be done and why.
    pub message: String,
    /// What to do.
    pub hints: Vec<String>,
    /// What caused it, as the layer below said it; shown with `-v`.
    source: Option<Arc<dyn Error + Send + Sync>>,
    /// Whether only the reader of the output went away.
    closed_pipe: bool,
}

impl Failure {
    /// A failure without a hint.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hints: Vec::new(), source: None, closed_pipe: false }
    }

    /// Adds a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds the known word that is nearest to one that was mistyped, if one is near.
    #[must_use]
    pub(crate) fn hint_nearest<'a>(self, word: &str, known: impl Iterator<Item = &'a str>) -> Self {
        match nearest_hint(word, known) {
            Some(hint) => self.hint(hint),
            None => self,
        }
    }

    /// Keeps what caused it.
    #[must_use]
    pub(crate) fn caused_by(mut self, cause: impl Error + Send + Sync + 'static) -> Self {
        self.source = Some(Arc::new(cause));
        self
    }

    /// Keeps a refusal of the system, and says how to see its own words where nothing else is said.
    #[must_use]
    pub(crate) fn caused_by_system(self, error: io::Error) -> Self {
        let failure = if is_unknown(error.kind()) {
            self.hint("加 -v 可以看到系统的原话")
        } else {
            self
        };
        failure.caused_by(error)
    }

    /// A file or folder that was not read, by the first refusal of the system among the causes.
    pub(crate) fn unreadable(path: &Path, error: anyhow::Error) -> Self {
        let refusal = error.chain().find_map(system_refusal);
        let why = match refusal {
            Some(kind) => io_words(kind),
            None => "内容读不懂",
        };
        let failure = Self::new(format!("读不了 {}：{why}", shown(path)));
        let cause: Box<dyn Error + Send + Sync> = error.into();
        Self { source: Some(Arc::from(cause)), ..failure }
    }

    /// Names what it is about, where one of several things failed.
    #[must_use]
    pub fn about(mut self, what: &str) -> Self {
        if !self.message.contains(what) {
            self.message = format!("{what}：{}", self.message);
        }
        self
    }

    /// Whether only the reader of the output went away, which is no failure.
    pub fn is_closed_pipe(&self) -> bool {
        self.closed_pipe
    }

    /// A failure of a file operation.
    pub fn io(what: &str, path: &Path, error: io::Error) -> Self {
        let message = format!("{what} {}：{}", shown(path), io_words(error.kind()));
        Self::new(message).caused_by_system(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let source = self.source.as_deref()?;
        Some(source)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let closed_pipe = error.kind() == io::ErrorKind::BrokenPipe;
        let failure = Self::new(io_words(error.kind())).caused_by_system(error);
        Self { closed_pipe, ..failure }
    }
}

/// The kind of a refusal of the system, if an error is one.
fn system_refusal(error: &(dyn Error + 'static)) -> Option<io::ErrorKind> {
    error.downcast_ref::<io::Error>().map(io::Error::kind)
}

/// A path as it may be shown.
pub(crate) fn shown(path: &Path) -> String {
    han::printable(&path.display().to_string())
}
