//! Quantities: a number with its unit, what it measures, of whom, and for which year.

use rust_decimal::Decimal;

use crate::text::decimal;

use super::dates::DateMention;
use super::fact_text::{CellPosition, FactSpot, FactText};
use super::fact_words::WORDS;
use super::quantity_name::{self, TextMarks};
use super::quantity_unit::{QuantityUnit, UnitFamily};

/// For when a quantity is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuantityTime {
    Year(i32),
    /// The state before the project: 基准年, 现状.
    Baseline,
    /// The state that the project aims at: 目标值.
    Target,
}

/// Whether a number is the value, or a bound of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantityBound {
    Exact,
    /// 约, 近, 左右, 余.
    About,
    /// 不低于, 以上, 不超过, ≤.
    Limit,
    /// One end of a range: 5～10.
    Range,
}

/// A number with its unit.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// The number and its unit.
    pub spot: FactSpot,
    /// The number alone.
    pub number_spot: FactSpot,
    /// As written, with its digits.
    pub value: Decimal,
    pub unit: Option<QuantityUnit>,
    pub bound: QuantityBound,
    /// What is measured, folded: the noun before the number, or the label of its row or column.
    pub indicator: Option<String>,
    /// Where that stands.
    pub indicator_spot: Option<FactSpot>,
    /// The body that it belongs to, folded: that of the sentence, or the label of the row.
    pub object: Option<String>,
    pub time: Option<QuantityTime>,
    /// The cell that it stands in.
    pub cell: Option<CellPosition>,
    /// Whether the cell holds nothing else.
    pub is_whole_cell: bool,
}

impl Quantity {
    /// The value in the base of its unit; `None` where that is too large a number.
    pub fn in_base(&self) -> Option<Decimal> {
        let factor = match &self.unit {
            Some(unit) => unit.factor,
            None => Decimal::ONE,
        };
        self.value.checked_mul(factor)
    }

    /// By how much the value in base may differ from what it was rounded from.
    pub fn rounding_in_base(&self) -> Decimal {
        let rounding = decimal::rounding(self.value);
        match &self.unit {
            Some(unit) => rounding.checked_mul(unit.factor).unwrap_or(rounding),
            None => rounding,
        }
    }

    /// The base of the unit, empty without one.
    pub fn base(&self) -> &str {
        match &self.unit {
            Some(unit) => &unit.base,
            None => "",
        }
    }

    /// What the unit measures.
    pub fn family(&self) -> UnitFamily {
        match &self.unit {
            Some(unit) => unit.family,
            None => UnitFamily::None,
        }
    }

    /// Whether two quantities in one unit are the same value, perhaps rounded or in another size;
    /// `None` if they cannot be compared.
    pub fn agrees(&self, other: &Self) -> Option<bool> {
        if self.base() != other.base() {
            return None;
        }
        let (one, two) = (self.in_base()?, other.in_base()?);
        let difference = one.checked_sub(two)?.abs();
        Some(difference <= self.rounding_in_base().max(other.rounding_in_base()))
    }
}

/// Finds the quantities of a text that is no cell with one number only. `dates` are those of the
/// text.
pub(super) fn read(index: usize, text: &FactText, dates: &[DateMention], out: &mut Vec<Quantity>) {
    let words = text.text();
    let first = out.len();
    let bytes = words.as_bytes();
    let mut dates_left = dates.iter().peekable();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        // What is part of a date is no quantity.
        while dates_left.next_if(|date| date.spot.end <= at).is_some() {}
        if let Some(date) = dates_left.peek().filter(|date| date.spot.start <= at) {
            at = date.spot.end;
            continue;
        }
        let Some((value, len)) = decimal::read(&words[at..]) else {
            at += bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            continue;
        };
        let end = at + len;
        if let Some(found) = quantity_at(words, at, value, end) {
            let spot = FactSpot { text: index, start: at, end: found.end };
            out.push(Quantity {
                spot,
                number_spot: FactSpot { end, ..spot },
                value,
                unit: Some(found.unit),
                bound: found.bound,
                indicator: None,
                indicator_spot: None,
                object: None,
                time: None,
                cell: text.cell,
                is_whole_cell: false,
            });
            at = found.end;
        } else {
            at = end;
        }
    }
    if first == out.len() {
        return;
    }
    let marks = TextMarks::of(words, dates);
    for position in first..out.len() {
        let previous = if position > first { Some(position - 1) } else { None };
        quantity_name::read(words, position, previous, &marks, out);
    }
}

