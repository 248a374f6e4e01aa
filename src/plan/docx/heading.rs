//! Which paragraphs are the title and the headings: told by their styles, or guessed by their look.

use crate::text::word_list::{contains_word, ends_with_word};
use std::collections::BTreeMap;

use crate::text::numeral::{self, OrdinalKind};

use super::flow::{Flow, Para, ParagraphItem};
use super::numbering::ListLabel;
use super::styles::CharacterFormat;

/// What a paragraph at the top of the flow is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ParagraphRole {
    /// A part of the title; the first has `true`.
    Title(bool),
    /// A heading of a plan's level (2 for `一、`); `true` if it was guessed.
    Heading(u8, bool),
    /// Running text.
    Body,
}

/// Headings are shorter, in characters.
const LONGEST: usize = 45;
/// A heading by style may be longer; a whole paragraph in a heading's style is none.
const LONGEST_STYLED: usize = 120;
/// Half points from which on a paragraph is large: 三号 is 16 points.
const LARGE: u32 = 32;
/// Half points below which a title is not larger than running text: 小三 is 15 points.
const LARGER: u32 = 30;

/// The text of a paragraph with its number.
pub(super) fn text_of(para: &Para<'_>) -> String {
    let mut out = match &para.label {
        Some(ListLabel::Number(label)) => label.clone(),
        _ => String::new(),
    };
    for item in &para.items {
        match item {
            ParagraphItem::Text(text, ..) => out.push_str(text),
            ParagraphItem::Break(_) => out.push(' '),
            ParagraphItem::Picture(..)
            | ParagraphItem::Note(..)
            | ParagraphItem::Box(_)
            | ParagraphItem::Lost(_) => {}
        }
    }
    out.trim().to_owned()
}

