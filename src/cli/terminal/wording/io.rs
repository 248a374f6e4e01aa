//! Errors of the system.

use std::io::{Error, ErrorKind};

/// The system's refusal in Chinese, with its own words behind it.
pub(crate) fn io_words(error: &Error) -> String {
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
