//! What the system refuses, in Chinese: the one place where the kinds of its errors get words for
//! users. Its own words are English and stay in the error, which `-v` shows.

use std::io::ErrorKind;

/// Why the system refused, as the end of a sentence. Kinds that no user meets share one wording.
pub fn io_words(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::NotFound => "文件或文件夹不存在",
        ErrorKind::PermissionDenied => "没有权限，或文件正被其他程序占用",
        ErrorKind::AlreadyExists => "已经存在",
        ErrorKind::StorageFull => "磁盘已满",
        ErrorKind::QuotaExceeded => "磁盘配额已用完",
        ErrorKind::FileTooLarge => "文件超过了磁盘格式允许的大小",
        ErrorKind::ReadOnlyFilesystem => "磁盘是只读的",
        ErrorKind::IsADirectory => "这是一个文件夹",
        ErrorKind::NotADirectory => "路径中有一段不是文件夹",
        ErrorKind::DirectoryNotEmpty => "文件夹不是空的",
        ErrorKind::InvalidFilename => "文件名过长，或含有系统不允许的字符",
        ErrorKind::InvalidData => "内容不是预期的格式",
        ErrorKind::UnexpectedEof => "内容不完整",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "文件正被其他程序占用",
        ErrorKind::TimedOut => "等候超时",
        ErrorKind::Interrupted => "操作被打断",
        ErrorKind::BrokenPipe => "接收输出的程序已经退出",
        ErrorKind::StaleNetworkFileHandle | ErrorKind::NetworkDown => "网络磁盘已断开",
        ErrorKind::AddrInUse => "端口已被占用",
        ErrorKind::AddrNotAvailable => "没有这个网络地址",
        ErrorKind::CrossesDevices => "不能在两个磁盘之间移动",
        ErrorKind::OutOfMemory => "内存不足",
        ErrorKind::Unsupported => "系统不支持这个操作",
        _ => UNKNOWN,
    }
}

/// Whether users get no more than [`io_words`]' common wording of a kind.
pub fn is_unknown(kind: ErrorKind) -> bool {
    io_words(kind) == UNKNOWN
}

const UNKNOWN: &str = "系统报告读写错误";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_read_chinese_and_unknown_kinds_are_known_as_such() {
        for kind in [ErrorKind::NotFound, ErrorKind::StorageFull, ErrorKind::TimedOut] {
            assert!(!is_unknown(kind), "{kind}");
            assert!(io_words(kind).chars().all(|c| !c.is_ascii_alphabetic()), "{kind}");
        }
        assert!(is_unknown(ErrorKind::Other));
    }
}
