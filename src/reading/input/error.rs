//! Why a file cannot be read as a notice, in Chinese, with what to do.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::workers::WorkerEnd;

/// Why a file cannot be read as a notice.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[error("“{name}”{fault}")]
pub struct NoticeInputError {
    /// The file, as it was named.
    pub name: String,
    /// What is wrong with it.
    pub fault: InputFault,
}

/// What is wrong with a file that should be a notice. Each says what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum InputFault {
    /// No bytes, or nothing but blanks.
    #[error("是空文件：请确认下载完整后重试")]
    Empty,
    /// More bytes than any notice has.
    #[error("超过 20 MB，不像通知：请只给出通知正文的文件，附件用 --annex 另给")]
    TooLarge,
    /// Word up to 2003, or WPS.
    #[error(
        "是旧版 Word（.doc）或 WPS 文字（.wps）文件，读不了：请用 Word 或 WPS 打开，另存为 .docx 后重试"
    )]
    OldWord,
    /// Excel up to 2003, or WPS tables.
    #[error("是旧版表格（.xls、.et）文件，读不了：请把通知的文字复制到 .txt 或另存为 .docx 后重试")]
    OldTable,
    /// A workbook or a presentation.
    #[error("是表格或演示文稿，不是通知正文：请给出网页、.docx、带文字的 .pdf 或 .txt")]
    OtherOffice,
    /// OFD.
    #[error("是 OFD 版式文件，读不了：请用 OFD 阅读器“导出为 PDF”或复制文字存成 .txt 后重试")]
    Ofd,
    /// A PDF whose pages are pictures.
    #[error(
        "是扫描件，PDF 里没有文字：请找网页版或 Word 版通知，或先做文字识别（OCR）存成 .txt 并核对后重试"
    )]
    Scan,
    /// A picture.
    #[error(
        "是图片，没有文字：请找网页版或 Word 版通知，或先做文字识别（OCR）存成 .txt 并核对后重试"
    )]
    Picture,
    /// A page of the web that shows the notice as pictures.
    #[error(
        "是网页，但正文是图片，没有文字：请下载页面里的 Word 或 PDF 附件，或先做文字识别（OCR）存成 .txt 并核对后重试"
    )]
    PicturePage,
    /// A password is needed.
    #[error("设了打开密码，读不了：请去掉密码另存后重试")]
    Encrypted,
    /// A zip, RAR or 7z archive.
    #[error("是压缩包：请先解压，再给出其中的通知文件")]
    Archive,
    /// A program or script.
    #[error("是程序文件，不是通知")]
    Program,
    /// Rich Text Format.
    #[error("是 RTF 文件：请用 Word 打开，另存为 .docx 后重试")]
    Rtf,
    /// Word's XML in one file.
    #[error("是 Word 的 XML 文件：请用 Word 打开，另存为 .docx 后重试")]
    WordXml,
    /// OpenDocument and its like.
    #[error("是 LibreOffice 等软件的文档：请另存为 .docx 后重试")]
    OpenDocument,
    /// A document with macros.
    #[error("带有宏：请另存为不带宏的 .docx 后重试")]
    Macros,
    /// Cut off or damaged.
    #[error("已损坏或下载不完整：请重新下载，能正常打开后重试")]
    Damaged,
    /// Nests or unpacks beyond every limit.
    #[error("结构过于复杂，读不了：请在浏览器或 Word 里打开，把正文复制到 .txt 后重试")]
    TooDeep,
    /// The process that read it ended over it.
    #[error("没有读出来：读它的程序{}；请在浏览器或 Word 里打开，把正文复制到 .txt 后重试", .0.words())]
    Unread(WorkerEnd),
    /// No text at all.
    #[error("不是文本文件：请给出 .txt、.md、网页、.docx 或带文字的 .pdf")]
    Binary,
    /// A file that was read and has no words.
    #[error("里没有文字：请确认文件就是通知，网页可在浏览器里打开后“另存为”再试")]
    NoText,
}

impl InputFault {
    /// The same with the name of the file.
    pub(super) fn of(self, name: &str) -> NoticeInputError {
        NoticeInputError { name: name.to_owned(), fault: self }
    }
}
