//! The operators of a content stream with their bytes (ISO 32000-1, 7.8.2), so that some can be
//! left out and the rest stays as it is.

use std::ops::Range;

/// An operator and what stands before it.
pub(super) struct ContentOperator<'c> {
    /// Its name; `BI` stands for a whole picture within the line.
    pub(super) name: &'c [u8],
    /// Its operands, in order.
    pub(super) operands: Vec<&'c [u8]>,
    /// All of its bytes.
    pub(super) place: Range<usize>,
}

/// Operands that an operator may have before something is wrong.
const MOST_OPERANDS: usize = 4_096;

/// Goes through a content stream.
pub(super) struct ContentOperators<'c> {
    content: &'c [u8],
    at: usize,
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

impl<'c> ContentOperators<'c> {
    pub(super) fn new(content: &'c [u8]) -> Self {
        Self { content, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.content.get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|b| !matches!(b, b'\r' | b'\n')) {
                    self.at += 1;
                }
            } else if is_blank(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// Steps over a word of ordinary characters.
    fn skip_word(&mut self) {
        while self.peek().is_some_and(|b| !is_blank(b) && !is_delimiter(b)) {
            self.at += 1;
        }
    }

    /// Steps over a string in brackets.
    fn skip_string(&mut self) {
        let mut depth = 0;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        return;
                    }
                }
                _ => {}
            }
        }
    }

    /// Steps over lists and dictionaries with all that is in them.
    fn skip_nested(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            let next = self.content.get(self.at + 1).copied();
            match (byte, next) {
                (b'[', _) => {
                    depth += 1;
                    self.at += 1;
                }
                (b'<', Some(b'<')) => {
                    depth += 1;
                    self.at += 2;
                }
                (b']', _) => {
                    depth = depth.saturating_sub(1);
                    self.at += 1;
                }
                (b'>', Some(b'>')) => {
                    depth = depth.saturating_sub(1);
                    self.at += 2;
                }
                (b'(', _) => self.skip_string(),
                (b'%', _) => self.skip_blanks(),
                (b'<', _) => {
                    while self.peek().is_some_and(|b| b != b'>') {
                        self.at += 1;
                    }
                    self.at += 1;
                }
                _ => self.at += 1,
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// Steps over the data of a picture within the line, to behind `EI`.
    fn skip_picture(&mut self) {
        let starts = memchr::memmem::find(&self.content[self.at..], b"ID");
        self.at = match starts {
            Some(place) => self.at + place + 2,
            None => self.content.len(),
        };
        while let Some(place) = memchr::memmem::find(&self.content[self.at..], b"EI") {
            let found = self.at + place;
            self.at = found + 2;
            let before = self.content.get(found.saturating_sub(1)).copied();
            let after = &self.content[self.at..];
            // The data may hold the two letters by chance; content goes on in ASCII.
            let looks_on = &after[..after.len().min(16)];
            let goes_on = looks_on.iter().all(|b| b.is_ascii_graphic() || is_blank(*b));
            let ends = after.first().is_none_or(|b| is_blank(*b));
            if before.is_some_and(is_blank) && ends && goes_on {
                return;
            }
        }
        self.at = self.content.len();
    }
}

impl<'c> Iterator for ContentOperators<'c> {
    type Item = ContentOperator<'c>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut operands = Vec::new();
        self.skip_blanks();
        let start = self.at;
        loop {
            self.skip_blanks();
            let begin = self.at;
            match self.peek()? {
                b'(' => self.skip_string(),
                b'[' | b'<' => self.skip_nested(),
                b'/' => {
                    self.at += 1;
                    self.skip_word();
                }
                // A bracket that nothing opened.
                b')' | b'>' | b']' | b'{' | b'}' => self.at += 1,
                first => {
                    self.skip_word();
                    let word = &self.content[begin..self.at];
                    let is_number = matches!(first, b'0'..=b'9' | b'+' | b'-' | b'.');
                    if !is_number && !matches!(word, b"true" | b"false" | b"null") {
                        if word == b"BI" {
                            self.skip_picture();
                        }
                        return Some(ContentOperator {
                            name: word,
                            operands,
                            place: start..self.at.min(self.content.len()),
                        });
                    }
                }
            }
            let end = self.at.min(self.content.len());
            if operands.len() < MOST_OPERANDS {
                operands.push(&self.content[begin..end]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(content: &str) -> Vec<String> {
        let operators = ContentOperators::new(content.as_bytes());
        operators.map(|o| String::from_utf8_lossy(o.name).into_owned()).collect()
    }

    #[test]
    fn operators_are_told_from_what_stands_before_them() {
        let content = "q 1 0 0 1 .5 -2 cm%a (comment)\n/F1 12 Tf(a\\)b(c)d)Tj[(x)-2<41>]TJ \
                       /OC<</A[(>>)]>>BDC true EMC<4142>' 1 2 (x)\" T* Q";
        let wanted = ["q", "cm", "Tf", "Tj", "TJ", "BDC", "EMC", "'", "\"", "T*", "Q"];
        assert_eq!(names(content), wanted);
        let last = ContentOperators::new(b"1 2 (x)\"").next().map(|o| o.operands.concat());
        assert_eq!(last, Some(b"12(x)".to_vec()));
    }

    #[test]
    fn a_picture_in_the_line_ends_where_content_goes_on() {
        let content = b"q BI /W 1 /H 1 ID \x00\xff EI\x01 EI \xfe\xff\nEI Q".as_slice();
        let found: Vec<_> = ContentOperators::new(content).map(|o| o.place).collect();
        assert_eq!(found.len(), 3);
        assert_eq!(&content[found[2].clone()], b"Q");
    }

    #[test]
    fn what_breaks_off_ends() {
        for content in ["(abc", "[1 2", "<<", "<41", "BI /W 1", "BI ID x", "/", ")", "\\", "(\\"] {
            let _ = names(content);
        }
    }
}
