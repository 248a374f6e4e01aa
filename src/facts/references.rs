//! References to tables, figures, attachments and chapters, and what they refer to.

use crate::text::numeral;

use super::fact_text::{FactSpot, FactText, FactTextKind};
use super::fact_words::WORDS;

/// What is referred to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReferenceKind {
    /// 表
    Table,
    /// 图
    Figure,
    /// 附表
    AppendixTable,
    /// 附图
    AppendixFigure,
    /// 附件
    Attachment,
    /// 第…章, 第…节, 第…部分.
    Chapter,
}

impl ReferenceKind {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Table => "表",
            Self::Figure => "图",
            Self::AppendixTable => "附表",
            Self::AppendixFigure => "附图",
            Self::Attachment => "附件",
            Self::Chapter => "第",
        }
    }
}

/// A reference in the text.
#[derive(Clone, Debug)]
pub struct Reference {
    pub spot: FactSpot,
    pub kind: ReferenceKind,
    /// The number in one spelling: `3`, `2-1`, `A-1`; empty for 附件 without one.
    pub number: String,
    /// Whether it refers to another document: 《…》附件2.
    pub is_foreign: bool,
}

/// A caption, a heading of an attachment, a line of the list of attachments.
#[derive(Clone, Debug)]
pub struct NumberedTitle {
    /// The whole text.
    pub spot: FactSpot,
    pub kind: ReferenceKind,
    pub number: String,
    /// The words behind the number.
    pub title: String,
    /// 续表3: a table that goes on.
    pub is_continued: bool,
}

/// Characters that a caption has at most.
const LONGEST_TITLE: usize = 60;

const KINDS: [(&str, ReferenceKind); 5] = [
    ("附件", ReferenceKind::Attachment),
    ("附表", ReferenceKind::AppendixTable),
    ("附图", ReferenceKind::AppendixFigure),
    ("表", ReferenceKind::Table),
    ("图", ReferenceKind::Figure),
];

/// A number of a table or figure at the start of a text, in one spelling, with its bytes.
fn number_at(text: &str) -> Option<(String, usize)> {
    let lead = text.len() - text.trim_start_matches([' ', '\u{3000}']).len();
    let body = &text[lead..];
    let mut number = String::new();
    let mut len = 0;
    for c in body.chars() {
        let behind = body[len + c.len_utf8()..].chars().next();
        let goes_on = behind.is_some_and(|next| next.is_ascii_digit());
        match c {
            '0'..='9' => number.push(c),
            '０'..='９' => number.push(char::from_u32(c as u32 - 0xfee0).unwrap_or(c)),
            'A'..='Z' if len == 0 => number.push(c),
            '-' | '—' | '–' | '－' | '.' | '．' if !number.is_empty() && goes_on => {
                number.push('-')
            }
            _ => break,
        }
        len += c.len_utf8();
    }
    if number.contains(|c: char| c.is_ascii_digit()) {
        return Some((number, lead + len));
    }
    let is_chinese = |c: char| "一二三四五六七八九十".contains(c);
    let len = body.find(|c| !is_chinese(c)).unwrap_or(body.len());
    let number = numeral::parse_chinese(&body[..len])?;
    Some((number.to_string(), lead + len))
}

/// Reads a text that is a caption or the title of an attachment as a whole.
fn title_of(index: usize, text: &FactText) -> Option<NumberedTitle> {
    let words = text.text();
    let lead = words.len() - words.trim_start().len();
    let mut body = words.trim();
    if body.chars().count() > LONGEST_TITLE || body.ends_with(['。', '；', '，', '：', '！']) {
        return None;
    }
    if text.kind == FactTextKind::Heading
        && let Some(ordinal) = numeral::ordinal(body)
    {
        body = &body[ordinal.len..];
    }
    let is_continued = body.starts_with('续');
    let body = body.strip_prefix('续').unwrap_or(body);
    let (word, kind) = KINDS.iter().find(|(word, _)| body.starts_with(word))?;
    let (number, len) = number_at(&body[word.len()..])?;
    let rest = &body[word.len() + len..];
    let is_verb = WORDS.caption_verbs.beginning(rest).is_some();
    if is_verb || rest.contains(['，', '。']) {
        return None;
    }
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '：' | ':' | '.' | '、' | '．');
    let title = rest.trim_start_matches(is_mark).trim_end().to_owned();
    let spot = FactSpot { text: index, start: lead, end: words.trim_end().len() };
    Some(NumberedTitle { spot, kind: *kind, number, title, is_continued })
}

