//! What a text is made of: digits, white space.

/// Whether a text is made of the digits 0 to 9 alone; an empty one is not.
pub fn is_digits(text: &str) -> bool {
    let is_other = text.bytes().any(|byte| !byte.is_ascii_digit());
    !text.is_empty() && !is_other
}

/// A text without its white space.
pub fn without_space(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_whitespace() {
            out.push(c);
        }
    }
    out
}

/// A text without white space around it; `None` if nothing is left.
pub fn filled(text: &str) -> Option<&str> {
    let text = text.trim();
    if text.is_empty() { None } else { Some(text) }
}

/// The digits 0 to 9 that a text begins with.
pub fn leading_digits(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit());
    &text[..end.unwrap_or(text.len())]
}

/// The digits 0 to 9 that a text ends with.
pub fn trailing_digits(text: &str) -> &str {
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
    &text[before.len()..]
}

/// The number of characters.
pub fn count(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_of_all_scripts_is_no_text() {
        assert_eq!(without_space(" 甲\u{3000}乙\t\n丙 "), "甲乙丙");
        assert_eq!(filled("\u{3000} 甲 乙\n"), Some("甲 乙"));
        assert_eq!((filled(""), filled("\u{3000}\n")), (None, None));
    }

    #[test]
    fn only_the_digits_of_ascii_are_digits() {
        assert!(is_digits("0129"));
        for other in ["", "1 2", "１２", "12.", "十"] {
            assert!(!is_digits(other), "{other}");
        }
    }

    #[test]
    fn digits_stand_at_both_ends() {
        assert_eq!((leading_digits("12月3日"), leading_digits("第3")), ("12", ""));
        assert_eq!(
            (trailing_digits("附件12"), trailing_digits("34"), trailing_digits("3日")),
            ("12", "34", "")
        );
    }

    #[test]
    fn characters_are_counted_and_not_bytes() {
        assert_eq!(count("甲乙a"), 3);
    }
}
