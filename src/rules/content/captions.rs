//! `caption-missing` and `caption-unreferenced`: number and title of tables and figures, and
//! whether the text speaks of them.

use std::collections::HashSet;

use crate::plan::{Block, BlockKind, Image, Plan, TextRun};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::At;

/// `表` or `图` with a number such as `3`, `2-1`, `A.1`, and whether words follow.
struct Caption {
    mark: char,
    number: String,
    has_title: bool,
    at: At,
}

/// The caption at the start of a text.
fn read(text: &str) -> Option<(char, String, bool)> {
    let text = text.trim_start();
    let text = text.strip_prefix('附').or_else(|| text.strip_prefix('续')).unwrap_or(text);
    let mark = text.chars().next().filter(|c| matches!(c, '表' | '图'))?;
    let rest = text[mark.len_utf8()..].trim_start();
    let len = number_len(rest);
    let number = rest[..len].replace(['—', '–', '－', '.'], "-");
    let title = rest[len..]
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '.' | '、'));
    // 图1可见，…… is a sentence.
    let is_sentence = title.ends_with(['。', '；', '，']) || title.chars().count() > 60;
    (len > 0 && !is_sentence).then_some((mark, number, !title.is_empty()))
}

/// The bytes of a number of a table or figure.
fn number_len(text: &str) -> usize {
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
fn groups(plan: &Plan) -> Vec<&[Block]> {
    let mut out: Vec<&[Block]> = vec![&plan.preamble];
    out.extend(plan.walk().into_iter().map(|(_, s)| s.blocks.as_slice()));
    out
}

fn paragraph(block: Option<&Block>) -> Option<String> {
    match &block?.kind {
        BlockKind::Paragraph(inlines) => Some(TextRun::of(inlines).text),
        BlockKind::Figure(image) => Some(image.alt.clone()),
        _ => None,
    }
}

/// The caption of a table (before it, else after it) or figure (its own words, else after it, else
/// before it).
fn caption_of(blocks: &[Block], index: usize, mark: char) -> Option<(String, bool)> {
    let own = if let BlockKind::Figure(Image { alt, .. }) = &blocks[index].kind {
        Some(alt.clone())
    } else {
        None
    };
    let before = index.checked_sub(1).and_then(|i| paragraph(blocks.get(i)));
    // `单位：万元` may stand between the caption and the table.
    let is_unit = |t: &str| t.contains("单位") && t.chars().count() <= 16;
    let further = before
        .as_deref()
        .filter(|t| is_unit(t))
        .and(index.checked_sub(2))
        .and_then(|i| paragraph(blocks.get(i)));
    let after = paragraph(blocks.get(index + 1));
    let candidates =
        if mark == '表' { [own, before, further, after] } else { [own, after, before, None] };
    candidates
        .into_iter()
        .flatten()
        .find_map(|t| read(&t).filter(|(m, ..)| *m == mark))
        .map(|(_, number, title)| (number, title))
}

/// Tables and figures without number or title.
pub(super) fn missing(cx: &Context<'_>) -> Vec<Hit> {
    let Some(plan) = &cx.project.plan else { return Vec::new() };
    let mut out = Vec::new();
    for blocks in groups(plan) {
        for (i, block) in blocks.iter().enumerate() {
            let (mark, at) = match &block.kind {
                BlockKind::Table(table) => ('表', table.rows.first().map_or(block.at, |r| r.at)),
                BlockKind::Figure(image) => ('图', image.at),
                _ => continue,
            };
            let hit =
                Hit::at(at).arg("what", if mark == '表' { "表格" } else { "图" }).arg("mark", mark);
            match caption_of(blocks, i, mark) {
                None => out.push(hit),
                Some((number, false)) => out.push(hit.variant("title").arg("number", number)),
                Some((_, true)) => {}
            }
        }
    }
    out
}

/// All captions in order.
fn captions(plan: &Plan) -> Vec<Caption> {
    let mut out: Vec<Caption> = Vec::new();
    let mut seen: HashSet<(char, String)> = HashSet::new();
    for blocks in groups(plan) {
        for (i, block) in blocks.iter().enumerate() {
            let mark = match &block.kind {
                BlockKind::Table(_) => '表',
                BlockKind::Figure(_) => '图',
                _ => continue,
            };
            let Some((number, has_title)) = caption_of(blocks, i, mark) else { continue };
            if !seen.insert((mark, number.clone())) {
                continue;
            }
            let at = match &block.kind {
                BlockKind::Table(table) => table.rows.first().map_or(block.at, |r| r.at),
                _ => block.at,
            };
            out.push(Caption { mark, number, has_title, at });
        }
    }
    out
}

/// Tables and figures of which the text never speaks.
pub(super) fn unreferenced(cx: &Context<'_>) -> Vec<Hit> {
    let Some(plan) = &cx.project.plan else { return Vec::new() };
    let captions = captions(plan);
    if captions.is_empty() {
        return Vec::new();
    }
    let has_dashes = captions.iter().any(|c| c.number.contains('-'));
    let mut mentioned: HashSet<(char, String)> = HashSet::new();
    let mut adjacent: HashSet<(char, String)> = HashSet::new();
    for blocks in groups(plan) {
        for (i, block) in blocks.iter().enumerate() {
            let mut points = [('表', ["下表", "上表"], false), ('图', ["下图", "上图"], false)];
            for flat in block.text_runs() {
                if matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::Figure(_))
                    && read(&flat.text).is_some()
                {
                    continue;
                }
                mentions(&flat.text, has_dashes, &mut mentioned);
                points.iter_mut().for_each(|(_, words, points)| {
                    *points |= words.iter().any(|w| flat.text.contains(w))
                });
            }
            for (mark, ..) in points.into_iter().filter(|(.., points)| *points) {
                let near = (i.saturating_sub(3)..(i + 4).min(blocks.len()))
                    .filter_map(|j| caption_of(blocks, j, mark));
                adjacent.extend(near.map(|(number, _)| (mark, number)));
            }
        }
    }
    let known = |c: &Caption| {
        let key = (c.mark, c.number.clone());
        mentioned.contains(&key) || adjacent.contains(&key)
    };
    let wrong = captions.iter().filter(|c| c.has_title && !known(c));
    wrong.map(|c| Hit::at(c.at).arg("name", format!("{}{}", c.mark, c.number))).collect()
}

