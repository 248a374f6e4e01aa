//! Why a file cannot be read as a notice, in Chinese, with what to do.

use crate::cli::terminal::failure::Failure;
use crate::reading::input::{InputFault, NoticeInputError};
use crate::text::han;

impl From<NoticeInputError> for Failure {
    fn from(error: NoticeInputError) -> Self {
        let message = format!("“{}”{}", error.name, words(&error.fault));
        Self::new(han::printable(&message)).caused_by(error)
    }
}

fn words(fault: &InputFault) -> String {
    let words = match fault {
        InputFault::Empty => "是空文件：请确认下载完整后重试",
        InputFault::TooLarge => "超过 20 MB，不像通知：请只给出通知正文的文件，附件用 --annex 另给",
        InputFault::OldWord => {
            "是旧版 Word（.doc）或 WPS 文字（.wps）文件，读不了：请用 Word 或 WPS 打开，另存为 .docx 后重试"
        }
        InputFault::OldTable => {
            "是旧版表格（.xls、.et）文件，读不了：请把通知的文字复制到 .txt 或另存为 .docx 后重试"
        }
        InputFault::OtherOffice => {
            "是表格或演示文稿，不是通知正文：请给出网页、.docx、带文字的 .pdf 或 .txt"
        }
        InputFault::Ofd => {
            "是 OFD 版式文件，读不了：请用 OFD 阅读器“导出为 PDF”或复制文字存成 .txt 后重试"
        }
        InputFault::Scan => {
            "是扫描件，PDF 里没有文字：请找网页版或 Word 版通知，或先做文字识别（OCR）存成 .txt 并核对后重试"
        }
        InputFault::Picture => {
            "是图片，没有文字：请找网页版或 Word 版通知，或先做文字识别（OCR）存成 .txt 并核对后重试"
        }
        InputFault::PicturePage => {
            "是网页，但正文是图片，没有文字：请下载页面里的 Word 或 PDF 附件，或先做文字识别（OCR）存成 .txt 并核对后重试"
        }
        InputFault::Encrypted => "设了打开密码，读不了：请去掉密码另存后重试",
        InputFault::Archive => "是压缩包：请先解压，再给出其中的通知文件",
        InputFault::Program => "是程序文件，不是通知",
        InputFault::Rtf => "是 RTF 文件：请用 Word 打开，另存为 .docx 后重试",
        InputFault::WordXml => "是 Word 的 XML 文件：请用 Word 打开，另存为 .docx 后重试",
        InputFault::OpenDocument => "是 LibreOffice 等软件的文档：请另存为 .docx 后重试",
        InputFault::Macros => "带有宏：请另存为不带宏的 .docx 后重试",
        InputFault::Damaged => "已损坏或下载不完整：请重新下载，能正常打开后重试",
        InputFault::TooDeep => {
            "结构过于复杂，读不了：请在浏览器或 Word 里打开，把正文复制到 .txt 后重试"
        }
        InputFault::Unread(end) => {
            return format!(
                "没有读出来：读它的程序{}；请在浏览器或 Word 里打开，把正文复制到 .txt 后重试",
                end.words()
            );
        }
        InputFault::Binary => "不是文本文件：请给出 .txt、.md、网页、.docx 或带文字的 .pdf",
        InputFault::NoText => "里没有文字：请确认文件就是通知，网页可在浏览器里打开后“另存为”再试",
    };
    words.to_owned()
}
