//! Who signed a notice, and on which day: lines of names with a day below or beside them.

use std::sync::LazyLock;

use super::day::days;
use super::expression::Expression;
use super::patterns::{expression, wording};
use crate::text::han::is_han;
use chrono::NaiveDate;

/// A signature.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// The bodies that signed, each with its line from 1.
    pub names: Vec<SignedName>,
    /// The day.
    pub day: Option<SignedDay>,
}

/// A body that signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedName {
    /// As printed, without blanks inside a name.
    pub name: String,
    /// The words of the line.
    pub quote: String,
    /// The line.
    pub line: usize,
}

/// The day of a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedDay {
    /// The day.
    pub day: NaiveDate,
    /// As printed.
    pub quote: String,
    /// The line.
    pub line: usize,
}

static ORGANISATION: LazyLock<Expression> = LazyLock::new(|| wording("frame", "organisation"));
static PAGE_FIELD: LazyLock<Expression> = LazyLock::new(|| wording("frame", "page-field"));
static SEAL: LazyLock<Expression> =
    LazyLock::new(|| expression(r"\s*[（(](?:代章|盖章|印章|公章|章)[)）]\s*$"));
/// What no signature holds.
static NO_NAME: LazyLock<Expression> = LazyLock::new(|| {
    expression(
        r"^(?:特此|附|联系|抄送|此件|各|第|请|\d+\s*$|（?[一二三四五六七八九十]+）?[、.])|通\s*知|如下|附件|电话|邮箱|申报|填报|推荐单位|年\s+月\s+日|意见|签字|盖章$",
    )
});

/// A day below such a line is what the line asks for.
static LABEL: LazyLock<Expression> = LazyLock::new(|| expression(r"时间|日期|期限|截止|[:：]$"));

/// Characters of a line of names.
const LONGEST: usize = 80;

/// How many lines above a day may hold names.
const MOST_NAMES: usize = 12;

/// The signatures of a text, in order.
pub fn signatures(lines: &[&str]) -> Vec<Signature> {
    let mut found: Vec<Signature> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some((before, day)) = day_line(line) else { continue };
        let day = SignedDay { day, quote: line[before.len()..].trim().to_owned(), line: index + 1 };
        let mut names = Vec::new();
        if !before.trim().is_empty() {
            let Some(split) = split_names(before.trim()) else { continue };
            push_names(&mut names, split, line, index + 1);
        }
        let above = names_above(lines, index);
        let is_labelled = index > 0 && LABEL.is_match(lines[index - 1]);
        if names.is_empty() && above.is_empty() && is_labelled {
            continue;
        }
        // A day at the top, under nothing but a title, is the day of posting.
        if names.is_empty() && above.is_empty() && index < 3 {
            continue;
        }
        names.splice(0..0, above);
        found.push(Signature { names, day: Some(day) });
    }
    if found.is_empty() {
        found.extend(undated(lines));
    }
    found
}

/// A line that is a day, or names and a day: what stands before the day, and the day.
fn day_line(line: &str) -> Option<(&str, NaiveDate)> {
    if line.chars().count() > 90 || PAGE_FIELD.is_match(line) {
        return None;
    }
    let mentions = days(line);
    let [mention] = mentions.as_slice() else { return None };
    mention.day?;
    let day = mention.written()?;
    let behind = line[mention.end..].trim();
    let is_end = behind.is_empty()
        || matches!(behind, "）" | ")" | "印发" | "（章）" | "（盖章）" | "（印）");
    let before = line[..mention.start].trim_end_matches(['（', '(', ' ', '　', '\t']);
    if behind == "印发" || !is_end {
        return None;
    }
    Some((before, day))
}

/// The lines of names directly above a line.
fn names_above(lines: &[&str], index: usize) -> Vec<SignedName> {
    let mut rows: Vec<Vec<SignedName>> = Vec::new();
    let mut at = index;
    while at > 0 && index - at < MOST_NAMES {
        at -= 1;
        let Some(split) = split_names(lines[at]) else { break };
        let mut row = Vec::new();
        push_names(&mut row, split, lines[at], at + 1);
        rows.push(row);
    }
    rows.reverse();
    rows.concat()
}

/// A signature without a day: names in the last lines of the text.
fn undated(lines: &[&str]) -> Option<Signature> {
    let last = lines.len();
    for back in 0..3.min(last) {
        let index = last - 1 - back;
        if split_names(lines[index]).is_none() {
            continue;
        }
        let names = names_above(lines, index + 1);
        if index < 4 {
            return None;
        }
        return Some(Signature { names, day: None });
    }
    None
}

/// The names of bodies in a line that holds nothing else.
fn split_names(line: &str) -> Option<Vec<String>> {
    let line = SEAL.once_removed_from(line.trim());
    let line = line.trim();
    if !holds_only_names(line) || NO_NAME.is_match(line) {
        return None;
    }
    let pieces: Vec<&str> = line.split_whitespace().collect();
    let is_long_name = |piece: &&str| is_name(piece) && piece.chars().count() >= 3;
    let are_names = pieces.len() > 1 && pieces.iter().all(is_long_name);
    if are_names {
        return Some(pieces.into_iter().map(str::to_owned).collect());
    }
    // Letters set apart to fill the line: 某 市 教 育 局.
    let joined = pieces.concat();
    if is_name(&joined) { Some(vec![joined]) } else { None }
}

/// Whether a line holds nothing that ends or parts a sentence.
fn holds_only_names(line: &str) -> bool {
    let mut length = 0;
    for c in line.chars() {
        length += 1;
        let is_fit = is_han(c)
            || c.is_ascii_alphanumeric()
            || c.is_whitespace()
            || "（）()“”·・".contains(c);
        if !is_fit || length > LONGEST {
            return false;
        }
    }
    length >= 2
}

fn push_names(names: &mut Vec<SignedName>, split: Vec<String>, line: &str, number: usize) {
    for name in split {
        names.push(SignedName { name, quote: line.trim().to_owned(), line: number });
    }
}

/// Whether a word is the name of a body by its ending.
pub fn is_name(word: &str) -> bool {
    let length = word.chars().count();
    (3..=45).contains(&length) && ORGANISATION.is_match(word)
}

impl Signature {
    /// Its first line.
    pub fn first_line(&self) -> usize {
        let name = self.names.first().map(|name| name.line);
        let day = self.day.as_ref().map(|day| day.line);
        name.or(day).unwrap_or(0)
    }

    /// Its last line.
    pub fn last_line(&self) -> usize {
        let day = self.day.as_ref().map(|day| day.line);
        let name = self.names.last().map(|name| name.line);
        day.or(name).unwrap_or(0)
    }
}