/// `见表3`, `表3和表4`, `表3～表5`, `图1、2`.
fn mentions(text: &str, has_dashes: bool, out: &mut HashSet<(char, String)>) {
    for (at, mark) in text.match_indices(['表', '图']) {
        let Some(mark) = mark.chars().next() else { continue };
        let mut rest = text[at + mark.len_utf8()..].trim_start();
        let mut last: Option<u32> = None;
        loop {
            let len = if has_dashes {
                number_len(rest)
            } else {
                rest.bytes().take_while(u8::is_ascii_digit).count()
            };
            if len == 0 {
                break;
            }
            let number = rest[..len].replace(['—', '–', '－', '.'], "-");
            let value: Option<u32> = number.parse().ok();
            if let (Some(from), Some(to)) = (last.take(), value) {
                out.extend((from..to.min(from + 100)).map(|n| (mark, n.to_string())));
            }
            out.insert((mark, number));
            rest = rest[len..].trim_start();
            let Some(joint) = ['、', '和', '及', '与', '，', '～', '~', '—', '至', '-', '–']
                .iter()
                .find(|j| rest.starts_with(**j))
            else {
                break;
            };
            if matches!(joint, '～' | '~' | '—' | '至' | '-' | '–') {
                last = value;
            }
            rest = rest[joint.len_utf8()..].trim_start();
            rest = rest.strip_prefix(mark).unwrap_or(rest).trim_start();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_and_mentions() {
        assert_eq!(read("表2-1 用地构成").map(|c| c.1), Some("2-1".to_owned()));
        assert_eq!(read("图 3　区位图").map(|c| (c.1, c.2)), Some(("3".to_owned(), true)));
        assert!(read("表3给出了各企业的能耗，其中氧化铝最高。").is_none());
        assert!(read("表明").is_none());
        let mut found = HashSet::new();
        mentions("见表3～表5和图1、2。", false, &mut found);
        for (mark, number) in [('表', "3"), ('表', "4"), ('表', "5"), ('图', "1"), ('图', "2")]
        {
            assert!(found.contains(&(mark, number.to_owned())), "{mark}{number}");
        }
    }
}
