//! Ordinals of headings: `一、` `(一)` `1.` `(1)` `①`, and Chinese numbers from 1 to 9999.

use serde::{Deserialize, Serialize};

/// The shape of an ordinal; the order is the order of levels in GB/T 9704-2012 7.3.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum OrdinalKind {
    /// `一、`
    Chinese,
    /// `(一)`
    ChineseBracketed,
    /// `1.`
    Digit,
    /// `(1)`
    DigitBracketed,
    /// `①`
    Circled,
}

/// An ordinal at the start of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ordinal {
    /// Its shape.
    pub kind: OrdinalKind,
    pub number: u32,
    /// Bytes it takes, punctuation and following spaces included.
    pub len: usize,
    /// Bytes of the ordinal itself, without spaces after it.
    pub bare_len: usize,
    /// Whether it is written as the standards ask: `一、` `（一）` `1.` `（1）`, nothing after the
    /// bracket.
    pub proper: bool,
}

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Writes a number from 1 to 9999 in Chinese: 12 is 十二.
pub fn chinese(number: u32) -> String {
    if number == 0 || number > 9999 {
        return number.to_string();
    }
    let mut out = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / unit % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push('零');
            gap = false;
        }
        if !(digit == 1 && unit == 10 && out.is_empty()) {
            out.push(DIGITS[digit as usize]);
        }
        out.push_str(name);
    }
    out
}

/// Reads a Chinese number from 1 to 9999; `None` for anything else.
pub fn parse_chinese(text: &str) -> Option<u32> {
    if text.is_empty() {
        return None;
    }
    let (mut total, mut digit, mut seen) = (0u32, 0u32, false);
    for c in text.chars() {
        let unit = match c {
            '千' => 1000,
            '百' => 100,
            '十' => 10,
            '零' | '〇' => {
                digit = 0;
                continue;
            }
            '两' => {
                digit = 2;
                seen = true;
                continue;
            }
            _ => {
                let value = DIGITS.iter().position(|d| *d == c)? as u32;
                if digit != 0 {
                    return None;
                }
                digit = value;
                seen = true;
                continue;
            }
        };
        total += unit * if digit == 0 { 1 } else { digit };
        digit = 0;
        seen = true;
    }
    let value = total + digit;
    if seen && value > 0 && value <= 9999 { Some(value) } else { None }
}

/// Reads an ordinal at the start of a text.
pub fn ordinal(text: &str) -> Option<Ordinal> {
    let lead = text.len() - text.trim_start().len();
    let body = &text[lead..];
    let first = body.chars().next()?;
    let single = |kind: OrdinalKind, one: char| {
        let number = first as u32 - one as u32 + 1;
        let proper = kind == OrdinalKind::Circled;
        Some(OrdinalMark { kind, number, len: first.len_utf8(), proper })
    };
    let mark = match first {
        '①'..='⑳' => single(OrdinalKind::Circled, '①'),
        '㈠'..='㈩' => single(OrdinalKind::ChineseBracketed, '㈠'),
        '⑴'..='⒇' => single(OrdinalKind::DigitBracketed, '⑴'),
        '(' | '（' => bracketed(body, first),
        _ => plain(body),
    };
    let OrdinalMark { kind, number, len, proper } = mark?;
    let bare_len = lead + len;
    let rest = &text[bare_len..];
    let spaces = rest.len() - rest.trim_start().len();
    Some(Ordinal { kind, number, len: bare_len + spaces, bare_len, proper })
}

/// An ordinal without the white space around it.
struct OrdinalMark {
    kind: OrdinalKind,
    number: u32,
    /// Bytes.
    len: usize,
    /// Whether it is written as the standard has it.
    proper: bool,
}

