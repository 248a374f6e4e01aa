//! Why a finished package could not become `dist/`, in Chinese.

use std::io;

use crate::bundle::staging::StagingError;
use crate::cli::terminal::failure::{Failure, shown};
use crate::text::io_words;

impl From<StagingError> for Failure {
    fn from(error: StagingError) -> Self {
        match error {
            StagingError::Io(source) => source.into(),
            error => Self::new(message(&error)).caused_by(error),
        }
    }
}

fn message(error: &StagingError) -> String {
    let because = |what: &str, source: &io::Error| format!("{what}：{}", io_words(source.kind()));
    match error {
        StagingError::NoFolderName { dist } => format!("{} 不是文件夹名", shown(dist)),
        StagingError::DistIsSymlink { dist } => {
            format!("{} 是符号链接，请换成普通文件夹", shown(dist))
        }
        StagingError::DistIsFile { dist } => {
            format!("{} 是文件而不是文件夹，请改名或移走", shown(dist))
        }
        StagingError::DistIsReadOnly { dist } => format!("{} 是只读的", shown(dist)),
        StagingError::NotReadable { path, source } => {
            because(&format!("不能查看 {}", shown(path)), source)
        }
        StagingError::NotWritable { folder, source } => {
            because(&format!("不能在 {} 里写文件", shown(folder)), source)
        }
        StagingError::FileNotWritten { name, source } => {
            because(&format!("不能写“{name}”"), source)
        }
        StagingError::UserFileNotKept { path, source } => {
            because(&format!("不能保留 {}", shown(path)), source)
        }
        StagingError::NotFlushed { source } => because("不能写入磁盘", source),
        StagingError::Locked { source, .. } => {
            because("不能替换 dist，请关闭正在使用其中文件的程序后重试", source)
        }
        StagingError::NotRestored { source, .. } => because("不能恢复上次中断前的 dist", source),
        StagingError::OldSetMovedAside { old, source } => {
            because(&format!("旧文件在 {}", shown(old)), source)
        }
        StagingError::Io(source) => io_words(source.kind()).to_owned(),
    }
}
