//! Header fields: encoded words (RFC 2047), encoded parameters (RFC 2231), folding (RFC 5322), and
//! what may not stand there.

use data_encoding::BASE64;
use percent_encoding::{NON_ALPHANUMERIC, percent_encode};

use super::mail_error::{MailError, MailField};

/// Most characters of a line that holds an encoded word (RFC 2047, 2).
const LINE_CHARS: usize = 76;
/// Characters of an encoded word beside its base64: `=?UTF-8?B?` and `?=`.
const WORD_FRAME: usize = 12;
/// Characters of one piece of an encoded parameter.
const PIECE_CHARS: usize = 54;

/// Refuses what could end a header field and begin another.
///
/// # Errors
/// [`MailError::ControlCharacter`] with the field and the character.
pub(super) fn clean(field: MailField, text: &str) -> Result<(), MailError> {
    let bad = text.chars().find(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'));
    match bad {
        Some(character) => Err(MailError::ControlCharacter { field, character }),
        None => Ok(()),
    }
}

/// A text as encoded words, folded so that no line is longer than 76 characters, each word of whole
/// characters; plain ASCII stays as it is. `lead` counts the characters before it on its first
/// line.
pub(super) fn words(lead: usize, text: &str) -> String {
    // Long ASCII is encoded too: it may hold no blank at which a line could be folded.
    if text.is_ascii() && !text.contains("=?") && text.len() <= 60 {
        return text.to_owned();
    }
    let mut out: Vec<String> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let before = if out.is_empty() { lead } else { 1 };
        let room = LINE_CHARS.saturating_sub(before + WORD_FRAME + 1) / 4 * 3;
        let mut end = rest.len().min(room.max(4));
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        out.push(format!("=?UTF-8?B?{}?=", BASE64.encode(&rest.as_bytes()[..end])));
        rest = &rest[end..];
    }
    out.join("\r\n ")
}

/// A parameter in pieces `name*0*=UTF-8''…`, each on its own line, none of which cuts a character.
pub(super) fn parameter(name: &str, value: &str) -> String {
    let mut pieces: Vec<String> = vec![String::new()];
    for c in value.chars() {
        let mut buffer = [0; 4];
        let encoded = match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' | '_' => c.to_string(),
            c => {
                percent_encode(c.encode_utf8(&mut buffer).as_bytes(), NON_ALPHANUMERIC).to_string()
            }
        };
        match pieces.last_mut() {
            Some(last) if last.len() + encoded.len() <= PIECE_CHARS => last.push_str(&encoded),
            _ => pieces.push(encoded),
        }
    }
    let mut out = String::new();
    for (index, piece) in pieces.iter().enumerate() {
        let charset = if index == 0 { "UTF-8''" } else { "" };
        out.push_str(&format!(";\r\n {name}*{index}*={charset}{piece}"));
    }
    out
}

/// A mailbox as it stands in a header: `a@b`, or `姓名 <a@b>`.
///
/// # Errors
/// A control character, or [`MailError::NoMailbox`].
pub(super) fn mailbox(field: MailField, text: &str) -> Result<String, MailError> {
    clean(field, text)?;
    let text = text.trim();
    let wrong = || MailError::NoMailbox { field, text: text.to_owned() };
    let (name, address) = match text.strip_suffix('>').and_then(|t| t.rsplit_once('<')) {
        Some((name, address)) => {
            let name = name.trim().trim_matches('"');
            (name.trim(), address.trim())
        }
        None => ("", text),
    };
    let atom = |part: &str, also: &str| {
        let fits = |c: char| c.is_ascii_alphanumeric() || also.contains(c);
        !part.is_empty()
            && part.chars().all(fits)
            && !part.starts_with('.')
            && !part.ends_with('.')
            && !part.contains("..")
    };
    let (local, domain) = address.rsplit_once('@').ok_or_else(wrong)?;
    // RFC 5322 atext for the one, letters, digits and hyphens for the other.
    if !atom(local, ".!#$%&'*+-/=?^_`{|}~") || !atom(domain, ".-") || address.len() > 254 {
        return Err(wrong());
    }
    match name {
        "" => Ok(address.to_owned()),
        name if name.contains(['"', '<', '>', '\\', ',', ';', '(', ')', '@', ':', '[', ']']) => {
            Err(wrong())
        }
        name if name.is_ascii() => Ok(format!("\"{name}\" <{address}>")),
        name => Ok(format!("{}\r\n <{address}>", words(6, name))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_longer_than_75_and_none_cuts_a_character() {
        let text = "2023+".to_owned() + &"平果市铝产业园𬒗".repeat(20);
        for word in words(9, &text).split("\r\n ") {
            assert!(word.len() <= 75, "{word}");
            let line = format!("Subject: {word}");
            let (decoded, _) = mailparse::parse_header(line.as_bytes()).expect("a header");
            assert!(!decoded.get_value().contains('\u{fffd}'));
        }
        assert!(parameter("filename", &text).split("\r\n").all(|l| l.len() <= 78));
    }

    #[test]
    fn mailboxes() {
        assert_eq!(
            mailbox(MailField::To, " kcc@sthjt.gxzf.gov.cn ").expect("a mailbox"),
            "kcc@sthjt.gxzf.gov.cn"
        );
        assert_eq!(
            mailbox(MailField::To, "张三 <a@b.cn>").expect("a mailbox"),
            "=?UTF-8?B?5byg5LiJ?=\r\n <a@b.cn>"
        );
        for bad in [
            "",
            "a",
            "a@",
            "@b",
            "a@b, c@d",
            "a@b\r\nBcc: x@y",
            "a b@c",
            "张@b.cn",
            "a@b>",
            "x<y> <a@b>",
            "a..b@c",
            "a@b;c@d",
        ] {
            assert!(mailbox(MailField::To, bad).is_err(), "{bad:?}");
        }
    }
}
