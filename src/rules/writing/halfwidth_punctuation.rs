//! `halfwidth-punctuation`: `,` `;` `:` `?` `!` `.` and straight quotes between Chinese characters
//! (GB/T 15834-2011).
//!
//! Half-width brackets are left alone: notices themselves print `(一)` on the screen.

use crate::diag::{Applicability, Edit, Fix};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::prose::{Prose, is_inside};
use crate::rules::writing::broken_reference;
use crate::text::han::is_han;

/// One finding a paragraph, at the first mark; the edit fixes them all.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let paragraphs = cx.prose().iter();
    paragraphs.filter_map(|prose| paragraph(cx, prose)).collect()
}

fn paragraph(cx: &Context<'_>, prose: &Prose) -> Option<Hit> {
    let messages = broken_reference::in_text(prose.text());
    let mut found = marks(prose.text());
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
        if before.is_some_and(|c| is_han(c) || closes(c) || c == '"')
            && after.is_none_or(|c| is_han(c) || opens(c) || c == '\n')
        {
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

fn is_mark(c: char) -> bool {
    closes(c) || opens(c) || matches!(c, '，' | '。' | '；' | '：' | '、' | '？' | '！' | ',' | ';')
}

fn closes(c: char) -> bool {
    matches!(c, '）' | '》' | '”' | '’' | '】' | '〕' | '」' | '％')
}

fn opens(c: char) -> bool {
    matches!(c, '（' | '《' | '“' | '‘' | '【' | '〔' | '「')
}

#[cfg(test)]
mod tests {
    use super::marks;

    #[test]
    fn only_between_chinese_characters() {
        let found = |t: &str| marks(t).into_iter().map(|(_, c, _)| c).collect::<String>();
        assert_eq!(found("节水,节能;降碳:如下."), ",;:.");
        assert_eq!(found("[1]王某.清洁生产[J].某刊,2020."), "");
        assert_eq!(found("共1,200吨,pH:7.5,(一)概况、电话:0771"), "");
        assert_eq!(found("称为\"园区\"。管径5\"。"), "");
        assert_eq!(found("称为\"园区\"。"), "\"\"");
    }
}
