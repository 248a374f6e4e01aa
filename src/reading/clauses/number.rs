//! The number that a line begins with: `二、`, `（一）`, `1.`, `(1)`, `①`, `⑴`, `第一条`, `一是`.

use crate::text::numeral::parse_chinese;

/// How a number is written. The order is that of depth: a part holds chapters, a chapter holds articles, and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NumberKind {
    /// 第一部分, 第一编.
    Part,
    /// 第一章.
    Chapter,
    /// 第一节.
    Section,
    /// 第一条.
    Article,
    /// 一、
    Han,
    /// （一）
    HanInBrackets,
    /// 1.
    Arabic,
    /// 1）
    ArabicHalfBracket,
    /// (1), ⑴
    ArabicInBrackets,
    /// ①
    Circled,
    /// 一是
    Spoken,
}

/// A number at the beginning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClauseNumber {
    /// How it is written.
    pub kind: NumberKind,
    /// Its value, from 1.
    pub value: u32,
    /// Bytes of the number with its punctuation and the white space behind it.
    pub length: usize,
}

impl ClauseNumber {
    /// The number as it stands in an address: `三`, `(二)`, `1`, `(1)`, `①`, `第四条`.
    pub fn address(self) -> String {
        let han = crate::text::numeral::chinese(self.value);
        match self.kind {
            NumberKind::Part => format!("第{han}部分"),
            NumberKind::Chapter => format!("第{han}章"),
            NumberKind::Section => format!("第{han}节"),
            NumberKind::Article => format!("第{han}条"),
            NumberKind::Han => han,
            NumberKind::HanInBrackets => format!("({han})"),
            NumberKind::Arabic => self.value.to_string(),
            NumberKind::ArabicHalfBracket => format!("{})", self.value),
            NumberKind::ArabicInBrackets => format!("({})", self.value),
            NumberKind::Circled => match char::from_u32('①' as u32 + self.value - 1) {
                Some(circled) if self.value <= 20 => circled.to_string(),
                _ => self.value.to_string(),
            },
            NumberKind::Spoken => format!("({han}是)"),
        }
    }

    /// The number at the beginning of the text, white space before it included.
    pub fn leading(text: &str) -> Option<Self> {
        let blanks = text.len() - text.trim_start().len();
        let rest = &text[blanks..];
        let found = sign(rest)
            .or_else(|| ordinal(rest))
            .or_else(|| bracketed(rest))
            .or_else(|| plain_han(rest))
            .or_else(|| plain_arabic(rest))?;
        let after = &rest[found.length..];
        let gap = after.len() - after.trim_start().len();
        Some(Self { length: blanks + found.length + gap, ..found })
    }
}

/// A number that is one character: ①, ⑴, ⒈, ㈠.
fn sign(text: &str) -> Option<ClauseNumber> {
    let first = text.chars().next()?;
    let (kind, base) = match first {
        '①'..='⑳' => (NumberKind::Circled, '①'),
        '⑴'..='⒇' => (NumberKind::ArabicInBrackets, '⑴'),
        '⒈'..='⒛' => (NumberKind::Arabic, '⒈'),
        '㈠'..='㈩' => (NumberKind::HanInBrackets, '㈠'),
        '❶'..='❿' => (NumberKind::Circled, '❶'),
        _ => return None,
    };
    let value = first as u32 - base as u32 + 1;
    Some(ClauseNumber { kind, value, length: first.len_utf8() })
}

/// 第一条, 第二章, 第三部分.
fn ordinal(text: &str) -> Option<ClauseNumber> {
    let rest = text.strip_prefix('第')?;
    let digits = numeral_length(rest);
    let value = number(&rest[..digits])?;
    let unit = &rest[digits..];
    let units = [
        ("部分", NumberKind::Part),
        ("编", NumberKind::Part),
        ("章", NumberKind::Chapter),
        ("节", NumberKind::Section),
        ("条", NumberKind::Article),
    ];
    let (word, kind) = units.into_iter().find(|(word, _)| unit.starts_with(word))?;
    let length = '第'.len_utf8() + digits + word.len();
    // `第五条规定的` and `第一章和第二章` speak of another text; a heading has a blank, a colon or its words at once.
    let follows = text[length..].chars().next();
    if matches!(follows, Some('规' | '和' | '、' | '至' | '所' | '的' | '第' | '，')) {
        return None;
    }
    Some(ClauseNumber { kind, value, length })
}

