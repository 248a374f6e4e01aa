//! What is said about Word documents: why one cannot be read, and what was assumed.

use std::path::Path;

use crate::plan::docx::{Disguise, DocxError, DocxNotes};

use crate::cli::terminal::failure::{Failure, shown};

/// Why a Word document cannot be read, and what to do.
pub(crate) fn failure(path: &Path, fault: DocxError) -> Failure {
    let name = shown(path);
    let (what, help) = match fault {
        DocxError::NotDocx => {
            (format!("{name} 不是 Word 文件（.docx）"), "请给出 .docx 或 .md 文件")
        }
        DocxError::Disguised(Disguise::Empty) => (format!("{name} 是空文件"), "请重新取得这个文件"),
        DocxError::Disguised(Disguise::Pdf) => (
            format!("{name} 其实是 PDF"),
            "请给出排成这个 PDF 的 Word 文件；成品 PDF 写在 pilot.toml 的 [plan] pdf 里",
        ),
        DocxError::Disguised(Disguise::Office) => {
            (format!("{name} 是表格或演示文稿，不是 Word 文件"), "请给出 .docx 或 .md 文件")
        }
        DocxError::Disguised(kind) => (
            format!("{name} 其实是{}，不是 .docx", kind_word(kind)),
            "请在 Word 或 WPS 里打开，“另存为”Word 文档（.docx）后再用",
        ),
        DocxError::OldBinary => (
            format!("{name} 是旧格式（.doc 或 .wps）"),
            "请在 Word 或 WPS 里“另存为”Word 文档（.docx）后再用",
        ),
        DocxError::Encrypted => (
            format!("{name} 设有打开密码"),
            "请在 Word 或 WPS 里取消密码（文件→信息→保护文档→用密码进行加密，清空后保存）",
        ),
        DocxError::Macros => (format!("{name} 带有宏"), "请另存为不带宏的 Word 文档（.docx）"),
        DocxError::Damaged => (
            format!("{name} 已损坏或不完整"),
            "请用 Word 或 WPS 打开并修复后另存一份，或重新取得这个文件",
        ),
        DocxError::TooLarge => (
            format!("{name} 解开后过大或嵌套过深，不像一份方案"),
            "请压缩其中的图片，或把内容复制到新建的文档后再试",
        ),
        DocxError::Declarations => {
            (format!("{name} 里有文字处理软件不会写的实体声明"), "请用 Word 或 WPS 打开后另存一份")
        }
        DocxError::Unread(end) => (
            format!("{name} 没有读出来：读它的程序{}", end.words()),
            "请用 Word 或 WPS 打开后另存一份再试；打不开就重新取得这个文件",
        ),
        DocxError::Unusual => {
            (format!("{name} 的写法特殊，不能加批注"), "请用 Word 或 WPS 打开后另存一份再试")
        }
    };
    Failure::new(what).hint(help).caused_by(fault)
}

fn kind_word(kind: Disguise) -> &'static str {
    match kind {
        Disguise::Empty => "空文件",
        Disguise::Rtf => " RTF 文件",
        Disguise::Web => "网页",
        Disguise::Xml => "单个文件的 Word XML",
        Disguise::Pdf => " PDF",
        Disguise::OpenDocument => " OpenDocument（.odt）",
        Disguise::Office => "表格或演示文稿",
    }
}

/// What was assumed when a document was read.
pub(crate) fn assumptions(notes: &DocxNotes) -> Vec<String> {
    const SHOWN: usize = 3;
    let mut out = Vec::new();
    if !notes.guessed.is_empty() {
        let mut headings: Vec<String> = Vec::new();
        for guess in notes.guessed.iter().take(SHOWN) {
            headings.push(format!("第 {} 段“{}”", guess.paragraph, guess.text));
        }
        let more = if notes.guessed.len() > SHOWN { "等" } else { "" };
        out.push(format!(
            "有 {} 个标题没有用标题样式，按编号和字体认作标题：{}{more}",
            notes.guessed.len(),
            headings.join("、")
        ));
    }
    if notes.changes > 0 {
        out.push(format!("有 {} 处修订，按全部接受后的文字检查", notes.changes));
    }
    if notes.hidden > 0 {
        out.push(format!("有 {} 个隐藏的字，没有检查", notes.hidden));
    }
    if notes.lost_parts > 0 {
        out.push(format!("有 {} 个图表、流程图或嵌入对象，其中的文字没有检查", notes.lost_parts));
    }
    out
}
