//! Parameters of header fields that came in, such as an attachment's name: plain, with encoded
//! words, or encoded after RFC 2231 in one or more pieces.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use super::encoded_words::{decoded_words, in_charset, unfolded};
use crate::text::encoding::decode_lossy;

/// A parameter of a field, decoded; RFC 2231 counts more than the plain form, which is what is
/// written for programs that do not know it.
pub(super) fn parameter(raw: &[u8], wanted: &str) -> Option<String> {
    // Decoded first: the second byte of a GBK character may be a backslash.
    let field = unfolded(&decode_lossy(raw));
    let mut plain = None;
    let mut pieces: BTreeMap<usize, Piece> = BTreeMap::new();
    for part in split_outside_quotes(&field).into_iter().skip(1) {
        let Some((key, value)) = part.split_once('=') else { continue };
        let key = key.trim().to_ascii_lowercase();
        let value = unquoted(value.trim());
        let Some(behind) = key.strip_prefix(wanted) else { continue };
        match behind {
            "" => plain = plain.or(Some(value)),
            "*" => {
                pieces.insert(0, Piece { value, is_coded: true });
            }
            _ => {
                let Some(number) = behind.strip_prefix('*') else { continue };
                let is_coded = number.ends_with('*');
                if let Ok(number) = number.trim_end_matches('*').parse() {
                    pieces.entry(number).or_insert(Piece { value, is_coded });
                }
            }
        }
    }
    match joined(&pieces) {
        Some(extended) if !extended.is_empty() => Some(extended),
        _ => plain.map(|value| decoded_words(&value)),
    }
}

/// A piece of a parameter after RFC 2231.
struct Piece {
    value: String,
    is_coded: bool,
}

/// The pieces from the first on as one text. Bytes are joined before they are decoded: a piece may
/// end inside a character.
fn joined(pieces: &BTreeMap<usize, Piece>) -> Option<String> {
    let first = pieces.get(&0)?;
    let (mut label, mut start) = ("", first.value.as_str());
    if first.is_coded {
        let mut parts = first.value.splitn(3, '\'');
        if let (Some(charset), Some(_), Some(rest)) = (parts.next(), parts.next(), parts.next()) {
            (label, start) = (charset, rest);
        }
    }
    let mut bytes = Vec::new();
    for (expected, (number, piece)) in pieces.iter().enumerate() {
        if *number != expected {
            break;
        }
        let value = if expected == 0 { start } else { &piece.value };
        if piece.is_coded {
            bytes.extend(percent_decode_str(value));
        } else {
            bytes.extend(value.as_bytes());
        }
    }
    Some(decoded_words(&in_charset(label, &bytes)))
}

/// The parts between semicolons that stand outside quotes.
fn split_outside_quotes(field: &str) -> Vec<&str> {
    let (mut parts, mut start) = (Vec::new(), 0);
    let (mut is_quoted, mut is_escaped) = (false, false);
    for (at, c) in field.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            ';' if !is_quoted => {
                parts.push(&field[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&field[start..]);
    parts
}

/// A value without its quotes. A backslash counts only before a quote or another one: paths of
/// Windows stand there as they are.
fn unquoted(value: &str) -> String {
    let Some(inside) = value.strip_prefix('"') else { return value.to_owned() };
    let inside = inside.strip_suffix('"').unwrap_or(inside);
    let mut out = String::with_capacity(inside.len());
    let mut rest = inside.chars().peekable();
    while let Some(c) = rest.next() {
        match rest.peek() {
            Some(next) if c == '\\' && matches!(next, '"' | '\\') => {
                out.push(*next);
                rest.next();
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::parameter;

    #[test]
    fn names_are_read_in_every_form() {
        let gbk = encoding_rs::GBK.encode("attachment; filename=\"申报材料.zip\"").0;
        assert_eq!(parameter(&gbk, "filename").as_deref(), Some("申报材料.zip"));
        for (field, wanted) in [
            ("a; filename=b.zip", "b.zip"),
            ("a; filename=\"b;c.zip\"; size=3", "b;c.zip"),
            ("a; filename=\"C:\\材料\\b.zip\"", "C:\\材料\\b.zip"),
            ("a; filename=\"x\"; filename*=UTF-8''%E7%94%B2.zip", "甲.zip"),
            ("a; filename*=gb2312''%BC%D7.zip", "甲.zip"),
            (
                "a;\r\n filename*0*=UTF-8''%E7%94;\r\n filename*1*=%B2;\r\n filename*2=.zip",
                "甲.zip",
            ),
            ("a; filename*0=\"long\"; filename*1=\" name.zip\"", "long name.zip"),
            ("a; filename=\"=?UTF-8?B?55Sy?=\r\n =?UTF-8?B?5LmZ?=.zip\"", "甲乙.zip"),
        ] {
            assert_eq!(parameter(field.as_bytes(), "filename").as_deref(), Some(wanted), "{field}");
        }
        assert_eq!(parameter(b"a; name=x", "filename"), None);
        assert_eq!(parameter(b"filename=x", "filename"), None, "the value is no parameter");
    }
}
