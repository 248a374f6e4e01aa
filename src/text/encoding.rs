//! The encodings that Chinese texts come in: UTF-8, UTF-16 with a byte order mark, GB18030, which
//! includes GBK, and Big5.

use std::borrow::Cow;

use encoding_rs::{BIG5, GB18030, UTF_16BE, UTF_16LE};

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
    /// Big5, of traditional characters.
    Big5,
}

impl TextEncoding {
    /// Its usual name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
            Self::Gb18030 => "GBK/GB18030",
            Self::Big5 => "Big5",
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
    if is_big5(&[&bytes]) {
        let (text, _) = BIG5.decode_without_bom_handling(&bytes);
        return Some((text.into_owned(), TextEncoding::Big5));
    }
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
    let is_other = || !GB18030.decode(bytes).2 || is_big5(&[bytes]);
    if is_utf8 || !is_other() { Some(fault) } else { None }
}

/// Reads bytes as text, with a replacement character for each part that is none.
pub fn decode_lossy(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) if is_big5(&[bytes]) => BIG5.decode_without_bom_handling(bytes).0,
        Err(_) => GB18030.decode(bytes).0,
    }
}

/// Whether texts are Big5, which can hardly ever be told from GBK by its bytes: read so they have
/// everyday characters, read as GBK they have not.
pub fn is_big5(texts: &[&[u8]]) -> bool {
    let is_whole =
        |text: &&[u8]| BIG5.decode_without_bom_handling_and_without_replacement(text).is_some();
    if !texts.iter().all(is_whole) {
        return false;
    }
    // The everyday characters: GB/T 2312 level 1, and Big5 level 1.
    let gbk = everyday(texts, |lead, next| matches!(lead, 0xb0..=0xd7) && next >= 0xa1);
    let big5 = everyday(texts, |lead, _| matches!(lead, 0xa4..=0xc6));
    // Of 2651 words in GBK none has more of Big5's, of names in Big5 each has a fifth or more.
    big5 >= 90 && big5 >= gbk + 20
}

/// Of a hundred characters of two bytes, how many are everyday ones. Both encodings have their
/// punctuation below 0xa4; it does not count.
fn everyday(texts: &[&[u8]], is_everyday: fn(u8, u8) -> bool) -> usize {
    let (mut all, mut known) = (0, 0);
    for text in texts {
        let mut bytes = text.iter();
        while let Some(lead) = bytes.next() {
            if lead.is_ascii() {
                continue;
            }
            let Some(next) = bytes.next() else { break };
            let is_sign = matches!(lead, 0xa1..=0xa3);
            all += usize::from(!is_sign);
            known += usize::from(!is_sign && is_everyday(*lead, *next));
        }
    }
    known * 100 / all.max(1)
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
    fn big5_is_told_from_gbk_by_everyday_characters() {
        let traditional = "一、實施方案：本園區在二零二三年節約用水，減少排放。（一）單位產品能耗";
        let bytes = encoding_rs::BIG5.encode(traditional).0.into_owned();
        assert_eq!(damage(&bytes), None);
        assert_eq!(decode_lossy(&bytes), traditional);
        assert_eq!(decode(bytes), Some((traditional.to_owned(), TextEncoding::Big5)));
        for text in [
            "一、实施方案：本园区在2023年节约用水，减少排放。（一）单位产品能耗，陆川县镕基村。",
            "實施方案用GBK寫成，節約用水，減少排放，單位產品能耗降低。",
            "表1 ——————，、；：",
        ] {
            let bytes = encoding_rs::GB18030.encode(text).0.into_owned();
            assert_eq!(decode(bytes), Some((text.to_owned(), TextEncoding::Gb18030)), "{text}");
        }
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
