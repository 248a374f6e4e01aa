//! Why the work could not be done, and what the user can do about it.

use std::fmt;
use std::path::Path;

use crate::text::han;

/// A failure in words for the user, in Chinese.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What could not be done and why.
    pub message: String,
    /// What to do.
    pub hints: Vec<String>,
    /// Whether only the reader of the output went away.
    closed_pipe: bool,
}

impl Failure {
    /// A failure without a hint.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hints: Vec::new(), closed_pipe: false }
    }

    /// Adds a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
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
    pub fn io(what: &str, path: &Path, error: &std::io::Error) -> Self {
        Self::new(format!("{what} {}：{}", shown(path), io_words(error)))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        let closed_pipe = error.kind() == std::io::ErrorKind::BrokenPipe;
        Self { closed_pipe, ..Self::new(io_words(&error)) }
    }
}

/// A path as it may be shown.
pub(crate) fn shown(path: &Path) -> String {
    han::printable(&path.display().to_string())
}

/// The system's refusal in Chinese, with its own words behind it.
pub(crate) fn io_words(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    let known = match error.kind() {
        ErrorKind::NotFound => "文件或文件夹不存在",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::AlreadyExists => "已经存在",
        ErrorKind::StorageFull => "磁盘已满",
        ErrorKind::QuotaExceeded => "磁盘配额已用完",
        ErrorKind::ReadOnlyFilesystem => "磁盘是只读的",
        ErrorKind::IsADirectory => "这是一个文件夹",
        ErrorKind::NotADirectory => "路径中有一段不是文件夹",
        ErrorKind::InvalidData => "内容不是预期的格式",
        _ => return format!("系统报告“{error}”"),
    };
    format!("{known}（{error}）")
}
