//! The characters that can be printed: those of the lists from which the embedded fonts are made.

use std::sync::OnceLock;

/// 通用规范汉字表 (2013), 8105 characters.
const STANDARD: &str = include_str!("../render/fonts/charset/tygf-8105.txt");
/// GB 2312, signs and place names.
const EXTRA: &str = include_str!("../render/fonts/charset/extra.txt");

/// Whether the embedded fonts have a character, or there is nothing to print: white space and
/// invisible marks.
pub fn printable(c: char) -> bool {
    matches!(c, ' '..='~' | '\n' | '\r' | '\t') || is_invisible(c) || table().has(c)
}

/// Whether a character prints nothing and takes no room: joiners, direction marks, variation
/// selectors. They come along with text that was copied from elsewhere and are left out on paper.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}'
    )
}

/// All characters of the lists.
pub fn characters() -> impl Iterator<Item = char> {
    (0..=u32::from(char::MAX)).filter_map(char::from_u32).filter(|c| table().has(*c))
}

/// A set of characters, a bit each: every character of every plan is looked up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Characters(Vec<u64>);

impl Characters {
    /// Whether a character is one of them.
    pub fn has(&self, c: char) -> bool {
        let number = c as usize;
        self.0.get(number / 64).is_some_and(|bits| bits >> (number % 64) & 1 == 1)
    }

    /// Puts a character in.
    pub fn add(&mut self, c: char) {
        let number = c as usize;
        if self.0.len() <= number / 64 {
            self.0.resize(number / 64 + 1, 0);
        }
        self.0[number / 64] |= 1 << (number % 64);
    }
}

fn table() -> &'static Characters {
    static TABLE: OnceLock<Characters> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Characters::default();
        for c in [STANDARD, EXTRA].into_iter().flat_map(read) {
            table.add(c);
        }
        table
    })
}

/// Lines that begin with `#` are remarks; a line of `U+` numbers names characters that cannot be
/// seen.
fn read(list: &'static str) -> Vec<char> {
    let mut out = Vec::new();
    for line in list.lines().filter(|l| !l.starts_with('#')) {
        if line.starts_with("U+") {
            let numbers = line
                .split_whitespace()
                .filter_map(|n| u32::from_str_radix(n.strip_prefix("U+")?, 16).ok());
            out.extend(numbers.filter_map(char::from_u32));
        } else {
            let visible = line.chars().filter(|c| !c.is_whitespace());
            out.extend(visible);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_and_rare_standard_characters_can_be_printed_and_others_cannot() {
        for c in "清洁生产𬒗㙟m³℃“”——①Ⅲ  \u{3000}\u{200b}".chars() {
            assert!(printable(c), "{c}");
        }
        for c in "𪗎𡊮𤞃😀\u{1}\u{e000}".chars() {
            assert!(!printable(c), "{c}");
        }
        assert!(characters().filter(|c| crate::text::han::is_han(*c)).count() >= 8105);
    }
}