/// The role of each paragraph of a flow; tables are `Body`.
pub(super) fn roles(flow: &[Flow<'_>]) -> Vec<ParagraphRole> {
    let paras: Vec<Option<(&Para<'_>, String)>> = flow
        .iter()
        .map(|f| match f {
            Flow::Para(para) => Some((para, text_of(para))).filter(|(_, text)| !text.is_empty()),
            Flow::Table(_) => None,
        })
        .collect();
    let mut roles = vec![ParagraphRole::Body; flow.len()];
    let styled: Vec<Option<u8>> = paras
        .iter()
        .map(|p| p.as_ref().and_then(|(para, text)| styled_level(para, text)))
        .collect();
    let guessed = guess(&paras, &styled);
    let title = title(&paras, &styled, &guessed);
    let in_title = |index: usize| title.as_ref().is_some_and(|t| t.contains(&index));
    let below_title = styled.iter().enumerate().filter(|(index, _)| !in_title(*index));
    let least = below_title.filter_map(|(_, level)| *level).min().unwrap_or(1);
    let known = known_levels(&paras, &styled, least);
    let chapters = chapters(&paras, &styled, least);
    for (index, role) in roles.iter_mut().enumerate() {
        *role = if in_title(index) {
            ParagraphRole::Title(title.as_ref().is_some_and(|t| t.start == index))
        } else if let Some(level) = styled[index] {
            ParagraphRole::Heading((level.saturating_sub(least) + 2).min(6), false)
        } else if let Some(kind) = guessed[index] {
            ParagraphRole::Heading(guessed_level(kind, &known, chapters), true)
        } else {
            ParagraphRole::Body
        };
    }
    roles
}

fn styled_level(para: &Para<'_>, text: &str) -> Option<u8> {
    let level = para.level.filter(|l| *l > 0 && !para.title)?;
    if is_empty(para) {
        return None;
    }
    let count = text.chars().count();
    let is_paragraph = count > LONGEST_STYLED || (count > LONGEST && text.ends_with(['。', '；']));
    if !is_paragraph { Some(level) } else { None }
}

/// Whether there is nothing but an automatic number.
fn is_empty(para: &Para<'_>) -> bool {
    let is_blank =
        |i: &ParagraphItem<'_>| matches!(i, ParagraphItem::Text(t, ..) if t.trim().is_empty());
    para.items.iter().all(is_blank)
}

/// Plain paragraphs that look like headings, with the kind of their ordinal.
fn guess(paras: &[Option<(&Para<'_>, String)>], styled: &[Option<u8>]) -> Vec<Option<OrdinalKind>> {
    let mut known: Vec<OrdinalKind> = Vec::new();
    for (para, level) in paras.iter().zip(styled) {
        if let (Some((_, text)), Some(_)) = (para, level) {
            known.extend(numeral::ordinal(text).map(|o| o.kind));
        }
    }
    let body = body_font(paras);
    let look = |index: usize| -> Option<OrdinalKind> {
        let (para, text) = paras[index].as_ref()?;
        if styled[index].is_some() || para.title {
            return None;
        }
        let ordinal = numeral::ordinal(text)?;
        let rest = text[ordinal.len..].trim();
        let marked = is_marked(para, body.as_deref());
        // `一、基本情况：` in bold is a heading, `1.甲方：` is not.
        let leads =
            rest.ends_with(['：', ':']) && !(marked && ordinal.kind == OrdinalKind::Chinese);
        let ends = leads || rest.ends_with(['。', '；', '，', '、', ';', ',', '.', '！', '？']);
        if rest.is_empty()
            || ends
            || is_contents_line(rest)
            || rest.chars().count() > LONGEST
            || rest.contains(['。', '；'])
        {
            return None;
        }
        let plain = matches!(ordinal.kind, OrdinalKind::Chinese | OrdinalKind::ChineseBracketed)
            && !known.contains(&ordinal.kind);
        if marked || plain {
            Some(ordinal.kind).filter(|k| *k != OrdinalKind::Circled)
        } else {
            None
        }
    };
    (0..paras.len()).map(look).collect()
}

/// Whether a line is one of a table of contents that somebody typed: with leaders or a tab, and a
/// page behind them.
fn is_contents_line(text: &str) -> bool {
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let has_page = before.len() < text.trim_end().len();
    (has_page && before.ends_with('\t'))
        || before.trim_end().ends_with(['…', '·', '.', '．', '-', '—', '─', '⋯'])
}

/// Whether the whole paragraph is bold, or in a font of headings that the running text is not in.
fn is_marked(para: &Para<'_>, body: Option<&str>) -> bool {
    let mut looks = para.items.iter().filter_map(|i| match i {
        ParagraphItem::Text(text, look, _) if !text.trim().is_empty() => Some(&**look),
        _ => None,
    });
    let heading_font = |look: &CharacterFormat| {
        let font = look.font.as_deref().unwrap_or_default();
        contains_word(font, "heading-fonts") && body != Some(font)
    };
    let mut any = false;
    looks.all(|look| {
        any = true;
        look.bold == Some(true) || heading_font(look)
    }) && any
}

/// The font that most of the running text is in.
fn body_font(paras: &[Option<(&Para<'_>, String)>]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (para, _) in paras.iter().flatten() {
        if para.level.is_some_and(|level| level != 0) {
            continue;
        }
        for item in &para.items {
            if let ParagraphItem::Text(text, look, _) = item
                && let Some(font) = &look.font
            {
                *counts.entry(font).or_default() += text.len();
            }
        }
    }
    let (most, _) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    Some(most.to_owned())
}

/// The level in the plan that styled headings have, by the kind of their ordinal; the first of a
/// kind decides.
fn known_levels(
    paras: &[Option<(&Para<'_>, String)>],
    styled: &[Option<u8>],
    least: u8,
) -> BTreeMap<OrdinalKind, u8> {
    let mut out = BTreeMap::new();
    for (para, level) in paras.iter().zip(styled) {
        let (Some((_, text)), Some(level)) = (para, level) else { continue };
        if let Some(ordinal) = numeral::ordinal(text) {
            out.entry(ordinal.kind).or_insert(level.saturating_sub(least) + 2);
        }
    }
    out
}

/// The deepest level in the plan of styled headings such as `第一章` and `第二节`, which stand
/// above `一、`.
fn chapters(paras: &[Option<(&Para<'_>, String)>], styled: &[Option<u8>], least: u8) -> Option<u8> {
    let mut lowest = None;
    for (para, level) in paras.iter().zip(styled) {
        let (Some((_, text)), Some(level)) = (para, level) else { continue };
        if is_chapter(text) {
            lowest = lowest.max(Some(level.saturating_sub(least) + 2));
        }
    }
    lowest
}

/// Whether a text begins like `第三章` or `第2节`.
fn is_chapter(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('第') else { return false };
    let Some(end) = rest.find(['章', '节', '篇', '编']) else { return false };
    let number = &rest[..end];
    let is_numeral = |c: char| numeral::parse_chinese(c.encode_utf8(&mut [0; 4])).is_some();
    let mut digits = number.trim().chars();
    !number.is_empty() && digits.all(|c| c.is_ascii_digit() || is_numeral(c))
}

/// The level of a guessed heading: that of styled headings with the same ordinal, else counted from
/// the nearest kind above.
fn guessed_level(kind: OrdinalKind, known: &BTreeMap<OrdinalKind, u8>, chapters: Option<u8>) -> u8 {
    let natural = |kind: OrdinalKind| kind as u8 + 2;
    let below = chapters.map(|level| level.saturating_sub(1)).unwrap_or(0);
    let above = known.range(..=kind).next_back();
    above
        .map(|(found, level)| level + (natural(kind) - natural(*found)))
        .unwrap_or(natural(kind) + below)
        .clamp(2, 6)
}

/// The paragraphs that are the title: in its style; the only heading of the first level; centred or
/// large before all headings; or the very first one, if it is worded or marked as a title.
fn title(
    paras: &[Option<(&Para<'_>, String)>],
    styled: &[Option<u8>],
    guessed: &[Option<OrdinalKind>],
) -> Option<std::ops::Range<usize>> {
    let numbered =
        |index: usize| paras[index].as_ref().and_then(|(_, text)| numeral::ordinal(text)).is_some();
    let first = (0..paras.len())
        .find(|i| styled[*i].is_some() || guessed[*i].is_some())
        .unwrap_or(paras.len());
    let is_title =
        |para: &Option<(&Para<'_>, String)>| matches!(para, Some((para, _)) if para.title);
    let by_style = paras.iter().position(is_title);
    if let Some(start) = by_style {
        return Some(start..grow(paras, start, |para| para.title));
    }
    let tops: Vec<usize> = (0..paras.len()).filter(|i| styled[*i] == Some(1)).collect();
    let has_lower_style = styled.iter().any(|l| l.is_some_and(|l| l > 1));
    let has_lower = has_lower_style || guessed.iter().any(Option::is_some);
    if let [only] = tops[..]
        && only == first
        && has_lower
        && !numbered(only)
    {
        return Some(only..only + 1);
    }
    let large = large_size(paras);
    let may_be = |index: &usize| {
        paras[*index].as_ref().is_some_and(|(para, text)| {
            let is_short = text.chars().count() <= 80 && !text.ends_with(['。', '：', ':']);
            // What a cover page says large may be the programme's name or the year; its title has
            // the title's style.
            is_short && !para.on_cover && !is_side_note(text)
        })
    };
    let by_look = |least: u32, centred: bool| {
        let stands_out = |index: &usize| {
            let para = paras[*index].as_ref();
            para.is_some_and(|(para, _)| centred && para.centred || size(para) >= least)
        };
        (0..first).find(|index| may_be(index) && stands_out(index))
    };
    let start = by_look(LARGE + 4, true)
        .or_else(|| by_look(large, false))
        .or_else(|| plain_title(paras, first).filter(may_be))?;
    let (height, centred) = paras[start].as_ref().map(|(p, _)| (size(p), p.centred))?;
    Some(
        start..grow(paras, start, |para| {
            para.centred == centred && size(para) == height && height >= large.min(LARGE)
        })
        .min(first),
    )
}

/// Half points from which on a paragraph stands out: a good deal more than the running text has.
fn large_size(paras: &[Option<(&Para<'_>, String)>]) -> u32 {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for (para, text) in paras.iter().flatten() {
        *counts.entry(size(para)).or_default() += text.len();
    }
    counts.remove(&0);
    match counts.into_iter().max_by_key(|(_, count)| *count) {
        Some((body, _)) => (body + 4).clamp(LARGER, LARGE + 4),
        None => LARGE + 4,
    }
}

/// The first paragraph of a document without any look of a title, before all headings, if it is
/// worded as one or all of it is bold: one line without marks of sentences.
fn plain_title(paras: &[Option<(&Para<'_>, String)>], first: usize) -> Option<usize> {
    let is_said =
        |index: &usize| paras[*index].as_ref().is_some_and(|(_, text)| !is_side_note(text));
    let start = (0..first).find(is_said)?;
    let (para, text) = paras[start].as_ref()?;
    let is_line =
        !text.contains(['。', '；', '：', '，', ':', ',']) && text.chars().count() <= LONGEST;
    let is_worded = ends_with_word(text, "title-endings") || is_marked(para, None);
    let is_title = is_line && is_worded && numeral::ordinal(text).is_none();
    if is_title { Some(start) } else { None }
}

/// `附件1`, a date or a number of the document stand above titles, too.
fn is_side_note(text: &str) -> bool {
    let count = text.chars().count();
    count < 5
        || (text.starts_with("附件") && count < 8)
        || (text.starts_with("（") && text.ends_with("）"))
}

/// A title may take several lines, up to the word that ends it.
fn grow(
    paras: &[Option<(&Para<'_>, String)>],
    start: usize,
    goes_on: impl Fn(&Para<'_>) -> bool,
) -> usize {
    let mut end = start + 1;
    let is_whole = |index: usize| {
        let para = paras[index].as_ref();
        para.is_some_and(|(_, text)| ends_with_word(text, "title-endings"))
    };
    while end < paras.len()
        && end < start + 4
        && !is_whole(end - 1)
        && paras[end].as_ref().is_some_and(|(para, _)| goes_on(para))
    {
        end += 1;
    }
    end
}

fn size(para: &Para<'_>) -> u32 {
    let sizes = para.items.iter().filter_map(|i| match i {
        ParagraphItem::Text(text, look, _) if !text.trim().is_empty() => look.size,
        _ => None,
    });
    sizes.max().unwrap_or(0)
}
