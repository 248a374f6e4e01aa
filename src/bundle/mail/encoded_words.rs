//! Header fields of messages that came in: encoded words (RFC 2047) wherever they stand, charsets
//! as people label them, and bytes without any label.

use data_encoding::{BASE64_NOPAD, Specification};
use encoding_rs::{Encoding, GB18030, GBK};

use crate::text::encoding::decode_lossy;

/// Most characters of a charset's name.
const MAX_LABEL: usize = 40;

/// The text of a header field.
///
/// Bytes that are not ASCII are UTF-8 or else GB 18030. Encoded words count also inside other
/// words, which RFC 2047 forbids and mail programs write and read; adjoining ones of one charset
/// are joined before they are decoded, since some programs split them inside a character.
pub(super) fn header_text(raw: &[u8]) -> String {
    decoded_words(&unfolded(&decode_lossy(raw)))
}

/// A field on one line: each fold becomes one blank (RFC 5322, 2.2.3).
pub(super) fn unfolded(text: &str) -> String {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let mut out = first.trim_end().to_owned();
    for line in lines {
        out.push(' ');
        out.push_str(line.trim());
    }
    out
}

/// A text with its encoded words decoded.
pub(super) fn decoded_words(text: &str) -> String {
    let mut joined = JoinedWords::default();
    let mut rest = text;
    while let Some(at) = rest.find("=?") {
        let (before, here) = rest.split_at(at);
        let Some((word, length)) = EncodedWord::at_the_beginning_of(here) else {
            joined.add_text(before);
            joined.add_text("=?");
            rest = &here[2..];
            continue;
        };
        // Blanks between two encoded words are not part of the text (RFC 2047, 6.2).
        if !joined.ends_with_word || !before.trim().is_empty() {
            joined.add_text(before);
        }
        joined.add_word(word);
        rest = &here[length..];
    }
    joined.add_text(rest);
    joined.finish()
}

/// Text and words as they follow each other.
#[derive(Default)]
struct JoinedWords {
    text: String,
    label: String,
    /// Bytes of the last words, which share a charset.
    bytes: Vec<u8>,
    ends_with_word: bool,
}

impl JoinedWords {
    fn add_text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.flush();
        self.text.push_str(text);
        self.ends_with_word = false;
    }

    fn add_word(&mut self, word: EncodedWord<'_>) {
        if !self.label.eq_ignore_ascii_case(word.label) {
            self.flush();
            self.label = word.label.to_owned();
        }
        self.bytes.extend(word.bytes);
        self.ends_with_word = true;
    }

    fn flush(&mut self) {
        self.text.push_str(&in_charset(&self.label, &self.bytes));
        self.bytes.clear();
    }

    fn finish(mut self) -> String {
        self.flush();
        self.text
    }
}

/// `=?charset?B?…?=` or `=?charset?Q?…?=`.
struct EncodedWord<'a> {
    label: &'a str,
    bytes: Vec<u8>,
}

impl<'a> EncodedWord<'a> {
    /// The word at the beginning of a text, and its length there.
    fn at_the_beginning_of(text: &'a str) -> Option<(Self, usize)> {
        let inside = text.strip_prefix("=?")?;
        let (label, rest) = inside.split_once('?')?;
        if label.is_empty() || label.len() > MAX_LABEL || label.contains(char::is_whitespace) {
            return None;
        }
        let (form, rest) = rest.split_once('?')?;
        let (content, rest) = rest.split_once('?')?;
        let after = rest.strip_prefix('=')?;
        let bytes = match form {
            "B" | "b" => lenient_base64(content.as_bytes()),
            "Q" | "q" => quoted(content),
            _ => return None,
        };
        // RFC 2231, 5 puts a language behind the charset.
        let label = label.split('*').next().unwrap_or(label);
        Some((Self { label, bytes }, text.len() - after.len()))
    }
}

/// The bytes of the `Q` form: `_` is a blank, `=E5` a byte.
fn quoted(content: &str) -> Vec<u8> {
    let bytes = content.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3).and_then(|d| std::str::from_utf8(d).ok());
        let coded = match digits {
            Some(digits) if *byte == b'=' => u8::from_str_radix(digits, 16).ok(),
            _ => None,
        };
        match coded {
            Some(value) => {
                out.push(value);
                at += 2;
            }
            None if *byte == b'_' => out.push(b' '),
            None => out.push(*byte),
        }
        at += 1;
    }
    out
}

