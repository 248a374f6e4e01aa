//! Decimal numbers as they are printed: the last digit matters.

/// A number with the digits it was printed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    /// All digits as a whole number, with its sign.
    pub(super) mantissa: i128,
    /// How many of them stand behind the point.
    pub(super) places: u32,
}

/// More digits than any table has; longer ones are codes.
const MOST_DIGITS: usize = 15;

impl Decimal {
    /// Reads a number at the start of a text: `16,000`, `-3.5`, `１２`. Returns it with the bytes
    /// it takes.
    pub(super) fn read(text: &str) -> Option<(Self, usize)> {
        let (mut mantissa, mut places, mut digits, mut point) = (0i128, 0, 0, false);
        let mut end = 0;
        let mut sign = 1;
        let mut chars = text.char_indices().peekable();
        if let Some((_, c @ ('-' | '−' | '－' | '+' | '＋'))) = chars.peek().copied() {
            if matches!(c, '-' | '−' | '－') {
                sign = -1;
            }
            chars.next();
        }
        while let Some((i, c)) = chars.next() {
            let value = match c {
                '0'..='9' => Some(c as i128 - 48),
                '０'..='９' => Some(c as i128 - '０' as i128),
                _ => None,
            };
            if let Some(value) = value {
                mantissa = mantissa * 10 + value;
                digits += 1;
                places += u32::from(point);
                end = i + c.len_utf8();
                if digits > MOST_DIGITS {
                    return None;
                }
                continue;
            }
            let next_is_digit =
                chars.peek().is_some_and(|(_, n)| n.is_ascii_digit() || ('０'..='９').contains(n));
            match c {
                '.' | '．' if !point && digits > 0 && next_is_digit => point = true,
                ',' | '，' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}'
                    if !point && digits > 0 && is_group(&text[i + c.len_utf8()..]) => {}
                _ => break,
            }
        }
        if digits > 0 { Some((Self { mantissa: sign * mantissa, places }, end)) } else { None }
    }

    /// The value in units of `10^-places`; `None` if that is beyond all measure.
    pub(super) fn scaled(self, places: u32) -> Option<i128> {
        self.mantissa.checked_mul(10i128.checked_pow(places.checked_sub(self.places)?)?)
    }

    /// The value.
    pub(super) fn value(self) -> f64 {
        self.mantissa as f64 / 10f64.powi(self.places as i32)
    }

    /// One unit of the last printed digit.
    pub(super) fn unit(self) -> f64 {
        10f64.powi(-(self.places as i32))
    }

    /// Whether one of the two numbers is the other, perhaps rounded to fewer digits.
    pub(super) fn agrees(self, other: Self) -> bool {
        let (fine, coarse) =
            if self.places >= other.places { (self, other) } else { (other, self) };
        (fine.value() - coarse.value()).abs()
            <= coarse.unit() / 2.0 * f64::from(fine.places != coarse.places) + 1e-9
    }

    /// A value written with some digits behind the point.
    pub(super) fn write(value: f64, places: u32) -> String {
        format!("{value:.*}", places as usize)
    }
}

/// Whether three digits and no fourth follow: what was before was a separator of thousands.
fn is_group(rest: &str) -> bool {
    let digits =
        rest.chars().take_while(|c| c.is_ascii_digit() || ('０'..='９').contains(c)).count();
    digits == 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(i128, u32, usize)> {
        Decimal::read(text).map(|(d, len)| (d.mantissa, d.places, len))
    }

    #[test]
    fn numbers_are_read_as_printed() {
        assert_eq!(read("16,000.50万"), Some((1_600_050, 2, 9)));
        assert_eq!(read("-3.0"), Some((-30, 1, 4)));
        assert_eq!(read("12，5"), Some((12, 0, 2)));
        assert_eq!(read("１２，０００．５"), Some((120_005, 1, 24)));
        assert_eq!(read("1 234 567"), Some((1_234_567, 0, 9)));
        assert_eq!(read("—"), None);
        assert_eq!(read("91451082000000000000"), None);
    }

    #[test]
    fn rounded_values_agree() {
        let d = |t: &str| {
            Decimal::read(t).map(|(d, _)| d).unwrap_or(Decimal { mantissa: 0, places: 0 })
        };
        assert!(d("3.0").agrees(d("3.00")));
        assert!(d("14.2").agrees(d("14.18")));
        assert!(!d("14.3").agrees(d("14.18")));
        assert!(!d("360").agrees(d("361")));
    }
}
