//! The few words of PDF (ISO 32000-1, 7.3) that are looked for in a file's bytes before it is
//! parsed.

use memchr::memmem;

/// What stands between an object's beginning and its data.
pub(super) fn dictionary(object: &[u8]) -> Option<&[u8]> {
    let end = memmem::find(&object[..object.len().min(4096)], b"stream")?;
    let begin = memmem::find(&object[..end], b"<<")?;
    Some(&object[begin..end])
}

/// The digits at the beginning, after white space.
pub(super) fn digits(bytes: &[u8]) -> Option<&[u8]> {
    let bytes = bytes.trim_ascii_start();
    let mut end = 0;
    while bytes.get(end).is_some_and(u8::is_ascii_digit) {
        end += 1;
    }
    if end > 0 { Some(&bytes[..end]) } else { None }
}

/// Where a key ends: the name itself, not one that begins like it.
pub(super) fn key_end(dictionary: &[u8], key: &[u8]) -> Option<usize> {
    for at in memmem::find_iter(dictionary, key) {
        let end = at + key.len();
        if dictionary.get(end).is_some_and(|b| !b.is_ascii_alphanumeric()) {
            return Some(end);
        }
    }
    None
}

/// What follows the end of a line, as the data of a stream does; `None` if there is none here.
pub(super) fn after_line_end(bytes: &[u8]) -> Option<&[u8]> {
    match bytes {
        [b'\r', b'\n', rest @ ..] | [b'\n', rest @ ..] => Some(rest),
        _ => None,
    }
}

/// The value of a key that is a number written there itself.
pub(super) fn number(dictionary: &[u8], key: &[u8]) -> Option<usize> {
    let (found, rest) = value(dictionary, key)?;
    // `12 0 R` is the place of a number, not a number.
    if let Some(generation) = digits(rest) {
        let after = &rest.trim_ascii_start()[generation.len()..];
        if after.trim_ascii_start().starts_with(b"R") {
            return None;
        }
    }
    found.parse().ok()
}

/// The value of a key that is a reference, `12 0 R`.
pub(super) fn reference<'a>(dictionary: &'a [u8], key: &[u8]) -> Option<String> {
    let (id, rest): (&'a str, &'a [u8]) = value(dictionary, key)?;
    let generation = digits(rest)?;
    let rest = rest.trim_ascii_start()[generation.len()..].trim_ascii_start();
    rest.starts_with(b"R").then(|| format!("{id} {} R", String::from_utf8_lossy(generation)))
}

/// The digits after a key, and what follows them.
fn value<'a>(dictionary: &'a [u8], key: &[u8]) -> Option<(&'a str, &'a [u8])> {
    let rest = &dictionary[key_end(dictionary, key)?..];
    let found = digits(rest)?;
    let after = &rest.trim_ascii_start()[found.len()..];
    Some((std::str::from_utf8(found).ok()?, after))
}

/// The value of a key as it is written, up to the next key or the end.
pub(super) fn raw<'a>(dictionary: &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    let value = dictionary[key_end(dictionary, key)?..].trim_ascii_start();
    let (mut depth, mut in_text, mut i) = (0_usize, 0_usize, 0);
    while let Some(byte) = value.get(i) {
        match byte {
            b'\\' if in_text > 0 => i += 1,
            b'(' => in_text += 1,
            b')' => in_text = in_text.saturating_sub(1),
            _ if in_text > 0 => {}
            b'/' | b'>' | b']' if depth == 0 => return Some(value[..i].trim_ascii_end()),
            b'[' | b'<' => depth += 1,
            b']' | b'>' => depth -= 1,
            _ => {}
        }
        i += 1;
    }
    None
}

/// The name that begins here with `/`, its escapes (7.3.5) undone.
pub(super) fn name(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = bytes.get(1..).unwrap_or_default();
    while let [byte, after @ ..] = rest {
        let is_end = byte.is_ascii_whitespace()
            || matches!(
                byte,
                b'\0' | b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
            );
        let hex = |b: u8| char::from(b).to_digit(16);
        match after {
            _ if is_end => break,
            [high, low, after @ ..]
                if *byte == b'#' && hex(*high).is_some() && hex(*low).is_some() =>
            {
                out.push((hex(*high).unwrap_or(0) << 4 | hex(*low).unwrap_or(0)) as u8);
                rest = after;
            }
            _ => {
                out.push(*byte);
                rest = after;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_those_of_the_very_key() {
        let dictionary = b"<< /Names 3 0 R /N 12 /First 99 /Root 7 0 R /Length 5 0 R >>";
        assert_eq!(number(dictionary, b"/N"), Some(12));
        assert_eq!(number(dictionary, b"/Length"), None);
        assert_eq!(reference(dictionary, b"/Root").as_deref(), Some("7 0 R"));
        assert_eq!(reference(dictionary, b"/N"), None);
    }

    #[test]
    fn values_are_taken_as_they_are_written() {
        let dictionary = b"<</ID[<00ff><12>]/Encrypt 5 0 R/X[(a\\)](b)/) <</Y 1>>]\n/Encrypted<</V 1/CF<</A/B>>>>>>";
        let of = |key: &[u8]| raw(dictionary, key).map(|v| String::from_utf8_lossy(v).into_owned());
        assert_eq!(of(b"/ID").as_deref(), Some("[<00ff><12>]"));
        assert_eq!(of(b"/Encrypt").as_deref(), Some("5 0 R"));
        assert_eq!(of(b"/X").as_deref(), Some("[(a\\)](b)/) <</Y 1>>]"));
        assert_eq!(of(b"/Encrypted").as_deref(), Some("<</V 1/CF<</A/B>>>>"));
        assert_eq!(
            (of(b"/Z"), raw(b"<</A [", b"/A"), raw(b"/A ]", b"/A")),
            (None, None, Some(&b""[..]))
        );
    }

    #[test]
    fn escapes_of_names_are_undone() {
        for (text, expected) in [
            ("/Kids[", "Kids"),
            ("/K#69ds ", "Kids"),
            ("/A#", "A#"),
            ("/#4bids>>", "Kids"),
            ("/", ""),
        ] {
            assert_eq!(name(text.as_bytes()), expected.as_bytes(), "{text}");
        }
    }
}
