//! Paragraphs that belong to a table or figure: captions such as `表1 …` and remarks such as
//! `注：…`.

use super::model::{Block, BlockKind, Inline};
use super::text_run::TextRun;
use crate::text::word_list::starts_with_word;

/// Characters that a caption has at most: a longer paragraph only begins like one.
const LONGEST: usize = 60;

/// Whether a text is the caption of a table (`word` 表) or figure (图): the word, a number, and no
/// sentence.
pub fn is_caption(inlines: &[Inline], word: char) -> bool {
    let text = TextRun::of(inlines).text;
    let text = text.trim();
    let mut chars = text.chars();
    let is_numbered = chars.next() == Some(word)
        && chars
            .find(|c| !c.is_whitespace())
            .is_some_and(|c| c.is_numeric() || "一二三四五六七八九十".contains(c));
    is_numbered && text.chars().count() <= LONGEST && !text.ends_with(['。', '；', '：', '，'])
}

/// Whether a text is a remark under a table.
pub fn is_remark(inlines: &[Inline]) -> bool {
    let text = TextRun::of(inlines).text;
    let text = text.trim_start();
    starts_with_word(text, "table-remarks")
}

/// Whether a paragraph is a caption.
pub fn is_caption_block(block: &Block, word: char) -> bool {
    matches!(&block.kind, BlockKind::Paragraph(inlines) if is_caption(inlines, word))
}

/// Whether a paragraph is a remark under a table.
pub fn is_remark_block(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Paragraph(inlines) if is_remark(inlines))
}
