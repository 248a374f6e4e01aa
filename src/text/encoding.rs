//! The encodings that Chinese texts come in: UTF-8, UTF-16 with a byte order mark, and GB18030,
//! which includes GBK.

use std::borrow::Cow;

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

/// Characters beyond ASCII after which nobody doubts that a text is in UTF-8.
const CLEARLY_UTF8: usize = 8;

/// An encoding of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextEncoding {
    /// UTF-8.
    Utf8,
    /// UTF-16 with a byte order mark.
    Utf16,
    /// GB18030 or GBK.
    Gb18030,
}

impl TextEncoding {
    /// Its usual name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
            Self::Gb18030 => "GBK/GB18030",
        }
    }
}

/// Reads bytes as text; `None` if they are not text in any of the encodings.
pub fn decode(bytes: Vec<u8>) -> Option<(String, TextEncoding)> {
    let bytes = match String::from_utf8(bytes) {
        // UTF-8 allows NUL, but only programs and pictures hold it.
        Ok(text) if text.contains('\0') => return None,
        Ok(text) => return Some((text, TextEncoding::Utf8)),
        Err(error) => error.into_bytes(),
    };
    // A byte order mark counts more than the encoding that is named here.
    let (text, used, is_damaged) = GB18030.decode(&bytes);
    if is_damaged {
        return None;
    }
    let is_utf16 = used == UTF_16LE || used == UTF_16BE;
    let encoding = if is_utf16 { TextEncoding::Utf16 } else { TextEncoding::Gb18030 };
    Some((text.into_owned(), encoding))
}

/// Where bytes stop being text, in bytes: a NUL, or what is no UTF-8 behind text that clearly is.
/// `None` for text in any of the encodings.
pub fn damage(bytes: &[u8]) -> Option<usize> {
    let fault = match std::str::from_utf8(bytes) {
        Ok(text) => return text.find('\0'),
        Err(fault) => fault.valid_up_to(),
    };
    let before = std::str::from_utf8(&bytes[..fault]).unwrap_or_default();
    // Text in GBK is never UTF-8 for so long.
    let mut beyond_ascii = before.chars().filter(|c| !c.is_ascii());
    let is_utf8 = beyond_ascii.nth(CLEARLY_UTF8 - 1).is_some();
    if is_utf8 || GB18030.decode(bytes).2 { Some(fault) } else { None }
}

/// Reads bytes as text, with a replacement character for each part that is none.
pub fn decode_lossy(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => GB18030.decode(bytes).0,
    }
}

#[cfg(test)]
mod tests {
    use super::{TextEncoding, damage, decode, decode_lossy};

    #[test]
    fn each_encoding_is_recognised() {
        let gbk = vec![0xb7, 0xbd, 0xb0, 0xb8];
        let utf16 = vec![0xff, 0xfe, 0xb9, 0x65, 0x48, 0x68];
        let expected = |encoding| Some(("方案".to_owned(), encoding));
        assert_eq!(decode("方案".as_bytes().to_vec()), expected(TextEncoding::Utf8));
        assert_eq!(decode_lossy(&gbk), "方案");
        assert_eq!(decode(gbk), expected(TextEncoding::Gb18030));
        assert_eq!(decode(utf16), expected(TextEncoding::Utf16));
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert_eq!(decode(vec![b'a', 0]), None);
        assert_eq!(decode(vec![0xff]), None);
    }

    #[test]
    fn damage_is_found_where_it_is() {
        let gbk = [0xb7, 0xbd, 0xb0, 0xb8];
        let text = "本方案由园区管理机构编制".as_bytes();
        for (bytes, wanted) in [
            ([text, &[0xff], text].concat(), Some(text.len())),
            ([text, &gbk, text].concat(), Some(text.len())),
            ([text, &[0], text].concat(), Some(text.len())),
            (vec![0xff], Some(0)),
            (text.to_vec(), None),
            (gbk.to_vec(), None),
            (vec![0xff, 0xfe, 0xb9, 0x65], None),
        ] {
            assert_eq!(damage(&bytes), wanted, "{bytes:?}");
        }
    }
}