fn bracketed(body: &str, open: char) -> Option<OrdinalMark> {
    let inner = &body[open.len_utf8()..];
    let word = leading_number(inner);
    let (kind, number) = number(word)?;
    let kind = if kind == OrdinalKind::Chinese {
        OrdinalKind::ChineseBracketed
    } else {
        OrdinalKind::DigitBracketed
    };
    let mut len = open.len_utf8() + word.len();
    let mut proper = true;
    match body[len..].chars().next() {
        Some(c @ (')' | '）')) => len += c.len_utf8(),
        _ => return None,
    }
    if let Some(c @ ('、' | '.' | '．' | ',' | '，')) = body[len..].chars().next() {
        len += c.len_utf8();
        proper = false;
    }
    Some(OrdinalMark { kind, number, len, proper })
}

fn plain(body: &str) -> Option<OrdinalMark> {
    let word = leading_number(body);
    let (kind, number) = number(word)?;
    let rest = &body[word.len()..];
    let mark = rest.chars().next()?;
    let after = rest[mark.len_utf8()..].chars().next();
    let proper = match (kind, mark) {
        (OrdinalKind::Chinese, '、') => true,
        (OrdinalKind::Digit, '.' | '．') if !after.is_some_and(|c| c.is_ascii_digit()) => true,
        (OrdinalKind::Chinese, '.' | '．' | ',' | '，')
        | (OrdinalKind::Digit, '、' | ',' | '，')
            if !after.is_some_and(|c| c.is_ascii_digit()) =>
        {
            false
        }
        _ => return None,
    };
    Some(OrdinalMark { kind, number, len: word.len() + mark.len_utf8(), proper })
}

fn leading_number(text: &str) -> &str {
    let end = text.find(|c: char| !is_number_char(c)).unwrap_or(text.len());
    &text[..end]
}

fn is_number_char(c: char) -> bool {
    c.is_ascii_digit()
        || ('０'..='９').contains(&c)
        || DIGITS.contains(&c)
        || matches!(c, '十' | '百' | '千' | '零' | '两')
}

fn number(word: &str) -> Option<(OrdinalKind, u32)> {
    if let Some(value) = parse_chinese(word) {
        return Some((OrdinalKind::Chinese, value));
    }
    let ascii: Option<String> = word
        .chars()
        .map(|c| {
            if ('０'..='９').contains(&c) {
                char::from_u32(c as u32 - '０' as u32 + 48)
            } else {
                Some(c)
            }
        })
        .collect();
    let value: u32 = ascii?.parse().ok()?;
    if value > 0 && value < 1000 { Some((OrdinalKind::Digit, value)) } else { None }
}

impl OrdinalKind {
    /// The ordinal as the standards write it in headings, with half-width brackets as the notices'
    /// screen form has it.
    pub fn write(self, number: u32) -> String {
        match self {
            Self::Chinese => format!("{}、", chinese(number)),
            Self::ChineseBracketed => format!("({})", chinese(number)),
            Self::Digit => format!("{number}."),
            Self::DigitBracketed => format!("({number})"),
            Self::Circled => char::from_u32('①' as u32 + number.clamp(1, 20) - 1)
                .map(String::from)
                .unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_there_and_back() {
        for n in 1..=9999 {
            assert_eq!(parse_chinese(&chinese(n)), Some(n), "{}", chinese(n));
        }
    }

    #[test]
    fn shapes() {
        let kind = |t: &str| ordinal(t).map(|o| (o.kind, o.number, o.proper));
        assert_eq!(kind("一、总则"), Some((OrdinalKind::Chinese, 1, true)));
        assert_eq!(kind("（十二）其他"), Some((OrdinalKind::ChineseBracketed, 12, true)));
        assert_eq!(kind("(三)、其他"), Some((OrdinalKind::ChineseBracketed, 3, false)));
        assert_eq!(kind("1.目标"), Some((OrdinalKind::Digit, 1, true)));
        assert_eq!(kind("1、目标"), Some((OrdinalKind::Digit, 1, false)));
        assert_eq!(kind("（2）内容"), Some((OrdinalKind::DigitBracketed, 2, true)));
        assert_eq!(kind("③内容"), Some((OrdinalKind::Circled, 3, true)));
        assert_eq!(kind("（三内容"), None);
        assert_eq!(kind("1.5吨"), None);
        assert_eq!(kind("2023年"), None);
        assert_eq!(kind("一是"), None);
    }
}
