//! What is said about Word documents: why one cannot be read, and what was assumed.

use std::collections::BTreeMap;
use std::path::Path;

use crate::plan::docx::{Disguise, DocxError, DocxNotes, LostKind, LostPart};
use crate::text::han;

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
        DocxError::ForeignDocument => (
            format!("{name} 里嵌着另一份文档（altChunk），Word 打开时才并进来，这里读不到它的文字"),
            "请用 Word 打开，另存为一份新的 Word 文档（.docx）后再用",
        ),
        DocxError::Macros => (format!("{name} 带有宏"), "请另存为不带宏的 Word 文档（.docx）"),
        DocxError::Damaged => (
            format!("{name} 已损坏或不完整"),
            "请用 Word 或 WPS 打开并修复后另存一份，或重新取得这个文件",
        ),
        DocxError::OtherEncoding => (
            format!(
                "{name} 里的文字用的是 GBK 等编码，不是 Word 文档规定的 UTF-8，Word 会读成乱码"
            ),
            "请让生成它的软件按 UTF-8 输出，或用 WPS 打开、核对后另存一份 .docx",
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
    if notes.phonetics > 0 {
        out.push(format!("有 {} 处注音，没有检查拼音", notes.phonetics));
    }
    for (kind, paragraphs) in by_kind(&notes.lost) {
        let place = places(&paragraphs);
        let line = match kind {
            LostKind::Chart => format!("{place}有图表，只检查了其中的标题和名称，数值没有检查"),
            LostKind::Diagram => format!("{place}有 SmartArt 图，只检查了其中的文字"),
            LostKind::Shapes => format!("{place}的图是用形状画的，只检查了其中的文字"),
            LostKind::Lines => continue,
            LostKind::Embedded => {
                format!("{place}嵌有其他文件（表格、公式等对象），其中的内容没有检查")
            }
            LostKind::Picture => format!("{place}有图片已经不在文件里，请在 Word 里重新插入"),
            LostKind::Field(name) => format!(
                "{place}的域（{}）没有结果，印出来是空的：请在 Word 里全选后按 F9 更新，保存后再检查",
                han::printable(name)
            ),
        };
        out.push(line);
    }
    out
}

/// What did not come along to Markdown because it cannot be read.
pub(crate) fn left_behind(lost: &[LostPart]) -> Vec<String> {
    let mut out = Vec::new();
    for (kind, paragraphs) in by_kind(lost) {
        let place = places(&paragraphs);
        let count = paragraphs.len();
        let line = match kind {
            LostKind::Chart => format!(
                "{count} 个图表没有带来（{place}），其中的标题和名称放在所在段落之后：请另存为图片后插入"
            ),
            LostKind::Diagram => format!(
                "{count} 个 SmartArt 图没有带来（{place}），其中的文字放在所在段落之后：请另存为图片后插入"
            ),
            LostKind::Shapes => format!(
                "{count} 个用形状画的图形没有带来（{place}），其中的文字放在所在段落之后：请另存为图片后插入"
            ),
            LostKind::Lines => format!("{count} 处画的线没有带来（{place}）"),
            LostKind::Embedded => format!(
                "{count} 个嵌入的文件（表格、公式等对象）没有带来（{place}）：请改成正文里的表格，或另存为图片后插入"
            ),
            LostKind::Picture => format!("{count} 张图片已经不在文件里（{place}）：请重新插入"),
            LostKind::Field(name) => format!(
                "{count} 个域（{}）没有结果，没有带来（{place}）：请在 Word 里按 F9 更新后再导入，或写上文字",
                han::printable(name)
            ),
        };
        out.push(line);
    }
    out
}

/// The paragraphs of what cannot be read, by kind.
fn by_kind(lost: &[LostPart]) -> BTreeMap<&LostKind, Vec<usize>> {
    let mut out: BTreeMap<&LostKind, Vec<usize>> = BTreeMap::new();
    for part in lost {
        out.entry(&part.kind).or_default().push(part.paragraph);
    }
    out
}

/// `第 3、8 段`; the first few of many.
fn places(paragraphs: &[usize]) -> String {
    const SHOWN: usize = 5;
    let mut each: Vec<usize> = paragraphs.to_vec();
    each.dedup();
    let first = each.iter().take(SHOWN);
    let shown: Vec<String> = first.map(usize::to_string).collect();
    let more = if each.len() > SHOWN { "等" } else { "" };
    format!("第 {}{more} 段", shown.join("、"))
}
