//! `caption-unreferenced`: tables and figures that the text does not mention.

use super::numbered_caption::{caption_of, groups, number_len, read};
use crate::plan::{BlockKind, Plan};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::At;
use std::collections::HashSet;

/// `表` or `图` with a number such as `3`, `2-1`, `A.1`, and whether words follow.
struct Caption {
    mark: char,
    number: String,
    has_title: bool,
    at: At,
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
                BlockKind::Table(table) => match table.rows.first() {
                    Some(r) => r.at,
                    None => block.at,
                },
                _ => block.at,
            };
            out.push(Caption { mark, number, has_title, at });
        }
    }
    out
}

/// Tables and figures of which the text never speaks.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
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
                for (_, words, points) in points.iter_mut() {
                    *points |= words.iter().any(|w| flat.text.contains(w))
                }
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
                for between in from..to.min(from + 100) {
                    out.insert((mark, between.to_string()));
                }
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
