//! What fails, in Chinese.

use std::io;

use super::super::error::io_words;

/// What the system refused, and why.
pub(super) fn failure(what: impl Into<String>, source: &io::Error) -> io::Error {
    io::Error::new(source.kind(), format!("{}：{}", what.into(), io_words(source)))
}

/// What cannot be begun at all.
pub(super) fn refusal(what: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, what.into())
}
