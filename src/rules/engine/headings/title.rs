//! Headings as they are compared: the ordinal apart from the words, and how much two wordings have
//! in common.

use crate::text::han;
use crate::text::numeral::{self, OrdinalKind};
use crate::text::word_list::words;

/// A heading taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) struct Title {
    /// Kind and number of its ordinal, however badly it is written.
    pub(in crate::rules) ordinal: Option<(OrdinalKind, u32)>,
    /// Its words, folded, without ordinal and without punctuation around them.
    pub(in crate::rules) words: String,
    /// The whole heading, folded.
    pub(in crate::rules) folded: String,
}

impl Title {
    /// Takes a heading apart; also `(三内容` without its bracket, `第三章 内容`, `三 内容` and `3.1
    /// 内容`.
    pub(in crate::rules) fn of(text: &str) -> Self {
        let text = text.trim();
        let (ordinal, rest) = match numeral::ordinal(text) {
            Some(ordinal) => (Some((ordinal.kind, ordinal.number)), &text[ordinal.len..]),
            None => loose_ordinal(text),
        };
        let words = han::fold(rest)
            .trim_matches(|c: char| "：:。.，,；;、“”\"'《》*-".contains(c))
            .to_owned();
        Self { ordinal, words, folded: han::fold(text) }
    }
}

type Loose<'a> = (Option<(OrdinalKind, u32)>, &'a str);

fn loose_ordinal(text: &str) -> Loose<'_> {
    broken_bracket(text).or_else(|| chapter(text)).or_else(|| spaced(text)).unwrap_or((None, text))
}

/// `(三内容`, `三)内容`
fn broken_bracket(text: &str) -> Option<Loose<'_>> {
    let inner = text.trim_start_matches(['(', '（']);
    let (number, rest) = leading_number(inner)?;
    let closed = rest.trim_start().trim_start_matches([')', '）']);
    let opened = inner.len() < text.len();
    (opened || closed.len() < rest.trim_start().len())
        .then(|| (Some((OrdinalKind::ChineseBracketed, number)), closed.trim_start()))
}

/// `第三章 内容`
fn chapter(text: &str) -> Option<Loose<'_>> {
    let inner = text.strip_prefix('第')?.trim_start();
    let (number, rest) = leading_number(inner).or_else(|| leading_digits(inner))?;
    let rest = rest.trim_start();
    let mut units = words("heading-units").iter();
    let unit = units.find(|unit| rest.starts_with(unit.as_str()))?;
    let kind = if unit == "节" { OrdinalKind::ChineseBracketed } else { OrdinalKind::Chinese };
    let is_joint = |c: char| c.is_whitespace() || "：:、.".contains(c);
    Some((Some((kind, number)), rest[unit.len()..].trim_start_matches(is_joint)))
}

/// `三 内容`, `3 内容`, `3.1 内容`: a number is an ordinal only with a space behind it.
fn spaced(text: &str) -> Option<Loose<'_>> {
    if let Some((number, rest)) =
        leading_number(text).filter(|(_, rest)| rest.starts_with(char::is_whitespace))
    {
        return Some((Some((OrdinalKind::Chinese, number)), rest.trim_start()));
    }
    let is_of_a_number = |c: char| c.is_ascii_digit() || c == '.';
    let rest = text.trim_start_matches(is_of_a_number);
    let digits = &text[..text.len() - rest.len()];
    let digits = digits.trim_end_matches('.');
    let last = digits.rsplit('.').next()?;
    let number = last.parse().ok()?;
    let is_ordinal = digits.contains('.') || rest.starts_with(char::is_whitespace);
    let ordinal = Some((OrdinalKind::Digit, number));
    if is_ordinal { Some((ordinal, rest.trim_start())) } else { None }
}

fn leading_number(text: &str) -> Option<(u32, &str)> {
    let rest = text.trim_start_matches(|c: char| "一二三四五六七八九十".contains(c));
    let number = &text[..text.len() - rest.len()];
    Some((numeral::parse_chinese(number)?, rest))
}

fn leading_digits(text: &str) -> Option<(u32, &str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = &text[..text.len() - rest.len()];
    Some((number.parse().ok()?, rest))
}

/// How alike two wordings are, from 0 to 1: edits a character, or the whole of one inside the
/// other.
pub(in crate::rules) fn likeness(one: &str, other: &str) -> f64 {
    // A heading of a hundred characters is a paragraph; comparing it would only cost time.
    let longer = one.len().max(other.len());
    if one.is_empty() || other.is_empty() || longer > 300 {
        return 0.0;
    }
    let edits = strsim::normalized_levenshtein(one, other);
    let (mut short, mut few) = (one, one.chars().count());
    let (mut long, mut many) = (other, other.chars().count());
    if few > many {
        std::mem::swap(&mut short, &mut long);
        std::mem::swap(&mut few, &mut many);
    }
    let inside =
        if few >= 4 && long.contains(short) { 0.6 + 0.4 * few as f64 / many as f64 } else { 0.0 };
    edits.max(inside)
}

/// The length of the shorter wording, measured by the longer one, from 0 to 1.
pub(in crate::rules) fn proportion(one: &str, other: &str) -> f64 {
    let one = one.chars().count();
    let other = other.chars().count();
    let longer = one.max(other).max(1);
    one.min(other) as f64 / longer as f64
}

/// The part of the shorter wording that stands in the longer one in the same order, if it is four
/// characters at least.
pub(in crate::rules) fn shared(one: &str, other: &str) -> f64 {
    let one: Vec<char> = one.chars().take(60).collect();
    let other: Vec<char> = other.chars().take(60).collect();
    let mut lengths = vec![0usize; other.len() + 1];
    for a in &one {
        let mut diagonal = 0;
        for (j, b) in other.iter().enumerate() {
            let above = lengths[j + 1];
            lengths[j + 1] = if a == b { diagonal + 1 } else { above.max(lengths[j]) };
            diagonal = above;
        }
    }
    let common = lengths.last().copied().unwrap_or(0);
    let shorter = one.len().min(other.len());
    if common < 4 { 0.0 } else { common as f64 / shorter as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_come_apart() {
        let parts = |text: &str| {
            let title = Title::of(text);
            (title.ordinal.map(|(_, n)| n), title.words)
        };
        for text in [
            "(三)试点 内容",
            "（三）试点内容：",
            "(三试点内容",
            "三）试点内容",
            "㈢试点内容",
            "第三节　试点内容",
            "三 试点内容",
            "2.3 试点内容",
        ] {
            assert_eq!(parts(text), (Some(3), "试点内容".to_owned()), "{text}");
        }
        assert_eq!(parts("三年行动"), (None, "三年行动".to_owned()));
        assert_eq!(parts("2023年度安排"), (None, "2023年度安排".to_owned()));
        assert_eq!(parts("第三方服务"), (None, "第三方服务".to_owned()));
    }

    #[test]
    fn near_wordings_are_alike_and_others_are_not() {
        assert!(likeness("试点项目实施计划", "项目实施计划") > 0.8);
        assert!(likeness("试点基础", "试点工作目标") < 0.5);
        assert!(shared("试点工作特色及主要创新点", "特色与创新点") > 0.75);
        assert!(shared("试点工作目标", "试点工作内容") < 0.75);
    }
}
