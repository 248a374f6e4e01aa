//! What is said about an imported document: what did not come along, or not as it was.

use crate::plan::docx::DocxNotes;
use crate::plan::{Block, BlockKind, Plan, TextRun};
use crate::text::characters::{self, filled};
use crate::text::han;

use super::word_document::left_behind;

/// Lines of a cover or signature that are quoted.
const QUOTED: usize = 3;
/// Characters of a line that are quoted.
const SHOWN: usize = 24;
/// A line of a signature is shorter, in characters.
const LONGEST_SIGNATURE: usize = 30;
/// Lines of a signature at most: bodies, a seal, a date.
const MOST_SIGNATURES: usize = 6;

/// What an import has done.
pub(crate) struct ImportReport<'r> {
    /// The plan as it was written, without its cover.
    pub(crate) plan: &'r Plan,
    /// What was said while it was read.
    pub(crate) notes: &'r DocxNotes,
    /// Pictures that the document does not hold.
    pub(crate) missing: usize,
    /// Pictures of a kind that is not typeset, where they lie now.
    pub(crate) not_set: Vec<String>,
    /// Whether a cover was left out.
    pub(crate) has_cover: bool,
}

impl ImportReport<'_> {
    /// The report, line by line.
    pub(crate) fn lines(&self) -> Vec<String> {
        let notes = self.notes;
        let mut out = vec!["没有原样带来的：".to_owned()];
        let mut tell = |text: String| out.push(format!("  · {text}"));
        if !notes.guessed.is_empty() {
            let count = notes.guessed.len();
            tell(format!("{count} 个标题没有用标题样式，是按编号和字体认出的，请核对层级："));
        }
        for guess in &notes.guessed {
            let marks = "#".repeat(usize::from(guess.level));
            let text = han::printable(&guess.text);
            tell(format!("  第 {} 段 {marks} {text}", guess.paragraph));
        }
        for (count, what) in self.counts() {
            if count > 0 {
                tell(format!("{count} {what}"));
            }
        }
        if !self.not_set.is_empty() {
            tell(format!(
                "{} 张图片的格式（EMF、WMF 等）排不进版面：{}，请在 Word 里另存为 PNG 后替换",
                self.not_set.len(),
                quoted(&self.not_set, QUOTED)
            ));
        }
        for line in left_behind(&notes.lost) {
            tell(line);
        }
        if !notes.headers_footers.is_empty() {
            tell(format!("页眉和页脚没有带来：{}", quoted(&notes.headers_footers, usize::MAX)));
        }
        if self.has_cover {
            tell("封面没有带来：由 pilot render 按 pilot.toml 重新排".to_owned());
        }
        let front = self.front();
        if !front.is_empty() {
            tell(format!(
                "题目和第一章之间有 {} 段（封面或说明：{}），按普通段落放在题目下面；封面由 pilot render 另排，重复的请删去",
                front.len(),
                quoted(&front, QUOTED)
            ));
        }
        let signature = self.signature();
        if !signature.is_empty() {
            tell(format!(
                "结尾的落款 {} 行（{}）按普通段落带来，没有靠右",
                signature.len(),
                quoted(&signature, QUOTED)
            ));
        }
        if notes.has_contents {
            tell("目录没有带来：由 pilot render 按标题重新生成".to_owned());
        }
        tell(
            "字体、字号、颜色、行距、分页、表格的列宽和对齐没有带来：排版由 pilot render 完成"
                .to_owned(),
        );
        out
    }

    fn counts(&self) -> [(usize, &'static str); 13] {
        let notes = self.notes;
        let images = self.plan.images();
        let described = images.iter().filter(|image| filled(&image.alt).is_some());
        let described = described.count();
        [
            (notes.changes, "处修订：按全部接受处理，删去的字没有带来"),
            (notes.comments, "处批注没有带来"),
            (notes.hidden, "个隐藏的字没有带来"),
            (notes.phonetics, "处注音没有带来，只留下文字"),
            (notes.merged, "处合并的单元格：文字在左上角一格，其余各格为空"),
            (notes.nested_tables, "个表格嵌在另一个表格里：文字并进了外面的格子，请核对"),
            (notes.frames, "个表格只是文字的外框：里面的文字按正文带来，框没有带来"),
            (notes.boxes, "个文本框：文字放在所在段落之后"),
            (notes.formulas, "个公式：只留下字符，请核对"),
            (self.missing, "张图片不在文件里（链接到别处或已丢失），请补上方案里写的文件"),
            (described, "张图片的替代文字成了图片说明，会印在图下，请核对"),
            (images.len() - described, "张图片没有替代文字，请在方案里补上图名"),
            (notes.made_up_descriptions, "张图片的替代文字是 Word 自动生成的，没有带来"),
        ]
    }

    /// Paragraphs before the first section; none if there are no sections.
    fn front(&self) -> Vec<String> {
        if self.plan.sections.is_empty() {
            return Vec::new();
        }
        self.plan.preamble.iter().filter_map(text_of).collect()
    }

    /// The short lines at the end, if one of them is a date or asks for a seal.
    fn signature(&self) -> Vec<String> {
        let mut last = self.plan.sections.last();
        while let Some(section) = last.filter(|section| !section.children.is_empty()) {
            last = section.children.last();
        }
        let Some(section) = last else { return Vec::new() };
        let mut lines = Vec::new();
        for block in section.blocks.iter().rev().take(MOST_SIGNATURES) {
            let text = text_of(block).filter(|text| {
                text.chars().count() <= LONGEST_SIGNATURE && !text.ends_with(['。', '；', '：'])
            });
            let Some(text) = text else { break };
            lines.push(text);
        }
        lines.reverse();
        let is_mark = |text: &String| {
            let is_short = characters::count(text) <= 16;
            let is_date = text.contains('年') && text.contains('月') && is_short;
            is_date || text.contains("盖章") || text.contains("公章")
        };
        if lines.iter().any(is_mark) { lines } else { Vec::new() }
    }
}

fn text_of(block: &Block) -> Option<String> {
    let BlockKind::Paragraph(inlines) = &block.kind else { return None };
    let text = TextRun::of(inlines).text;
    let text = text.trim();
    if text.is_empty() { None } else { Some(text.to_owned()) }
}

/// Some texts in quotation marks, their beginnings.
fn quoted(texts: &[String], most: usize) -> String {
    let mut out = Vec::new();
    for text in texts.iter().take(most) {
        let beginning: String = text.chars().take(SHOWN).collect();
        let more = if beginning.len() < text.len() { "…" } else { "" };
        out.push(format!("“{}{more}”", han::printable(&beginning)));
    }
    let more = if texts.len() > most { "等" } else { "" };
    format!("{}{more}", out.join("、"))
}
