//! Decimal numbers as they are printed: the last digit matters.

use rust_decimal::{Decimal, RoundingStrategy};

/// More digits than any table has; longer ones are codes. No table has rows enough for a sum of such
/// numbers to pass what [`Decimal`] holds.
const MOST_DIGITS: usize = 15;

/// Reads a number at the start of a text with the digits it was printed with: `16,000`, `-3.50`,
/// `１２`. Returns it with the bytes it takes.
pub fn read(text: &str) -> Option<(Decimal, usize)> {
    let (mut mantissa, mut places, mut digits, mut point) = (0i64, 0, 0, false);
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    let sign = chars.next_if(|(_, c)| matches!(c, '-' | '−' | '－' | '+' | '＋'));
    let is_negative = sign.is_some_and(|(_, c)| !matches!(c, '+' | '＋'));
    while let Some((i, c)) = chars.next() {
        if let Some(value) = digit(c) {
            mantissa = mantissa * 10 + value;
            digits += 1;
            places += u32::from(point);
            end = i + c.len_utf8();
            if digits > MOST_DIGITS {
                return None;
            }
            continue;
        }
        let next_is_digit = chars.peek().is_some_and(|(_, next)| digit(*next).is_some());
        match c {
            '.' | '．' if !point && digits > 0 && next_is_digit => point = true,
            ',' | '，' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}'
                if !point && digits > 0 && is_group(&text[i + c.len_utf8()..]) => {}
            _ => break,
        }
    }
    if digits == 0 {
        return None;
    }
    let mantissa = if is_negative { -mantissa } else { mantissa };
    Some((Decimal::new(mantissa, places), end))
}

/// What a digit of either width is worth.
fn digit(c: char) -> Option<i64> {
    match c {
        '0'..='9' => Some(c as i64 - '0' as i64),
        '０'..='９' => Some(c as i64 - '０' as i64),
        _ => None,
    }
}

/// Whether three digits and no fourth follow: what was before was a separator of thousands.
fn is_group(rest: &str) -> bool {
    let digits = rest.chars().take_while(|c| digit(*c).is_some());
    digits.count() == 3
}

/// One unit of the last printed digit.
pub fn unit(number: Decimal) -> Decimal {
    Decimal::new(1, number.scale())
}

/// By how much a number may differ from what it was rounded from.
pub fn rounding(number: Decimal) -> Decimal {
    unit(number) / Decimal::TWO
}

/// Whether one of the two numbers is the other, perhaps rounded to fewer digits.
pub fn agree(one: Decimal, other: Decimal) -> bool {
    if one.scale() == other.scale() {
        return one == other;
    }
    let coarse = if one.scale() < other.scale() { one } else { other };
    (one - other).abs() <= rounding(coarse)
}

/// A value written with a number of digits behind the point.
pub fn write(value: Decimal, places: u32) -> String {
    let rounded = value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    format!("{rounded:.*}", places as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_printed() {
        let number = |mantissa, places, len| Some((Decimal::new(mantissa, places), len));
        let same = |text: &str, wanted: Option<(Decimal, usize)>| {
            let found = read(text);
            assert_eq!(found, wanted, "{text}");
            let scale = |read: Option<(Decimal, usize)>| read.map(|(number, _)| number.scale());
            assert_eq!(scale(found), scale(wanted), "{text}");
        };
        same("16,000.50万", number(1_600_050, 2, 9));
        same("-3.0", number(-30, 1, 4));
        same("12，5", number(12, 0, 2));
        same("１２，０００．５", number(120_005, 1, 24));
        same("1 234 567", number(1_234_567, 0, 9));
        same("—", None);
        same("91451082000000000000", None);
    }

    #[test]
    fn rounded_values_agree() {
        let agree = |one: &str, other: &str| match (read(one), read(other)) {
            (Some((one, _)), Some((other, _))) => agree(one, other),
            _ => panic!("{one} and {other} are numbers"),
        };
        assert!(agree("3.0", "3.00"));
        assert!(agree("14.2", "14.18"));
        assert!(!agree("14.3", "14.18"));
        assert!(!agree("360", "361"));
    }

    #[test]
    fn values_are_written_with_as_many_digits_as_asked_for() {
        assert_eq!(write(Decimal::new(125, 1), 0), "13");
        assert_eq!(write(Decimal::new(-5, 1), 2), "-0.50");
        assert_eq!(write(Decimal::new(100, 0) / Decimal::new(3, 0), 2), "33.33");
    }
}
