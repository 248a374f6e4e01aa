//! What a message comes in: a file of its own, one of Apple Mail, one of a mailbox, or something
//! that only has the name.

use super::parse::SealedKind;
use crate::text::word_list::is_word;

/// Lines that are looked at to recognise a message.
const HEADER_LINES: usize = 400;

/// Whether a file is a message: by its name, or because it begins with header fields.
pub fn looks_like_mail(name: &str, bytes: &[u8]) -> bool {
    (is_named_mail(name) && !is_compound(bytes)) || begins_with_header(bytes)
}

/// Whether a name is that of a message which is a text.
pub fn is_named_mail(name: &str) -> bool {
    let lower = name.to_lowercase();
    lower.ends_with(".eml") || lower.ends_with(".emlx")
}

/// Whether bytes are a compound file, in which Outlook saves its messages (.msg).
pub fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
}

/// Whether bytes begin with header fields, one of which every message has.
pub(super) fn begins_with_header(bytes: &[u8]) -> bool {
    let message = message_in(bytes);
    let mut known = 0;
    for (number, line) in message.split(|b| *b == b'\n').take(HEADER_LINES).enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let is_fold = matches!(line.first(), Some(b' ' | b'\t'));
        if line.is_empty() || (is_fold && number == 0) {
            break;
        }
        if is_fold {
            continue;
        }
        let Some(colon) = line.iter().position(|b| *b == b':') else { break };
        let Ok(field) = std::str::from_utf8(&line[..colon]) else { break };
        let field = field.trim_end().to_ascii_lowercase();
        let is_field = |c: char| c.is_ascii_graphic();
        if field.is_empty() || !field.chars().all(is_field) {
            break;
        }
        let is_known = is_word(&field, "fields-of-messages");
        if is_known && number == 0 {
            return true;
        }
        known += usize::from(is_known);
    }
    // A first field that is not known may stand in any text; two that are known do not.
    known >= 2
}

/// The message without what its container puts around it: the count of bytes and the property list
/// of Apple Mail (.emlx), the line `From …` of a mailbox, a byte order mark, empty lines.
pub(super) fn message_in(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let bytes = bytes.trim_ascii_start();
    let Some(end) = bytes.iter().take(1_000).position(|b| *b == b'\n') else { return bytes };
    let (first, rest) = (bytes[..end].trim_ascii(), &bytes[end + 1..]);
    if !first.is_empty() && first.iter().all(u8::is_ascii_digit) {
        let digits = std::str::from_utf8(first).unwrap_or_default();
        return match digits.parse::<usize>() {
            Ok(length) => rest.get(..length).unwrap_or(rest),
            Err(_) => rest,
        };
    }
    if first.starts_with(b"From ") { rest } else { bytes }
}

/// Why an attachment cannot be opened here, if it is such a one.
pub(super) fn sealed_kind(name: &str, mimetype: &str) -> Option<SealedKind> {
    let lower = name.to_lowercase();
    let is_of = |list: &str| is_word(&lower, list) || is_word(mimetype, list);
    if is_of("outlook-containers") {
        Some(SealedKind::OutlookContainer)
    } else if is_of("sealed-containers") {
        Some(SealedKind::Encrypted)
    } else if lower.ends_with(".msg") {
        Some(SealedKind::OutlookMessage)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{looks_like_mail, message_in};

    #[test]
    fn messages_are_recognised_by_what_they_begin_with() {
        let fields = "From: a@b.cn\r\nSubject: x\r\n\r\n";
        for head in ["", "X-QQ-mid: 1\r\nX-QQ-FEAT:\r\n a\r\n", "\u{feff}", "\r\n"] {
            assert!(looks_like_mail("m", format!("{head}{fields}").as_bytes()), "{head:?}");
        }
        assert!(looks_like_mail("m", format!("From a@b Mon Oct 16 2023\n{fields}").as_bytes()));
        for other in
            ["备注：材料见附件\nfrom: x", "title: a\nauthor: b", "", "PK\u{3}\u{4}", "a b\n"]
        {
            assert!(!looks_like_mail("m", other.as_bytes()), "{other:?}");
        }
        assert!(!looks_like_mail("m.eml", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "Outlook's");
    }

    #[test]
    fn a_message_of_apple_mail_ends_where_it_says() {
        let message = "From: a@b.cn\n\nx\n";
        let file = format!("{}\n{message}<?xml version=\"1.0\"?>", message.len());
        assert_eq!(message_in(file.as_bytes()), message.as_bytes());
    }
}
