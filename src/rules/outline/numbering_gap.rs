//! `numbering-gap`: headings whose numbers do not follow one another.

use super::heading_words::shown;
use crate::plan::{Section, TextRun};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::numeral::{self, OrdinalKind};
use crate::text::word_list::words;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let Some(plan) = &cx.project.plan else { return Vec::new() };
    let mut out = Vec::new();
    row(cx, &plan.sections, &mut out);
    for (_, section) in plan.walk() {
        row(cx, &section.children, &mut out);
    }
    out
}

/// What a number of a heading looks like.
#[derive(Clone, PartialEq)]
enum Shape {
    /// `一、` `(一)` `1.` …
    Ordinal(OrdinalKind),
    /// `第四章`; `第4章`, if it is written in digits.
    Part { unit: &'static str, is_digits: bool },
    /// `4 ` before words.
    Bare,
}

impl Shape {
    fn write(&self, number: u32) -> String {
        match self {
            Self::Ordinal(kind) => kind.write(number),
            Self::Part { unit, is_digits: true } => format!("第{number}{unit}"),
            Self::Part { unit, is_digits: false } => {
                format!("第{}{unit}", numeral::chinese(number))
            }
            Self::Bare => number.to_string(),
        }
    }
}

/// The number of a heading.
#[derive(Clone)]
struct HeadingNumber {
    shape: Shape,
    number: u32,
    /// Bytes at the beginning of the heading.
    len: usize,
}

impl HeadingNumber {
    fn of(section: &Section) -> Option<Self> {
        if let Some(ordinal) = &section.heading.ordinal {
            let shape = Shape::Ordinal(ordinal.kind);
            return Some(Self { shape, number: ordinal.number, len: ordinal.bare_len });
        }
        let text = section.heading.text.as_str();
        part(text).or_else(|| bare(text))
    }
}

/// `第四章`, `第2节`.
fn part(text: &str) -> Option<HeadingNumber> {
    let rest = text.strip_prefix('第')?;
    let mut units = words("units-of-parts").iter();
    let (unit, at) = units.find_map(|unit| Some((unit.as_str(), rest.find(unit.as_str())?)))?;
    let written = &rest[..at];
    let is_digits = written.bytes().all(|byte| byte.is_ascii_digit());
    let number = if is_digits { written.parse().ok()? } else { numeral::parse_chinese(written)? };
    let len = '第'.len_utf8() + at + unit.len();
    Some(HeadingNumber { shape: Shape::Part { unit, is_digits }, number, len })
}

/// `4 重点任务`: a number of at most two digits and white space.
fn bare(text: &str) -> Option<HeadingNumber> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    let is_apart = text[len..].starts_with(char::is_whitespace);
    if !(1..=2).contains(&len) || !is_apart {
        return None;
    }
    Some(HeadingNumber { shape: Shape::Bare, number: text[..len].parse().ok()?, len })
}

/// Looks along siblings. Headings that stand for one of the outline have their number from there,
/// so the rules on the outline speak.
fn row(cx: &Context<'_>, siblings: &[Section], out: &mut Vec<Hit>) {
    let mut last: Option<(&Section, HeadingNumber)> = None;
    for section in siblings {
        let Some(ordinal) = HeadingNumber::of(section) else { continue };
        let before = match &last {
            Some((left, number)) if number.shape == ordinal.shape => Some((*left, number)),
            _ => None,
        };
        let wanted = match before {
            Some((_, o)) => o.number + 1,
            None => 1,
        };
        let is_outline = cx.matching().is_matched(section);
        // A first number other than 1 after headings of another kind is a list that goes on.
        // So is a document that begins with its second chapter.
        let is_ordinal = matches!(ordinal.shape, Shape::Ordinal(_));
        let starts = before.is_none() && (last.is_some() || !is_ordinal);
        if ordinal.number != wanted && !is_outline && !starts {
            let found = &section.heading.text[..ordinal.len];
            let at = TextRun::of(&section.heading.inlines)
                .at(0, ordinal.len)
                .unwrap_or(section.heading.at);
            let hit =
                Hit::at(at).arg("found", shown(found)).arg("wanted", ordinal.shape.write(wanted));
            out.push(match before {
                Some((left, o)) => {
                    let hit = if o.number == ordinal.number { hit.variant("twice") } else { hit };
                    hit.related(left.heading.at, "前一个")
                }
                None => hit.variant("first"),
            });
        }
        last = Some((section, ordinal));
    }
}
