//! Why a package was not written, in Chinese.

use crate::bundle::verify::name_words;
use crate::bundle::{EntryRefusal, WriteError};
use crate::cli::terminal::failure::Failure;
use crate::text::{han, io_words};

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        let message = match &error {
            WriteError::Io { path, source } => {
                format!("{}：{}", shown(path), io_words(source.kind()))
            }
            WriteError::Refused { path, source } => {
                format!("{}不能打包：{}", shown(path), refusal(source))
            }
            WriteError::Changed { path } => {
                format!("{}在打包过程中被改动，请关闭正在编辑它的程序后重试", shown(path))
            }
        };
        Self::new(message).caused_by(error)
    }
}

/// Why a file cannot go in, and what to do.
pub(crate) fn refusal(refusal: &EntryRefusal) -> String {
    match refusal {
        EntryRefusal::Outside => "不在项目文件夹内".to_owned(),
        EntryRefusal::Missing => "文件不存在".to_owned(),
        EntryRefusal::Link { target } => {
            format!("是符号链接，指向 {}；请换成文件本身", han::printable(target))
        }
        EntryRefusal::FolderLink { target } => {
            format!("所在文件夹是符号链接，指向 {}；请换成文件夹本身", han::printable(target))
        }
        EntryRefusal::Folder => "是文件夹".to_owned(),
        EntryRefusal::Special => "不是普通文件".to_owned(),
        EntryRefusal::Denied(kind) => format!("系统不允许读取：{}", io_words(*kind)),
        EntryRefusal::OnlyFinishedPdf => "方案只有成品 PDF，没有可以编辑的文字".to_owned(),
        EntryRefusal::Name(fault) => name_words(*fault).to_owned(),
        EntryRefusal::SameName => "与包内另一文件同名（不分大小写）".to_owned(),
        EntryRefusal::NotSorted => "没有按名称排序".to_owned(),
        EntryRefusal::TooLarge => "达到 4 GiB，普通 zip 放不下".to_owned(),
        EntryRefusal::PackedTooLarge => "压缩后达到 4 GiB，普通 zip 放不下".to_owned(),
        EntryRefusal::TooMany => "文件多于 65534 个，普通 zip 放不下".to_owned(),
    }
}

/// An entry by its name; the archive itself has none.
fn shown(path: &str) -> String {
    if path.is_empty() { "压缩包".to_owned() } else { format!("“{}”", han::printable(path)) }
}