/// Finds the references of a text, or the title that it is.
pub(super) fn read(
    index: usize,
    text: &FactText,
    references: &mut Vec<Reference>,
    titles: &mut Vec<NumberedTitle>,
) {
    let words = text.text();
    if !words.contains(['表', '图', '附', '第']) {
        return;
    }
    let can_be_title = !matches!(text.kind, FactTextKind::Cell | FactTextKind::Margin);
    if can_be_title && let Some(title) = title_of(index, text) {
        titles.push(title);
        return;
    }
    let mut from = 0;
    while let Some(at) = words[from..].find(['表', '图', '附', '第']) {
        let start = from + at;
        from = match reference_at(index, words, start, references) {
            Some(end) => end,
            None => start + '表'.len_utf8(),
        };
    }
}

/// Reads the reference at an offset, and those that are joined to it: 表3、表4, 表3～5.
fn reference_at(
    index: usize,
    words: &str,
    start: usize,
    out: &mut Vec<Reference>,
) -> Option<usize> {
    if words[start..].starts_with('第') {
        return chapter_at(index, words, start, out);
    }
    let (word, kind) = *KINDS.iter().find(|(word, _)| words[start..].starts_with(word))?;
    let before = &words[..start];
    let is_single = matches!(kind, ReferenceKind::Table | ReferenceKind::Figure);
    if is_single && WORDS.not_a_table_before.ending(before).is_some() {
        return None;
    }
    let is_foreign = WORDS.foreign_before.ending(before.trim_end()).is_some();
    let behind = start + word.len();
    let Some((number, len)) = number_at(&words[behind..]) else {
        let is_attachment = kind == ReferenceKind::Attachment;
        if is_attachment {
            let spot = FactSpot { text: index, start, end: behind };
            out.push(Reference { spot, kind, number: String::new(), is_foreign });
            return Some(behind);
        }
        return None;
    };
    // 图3D and 表2个 are none.
    let mut end = behind + len;
    if words[end..]
        .starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '个' | '份' | '张' | '种'))
    {
        return None;
    }
    let push = |start, end, number, out: &mut Vec<Reference>| {
        let spot = FactSpot { text: index, start, end };
        out.push(Reference { spot, kind, number, is_foreign });
    };
    push(start, end, number, out);
    // 表3、4 and 表3和表4: the word may stand before each.
    while let Some(joint) = joint_at(&words[end..]) {
        let next = end + joint;
        let Some((number, len)) = number_at(&words[next..]) else { break };
        let is_thing = words[next + len..].starts_with(|c: char| {
            crate::text::han::is_han(c) && !"和与及所中可的、，".contains(c)
        });
        if is_thing {
            break;
        }
        push(next, next + len, number, out);
        end = next + len;
    }
    Some(end)
}

/// The bytes of a joint between numbers of one word.
fn joint_at(text: &str) -> Option<usize> {
    let joint = text
        .chars()
        .next()
        .filter(|c| matches!(c, '、' | '和' | '与' | '及' | '～' | '~' | '至'))?;
    Some(joint.len_utf8())
}

fn chapter_at(index: usize, words: &str, start: usize, out: &mut Vec<Reference>) -> Option<usize> {
    let behind = start + '第'.len_utf8();
    let (number, len) = number_at(&words[behind..])?;
    let rest = &words[behind + len..];
    let unit = WORDS.chapter_units.beginning(rest)?;
    let end = behind + len + unit.len();
    let is_foreign = WORDS.foreign_before.ending(words[..start].trim_end()).is_some();
    let spot = FactSpot { text: index, start, end };
    out.push(Reference { spot, kind: ReferenceKind::Chapter, number, is_foreign });
    Some(end)
}
