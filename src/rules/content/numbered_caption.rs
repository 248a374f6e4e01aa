//! Captions of tables and figures.

use crate::plan::{Block, BlockKind, Image, Plan, TextRun};

/// The caption at the start of a text.
pub(super) fn read(text: &str) -> Option<(char, String, bool)> {
    let text = text.trim_start();
    let text = text.strip_prefix(['附', '续']).unwrap_or(text);
    let Some(mark @ ('表' | '图')) = text.chars().next() else { return None };
    let rest = text[mark.len_utf8()..].trim_start();
    let len = number_len(rest);
    let number = rest[..len].replace(['—', '–', '－', '.'], "-");
    let title = rest[len..]
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '.' | '、'));
    // 图1可见，…… is a sentence.
    let is_sentence = title.ends_with(['。', '；', '，']) || title.chars().count() > 60;
    if len > 0 && !is_sentence { Some((mark, number, !title.is_empty())) } else { None }
}

/// The bytes of a number of a table or figure.
pub(super) fn number_len(text: &str) -> usize {
    let mut len = 0;
    let mut digits = false;
    for c in text.chars() {
        match c {
            '0'..='9' => digits = true,
            'A'..='Z' if len == 0 => {}
            '-' | '—' | '–' | '－' | '.' if digits || len == 1 => {
                if !text[len + c.len_utf8()..].starts_with(|n: char| n.is_ascii_digit()) {
                    break;
                }
            }
            _ => break,
        }
        len += c.len_utf8();
    }
    if digits { len } else { 0 }
}

/// Blocks that belong to one another: those of a section.
pub(super) fn groups(plan: &Plan) -> Vec<&[Block]> {
    let mut out: Vec<&[Block]> = vec![&plan.preamble];
    for (_, section) in plan.walk() {
        out.push(&section.blocks);
    }
    out
}

pub(super) fn paragraph(block: Option<&Block>) -> Option<String> {
    match &block?.kind {
        BlockKind::Paragraph(inlines) => Some(TextRun::of(inlines).text),
        BlockKind::Figure(image) => Some(image.alt.clone()),
        _ => None,
    }
}

/// The caption of a table (before it, else after it) or figure (its own words, else after it, else
/// before it).
pub(super) fn caption_of(blocks: &[Block], index: usize, mark: char) -> Option<(String, bool)> {
    let own = if let BlockKind::Figure(Image { alt, .. }) = &blocks[index].kind {
        Some(alt.clone())
    } else {
        None
    };
    let above = |count: usize| {
        let index = index.checked_sub(count)?;
        paragraph(blocks.get(index))
    };
    let before = above(1);
    // `单位：万元` may stand between the caption and the table.
    let is_unit = |text: &String| text.contains("单位") && text.chars().count() <= 16;
    let further = if before.as_ref().is_some_and(is_unit) { above(2) } else { None };
    let after = paragraph(blocks.get(index + 1));
    let candidates =
        if mark == '表' { [own, before, further, after] } else { [own, after, before, None] };
    for text in candidates.iter().flatten() {
        match read(text) {
            Some((found, number, title)) if found == mark => return Some((number, title)),
            _ => {}
        }
    }
    None
}