/// The bytes of base64 whatever stands between its letters; several pieces, each with its own
/// padding, follow each other; an unfinished end is left out.
pub(super) fn lenient_base64(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    for piece in text.split(|b| *b == b'=') {
        let mut letters = piece.to_vec();
        letters.retain(|byte| is_base64(*byte));
        // A single letter over holds six bits, which are no byte.
        if letters.len() % 4 == 1 {
            letters.pop();
        }
        if let Ok(bytes) = loose_bits().decode(&letters) {
            out.extend(bytes);
        }
    }
    out
}

/// Whether a byte is a letter of base64.
pub(super) fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')
}

/// Base64 without padding whose last letter may hold bits that nobody needs.
fn loose_bits() -> data_encoding::Encoding {
    let mut form: Specification = BASE64_NOPAD.specification();
    form.check_trailing_bits = false;
    form.encoding().unwrap_or(BASE64_NOPAD)
}

/// Bytes read in a charset. “gb2312” means GB 18030, which includes it and which programs write
/// under this label; where the label does not fit, the bytes are UTF-8 or GB 18030 if they can be.
pub(super) fn in_charset(label: &str, bytes: &[u8]) -> String {
    if bytes.is_ascii() && !label.to_ascii_lowercase().starts_with("iso-2022") {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let named = match label.to_ascii_lowercase().as_str() {
        "" | "us-ascii" | "ascii" => None,
        "cp936" | "ms936" | "euc-cn" | "gb18030-2000" => Some(GB18030),
        other => Encoding::for_label_no_replacement(other.as_bytes()),
    };
    let Some(named) = named else { return decode_lossy(bytes).into_owned() };
    let encoding = if named == GBK { GB18030 } else { named };
    let (text, is_damaged) = encoding.decode_without_bom_handling(bytes);
    if !is_damaged {
        return text.into_owned();
    }
    let guessed = decode_lossy(bytes);
    if guessed.contains('\u{fffd}') { text.into_owned() } else { guessed.into_owned() }
}

#[cfg(test)]
mod tests {
    use data_encoding::BASE64;

    use super::*;

    fn base64(label: &str, bytes: &[u8]) -> String {
        format!("=?{label}?B?{}?=", BASE64.encode(bytes))
    }

    fn q_form(label: &str, bytes: &[u8]) -> String {
        let mut out = format!("=?{label}?Q?");
        for byte in bytes {
            out.push_str(&format!("={byte:02X}"));
        }
        out + "?="
    }

    #[test]
    fn words_split_inside_a_character_are_joined() {
        let text = "2023+柏原市铝产业园𬒗";
        for label in ["utf-8", "gb18030"] {
            let encoding = Encoding::for_label(label.as_bytes()).expect("a charset");
            let bytes = encoding.encode(text).0;
            for at in 1..bytes.len() {
                for form in [base64, q_form] {
                    let (one, two) = (form(label, &bytes[..at]), form(label, &bytes[at..]));
                    for between in [" ", "\r\n ", "\r\n\t", ""] {
                        let field = format!("{one}{between}{two}");
                        assert_eq!(header_text(field.as_bytes()), text, "{field}");
                    }
                }
            }
        }
    }

    #[test]
    fn words_stand_inside_other_words() {
        let (one, two) = (base64("UTF-8", "甲".as_bytes()), q_form("gbk", &[0xd2, 0xd2]));
        assert_eq!(header_text(format!("2023+{one}+{two}号").as_bytes()), "2023+甲+乙号");
        assert_eq!(header_text(format!("Fw:{one} {two} x").as_bytes()), "Fw:甲乙 x");
        for not_a_word in ["a =? b", "=?utf-8?B?", "=?x y?Q?a?=", "1=?2", "=?utf-8?X?a?="] {
            assert_eq!(header_text(not_a_word.as_bytes()), not_a_word);
        }
    }

    #[test]
    fn labels_are_taken_as_people_mean_them() {
        // 镕 is in GBK and not in GB 2312.
        let bytes = GBK.encode("朱镕").0;
        for label in ["gb2312", "GB2312", "gbk", "cp936", "x-unknown", "us-ascii", "utf-8"] {
            assert_eq!(header_text(base64(label, &bytes).as_bytes()), "朱镕", "{label}");
        }
        assert_eq!(header_text(&bytes), "朱镕", "without any label");
        assert_eq!(header_text(base64("utf-8*zh-CN", "方".as_bytes()).as_bytes()), "方");
        assert_eq!(header_text(base64("big5", &[0xa4, 0xe8]).as_bytes()), "方");
    }
}