struct FoundQuantity {
    end: usize,
    unit: QuantityUnit,
    bound: QuantityBound,
}

/// What follows a number in running text; `None` if that is no unit, or the number is part of a
/// name, a standard, a document's number.
fn quantity_at(words: &str, start: usize, value: Decimal, end: usize) -> Option<FoundQuantity> {
    let before = &words[..start];
    let last = before.chars().next_back();
    let is_part = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '〔' | '[' | '第' | '№' | '#')
    };
    if last.is_some_and(is_part) {
        return None;
    }
    let behind = &words[end..];
    let gap = behind.len() - behind.trim_start_matches([' ', '\u{a0}', '\u{2009}']).len();
    let mut unit_at = end + gap;
    let mut bound = QuantityBound::Exact;
    // 60余家, 30多项.
    if let Some(c) = words[unit_at..].chars().next().filter(|c| matches!(c, '余' | '多')) {
        bound = QuantityBound::About;
        unit_at += c.len_utf8();
    }
    // 降至3.00吨 is no range.
    let is_second = last.is_some_and(is_range_mark)
        && !(last == Some('至') && WORDS.links.ending(before).is_some_and(|link| link != "至"));
    let is_first = is_range(&words[unit_at..]);
    if is_first {
        // The unit of a range stands behind its second number.
        return None;
    }
    let (unit, len) = QuantityUnit::read(&words[unit_at..])?;
    let is_year = unit.base == "年" && value.scale() == 0 && value > Decimal::ONE_THOUSAND;
    if is_year || unit.base == "年" && words[unit_at + len..].starts_with(['月', '第']) {
        return None;
    }
    let found_end = unit_at + len;
    let rest = &words[found_end..];
    if is_second || is_range(rest) {
        bound = QuantityBound::Range;
    } else if rest.starts_with("左右") || rest.starts_with("上下") || rest.starts_with('余') {
        bound = QuantityBound::About;
    } else if rest.starts_with("以上") || rest.starts_with("以下") || rest.starts_with("以内")
    {
        bound = QuantityBound::Limit;
    } else if bound == QuantityBound::Exact {
        bound = bound_before(before);
    }
    Some(FoundQuantity { end: found_end, unit, bound })
}

/// Whether a character stands between the two numbers of a range or a product.
fn is_range_mark(c: char) -> bool {
    matches!(c, '-' | '—' | '–' | '～' | '~' | '－' | '至' | '×' | '*')
}

/// Whether a text goes on with the second number of a range.
fn is_range(text: &str) -> bool {
    let behind = text.trim_start_matches(is_range_mark);
    behind.len() < text.len() && behind.starts_with(|c: char| c.is_ascii_digit())
}

/// What stands before a number that makes it no exact one.
fn bound_before(before: &str) -> QuantityBound {
    let before = before.trim_end();
    if before.ends_with(['约', '近']) && !ends_otherwise(before) {
        QuantityBound::About
    } else if WORDS.limits.ending(before).is_some() {
        QuantityBound::Limit
    } else {
        QuantityBound::Exact
    }
}

/// Whether 约 and 近 at the end of a text are parts of other words: 节约 and 附近.
pub(super) fn ends_otherwise(text: &str) -> bool {
    text.ends_with("节约") || text.ends_with("附近")
}
