//! Why a package was not written.

use std::fmt;
use std::io;

/// Why a package was not written.
#[derive(Debug)]
pub enum WriteError {
    /// Reading a file or writing the archive failed.
    Io {
        /// The entry; empty for the archive itself.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// The entry cannot go in.
    Refused {
        /// The entry; empty for the archive itself.
        path: String,
        /// Why, in Chinese.
        why: String,
    },
    /// The file is not the one that was planned: it changed in the meantime.
    Changed {
        /// The entry.
        path: String,
    },
}

impl WriteError {
    pub(super) fn io(path: &str, source: io::Error) -> Self {
        Self::Io { path: path.to_owned(), source }
    }

    pub(super) fn refused(path: &str, why: impl Into<String>) -> Self {
        Self::Refused { path: path.to_owned(), why: why.into() }
    }

    pub(super) fn changed(path: &str) -> Self {
        Self::Changed { path: path.to_owned() }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |path: &str| {
            if path.is_empty() {
                "压缩包".to_owned()
            } else {
                format!("“{}”", crate::text::han::printable(path))
            }
        };
        match self {
            Self::Io { path, source } => write!(f, "{}：{}", shown(path), io_words(source)),
            Self::Refused { path, why } => write!(f, "{}不能打包：{why}", shown(path)),
            Self::Changed { path } => {
                write!(f, "{}在打包过程中被改动，请关闭正在编辑它的程序后重试", shown(path))
            }
        }
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// What the system said, in Chinese where it is a common case.
pub(super) fn io_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "磁盘空间不足".to_owned(),
        io::ErrorKind::PermissionDenied => "没有读写权限，或文件正被其他程序占用".to_owned(),
        io::ErrorKind::NotFound => "文件不存在".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "所在磁盘是只读的".to_owned(),
        _ => error.to_string(),
    }
}