/// （一）, (1), 1), 1）.
fn bracketed(text: &str) -> Option<ClauseNumber> {
    let inner = text.strip_prefix(['（', '('])?;
    let open = text.len() - inner.len();
    let trimmed = inner.trim_start();
    let blanks = inner.len() - trimmed.len();
    let digits = numeral_length(trimmed);
    let value = number(&trimmed[..digits])?;
    let behind = trimmed[digits..].trim_start();
    let close = behind.chars().next().filter(|c| matches!(c, '）' | ')'))?;
    let written_in_han = han_length(trimmed) > 0;
    let kind =
        if written_in_han { NumberKind::HanInBrackets } else { NumberKind::ArabicInBrackets };
    let length =
        open + blanks + digits + (trimmed[digits..].len() - behind.len()) + close.len_utf8();
    let stop = text[length..].chars().next();
    let stop_length = match stop {
        Some(stop @ ('、' | '．' | '.')) => stop.len_utf8(),
        _ => 0,
    };
    Some(ClauseNumber { kind, value, length: length + stop_length })
}

/// 一、, 一．, 一是.
fn plain_han(text: &str) -> Option<ClauseNumber> {
    let digits = han_length(text);
    let value = number(&text[..digits])?;
    let after = text[digits..].trim_start();
    let gap = text[digits..].len() - after.len();
    let next = after.chars().next()?;
    if next == '是' && gap == 0 && value <= 10 {
        return Some(ClauseNumber {
            kind: NumberKind::Spoken,
            value,
            length: digits + next.len_utf8(),
        });
    }
    if !matches!(next, '、' | '．' | '.' | '，') {
        return None;
    }
    let behind = after[next.len_utf8()..].chars().next();
    // 一、二等奖 and 三、四级 are no numbers of clauses.
    let enumerates = behind.is_some_and(|c| "一二三四五六七八九十".contains(c));
    if enumerates || (next == '，' && gap > 0) {
        return None;
    }
    Some(ClauseNumber { kind: NumberKind::Han, value, length: digits + gap + next.len_utf8() })
}

/// 1., 1．, 1、, 1).
fn plain_arabic(text: &str) -> Option<ClauseNumber> {
    let digits = arabic_length(text);
    let value = number(&text[..digits])?;
    let after = text[digits..].trim_start();
    let gap = text[digits..].len() - after.len();
    let stop = after.chars().next()?;
    let kind = match stop {
        '.' | '．' | '、' | '﹒' => NumberKind::Arabic,
        ')' | '）' => NumberKind::ArabicHalfBracket,
        _ => return None,
    };
    let behind = after[stop.len_utf8()..].chars().next();
    let goes_on = behind.is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    // 1.5倍 is a number, 1.2023年… is a first item: four digits and a 年 are a year.
    if goes_on && stop != '）' && stop != ')' && !begins_with_year(&after[stop.len_utf8()..]) {
        return None;
    }
    Some(ClauseNumber { kind, value, length: digits + gap + stop.len_utf8() })
}

/// Whether the text begins with a year (`2022年`), or with four digits at all events.
fn begins_with_year(text: &str) -> bool {
    let digits = arabic_length(text);
    let is_four = text[..digits].chars().count() == 4;
    is_four && text[digits..].trim_start().starts_with(['年', '-', '—', '－'])
}

/// Length in bytes of the Han numerals at the beginning.
fn han_length(text: &str) -> usize {
    let rest = text.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    text.len() - rest.len()
}

/// Length in bytes of the Arabic digits at the beginning, half or full width.
fn arabic_length(text: &str) -> usize {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    text.len() - rest.len()
}

/// Length in bytes of a numeral of either kind at the beginning.
fn numeral_length(text: &str) -> usize {
    let han = han_length(text);
    if han > 0 { han } else { arabic_length(text) }
}

/// The value of a numeral of a clause: 1 to 99.
fn number(numeral: &str) -> Option<u32> {
    if numeral.is_empty() || numeral.chars().count() > 3 {
        return None;
    }
    let folded: String = numeral.chars().map(half_width).collect();
    let value = match folded.parse::<u32>() {
        Ok(value) => value,
        Err(_) => parse_chinese(numeral)?,
    };
    if (1..=99).contains(&value) { Some(value) } else { None }
}

/// A full-width digit as half width.
fn half_width(c: char) -> char {
    if !('０'..='９').contains(&c) {
        return c;
    }
    char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c)
}
