//! `halfwidth-punctuation`: `,` `;` `:` `?` `!` `.` and straight quotes between Chinese characters
//! (GB/T 15834-2011).
//!
//! Half-width brackets are left alone where a plan writes them throughout, and around ordinals:
//! notices themselves print `(一)` on the screen. In a plan with full-width ones they are slips.

use crate::diag::{Applicability, Edit, Fix};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::prose::{Prose, is_inside};
use crate::rules::writing::broken_reference;
use crate::text::han::is_han;
use crate::text::numeral;

/// One finding a paragraph, at the first mark; the edit fixes them all.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let (mut full, mut half) = (0, 0);
    for prose in cx.prose() {
        full += prose.text().matches('（').count();
        half += brackets(prose.text()).len();
    }
    let is_full_width = full >= FEWEST_FULL && full >= half * FEWEST_FULL;
    let paragraphs = cx.prose().iter();
    paragraphs.filter_map(|prose| paragraph(cx, prose, is_full_width)).collect()
}

/// Full-width brackets, and as many times the half-width ones, that show what a plan writes.
const FEWEST_FULL: usize = 3;

fn paragraph(cx: &Context<'_>, prose: &Prose, is_full_width: bool) -> Option<Hit> {
    let messages = broken_reference::in_text(prose.text());
    let mut found = marks(prose.text());
    if is_full_width {
        for (open, close) in brackets(prose.text()) {
            found.extend([(open, '(', '（'), (close, ')', '）')]);
        }
        found.sort_by_key(|(at, ..)| *at);
    }
    // What is wrong with the message of a broken reference is not its punctuation.
    found.retain(|(at, ..)| !is_inside(&(*at..*at + 1), &messages));
    let (first, mark, _) = *found.first()?;
    let mut shown: Vec<char> = Vec::new();
    for (_, mark, _) in &found {
        if !shown.contains(mark) {
            shown.push(*mark);
        }
    }
    let shown: String = shown.into_iter().collect();
    let edits: Option<Vec<Edit>> = found
        .iter()
        .map(|(at, c, with)| {
            crate::rules::engine::replacement::edit(
                cx,
                prose,
                *at,
                at + c.len_utf8(),
                &with.to_string(),
            )
        })
        .collect();
    let hit = Hit::at(prose.at(first, first + mark.len_utf8()))
        .arg("marks", shown)
        .arg("count", found.len());
    Some(match edits {
        Some(edits) => hit.fix(Fix {
            title: "改为全角标点".to_owned(),
            edits,
            applicability: Applicability::Unsafe,
        }),
        None => hit,
    })
}

/// Half-width marks between Chinese characters with what should stand there.
fn marks(text: &str) -> Vec<(usize, char, char)> {
    let mut out = Vec::new();
    if !text.bytes().any(|b| matches!(b, b',' | b';' | b':' | b'?' | b'!' | b'.' | b'"')) {
        return out;
    }
    let mut before = None;
    let mut quotes: Vec<usize> = Vec::new();
    // 王某.节能改造[J].某刊: a reference by GB/T 7714 has points between its parts.
    let is_reference = ["[J]", "[M]", "[R]", "[S]", "[D]", "[C]", "[N]", "[Z]", "[EB/OL]"]
        .iter()
        .any(|w| text.contains(w));
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|(_, c)| *c);
        let full = match c {
            ',' => '，',
            ';' => '；',
            ':' => '：',
            '?' => '？',
            '!' => '！',
            '.' if !is_reference => '。',
            '"' => {
                let near = |c: Option<char>| c.is_none_or(|c| is_han(c) || is_mark(c));
                if near(before) || near(after) {
                    quotes.push(at);
                }
                before = Some(c);
                continue;
            }
            _ => {
                before = Some(c);
                continue;
            }
        };
        let is_between = before.is_some_and(|c| is_han(c) || closes(c) || c == '"')
            && after.is_none_or(|c| is_han(c) || opens(c) || c == '\n');
        let is_behind_a_unit =
            before.is_some_and(ends_a_quantity) && after.is_some_and(|c| is_han(c) || opens(c));
        if is_between || (is_behind_a_unit && c != '.') {
            out.push((at, c, full));
        }
        before = Some(c);
    }
    // Straight quotes come in pairs, or they are inches and seconds.
    if quotes.len().is_multiple_of(2) {
        for pair in quotes.chunks(2) {
            if let [open, close] = pair
                && text[*open..*close].chars().any(is_han)
            {
                out.push((*open, '"', '“'));
                out.push((*close, '"', '”'));
            }
        }
        out.sort_by_key(|(at, ..)| *at);
    }
    out
}

/// Half-width brackets behind an ideograph that hold ideographs and are no ordinal.
fn brackets(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for (open, _) in text.match_indices('(') {
        let is_behind_words =
            text[..open].chars().next_back().is_some_and(|c| is_han(c) || closes(c));
        let inner = &text[open + 1..];
        let Some(len) = inner.find(['(', ')', '（', '）', '\n']) else { continue };
        let words = &inner[..len];
        let is_ordinal = words.chars().count() <= 3 && numeral::parse_chinese(words).is_some();
        let holds_words = words.chars().any(is_han);
        if is_behind_words && holds_words && !is_ordinal && inner[len..].starts_with(')') {
            out.push((open, open + 1 + len));
        }
    }
    out
}

/// Whether a quantity ends so: `35.0%`, `120m³`.
fn ends_a_quantity(c: char) -> bool {
    matches!(c, '%' | '℃' | '²' | '³')
}

fn is_mark(c: char) -> bool {
    closes(c) || opens(c) || matches!(c, '，' | '。' | '；' | '：' | '、' | '？' | '！' | ',' | ';')
}

fn closes(c: char) -> bool {
    matches!(c, '）' | '》' | '”' | '’' | '】' | '〕' | '」' | '％')
}

fn opens(c: char) -> bool {
    matches!(c, '（' | '《' | '“' | '‘' | '【' | '〔' | '「' | '①'..='⑳')
}

#[cfg(test)]
mod tests {
    use super::{brackets, marks};

    #[test]
    fn only_between_chinese_characters() {
        let found = |t: &str| marks(t).into_iter().map(|(_, c, _)| c).collect::<String>();
        assert_eq!(found("节水,节能;降碳:如下."), ",;:.");
        assert_eq!(found("[1]王某.清洁生产[J].某刊,2020."), "");
        assert_eq!(found("共1,200吨,pH:7.5,(一)概况、电话:0771"), "");
        assert_eq!(found("称为\"园区\"。管径5\"。"), "");
        assert_eq!(found("称为\"园区\"。"), "\"\"");
        assert_eq!(found("回收;②利用率35.0%;其中120m³,回用"), ";;,");
        assert_eq!(found("下降3.5%, 升至1,200，35%.其中"), "");
    }

    #[test]
    fn brackets_that_hold_words() {
        let found = |t: &str| brackets(t).len();
        assert_eq!(found("园区(以下简称本园)、办法(试行)"), 2);
        assert_eq!(found("附件一(二)、占比(%)、(一)范围、挥发性有机物(VOCs)、甲(乙（丙）"), 0);
    }
}
