//! Names of other people's archives: which encoding, which separators, and what is dangerous about
//! them.

use encoding_rs::GB18030;

use super::scan::{ScannedEntry, extra_field};

/// Upper half of code page 437, which APPNOTE names as the encoding of names without bit 11.
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// More levels of folders than this are dangerous.
pub(super) const MAX_DEPTH: usize = 16;

/// How a name was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameEncoding {
    /// As it says, or plain ASCII.
    Stated,
    /// Bit 11 says UTF-8, and it is not.
    Broken,
    /// UTF-8 without bit 11.
    Utf8,
    /// GBK or GB 18030.
    Gbk,
    /// Nothing else fits.
    Cp437,
}

/// The names of all entries. Those without bit 11 are read alike: an archive has one writer.
pub(super) fn decode_all(entries: &[ScannedEntry<'_>]) -> Vec<(String, NameEncoding)> {
    let open: Vec<&[u8]> =
        entries.iter().filter(|e| e.flags & 0x0800 == 0).map(|e| e.name).collect();
    let guess = if open.iter().all(|n| std::str::from_utf8(n).is_ok()) {
        NameEncoding::Utf8
    } else if open.iter().all(|n| gbk(n).is_some()) {
        NameEncoding::Gbk
    } else {
        NameEncoding::Cp437
    };
    entries.iter().map(|e| decode(e, guess)).collect()
}

fn decode(entry: &ScannedEntry<'_>, guess: NameEncoding) -> (String, NameEncoding) {
    let utf8 = std::str::from_utf8(entry.name).ok().map(str::to_owned);
    if entry.name.is_ascii() {
        return (utf8.unwrap_or_default(), NameEncoding::Stated);
    }
    if entry.flags & 0x0800 != 0 {
        return match utf8 {
            Some(n) => (n, NameEncoding::Stated),
            None => (String::from_utf8_lossy(entry.name).into_owned(), NameEncoding::Broken),
        };
    }
    if let Some(name) = unicode_path(entry) {
        return (name, NameEncoding::Stated);
    }
    match guess {
        NameEncoding::Utf8 => (utf8.unwrap_or_default(), NameEncoding::Utf8),
        NameEncoding::Gbk => (gbk(entry.name).unwrap_or_default(), NameEncoding::Gbk),
        _ => match (utf8, gbk(entry.name)) {
            (Some(name), _) => (name, NameEncoding::Utf8),
            (None, Some(name)) => (name, NameEncoding::Gbk),
            (None, None) => (cp437(entry.name), NameEncoding::Cp437),
        },
    }
}

/// Info-ZIP's field 0x7075, if it belongs to this very name.
fn unicode_path(entry: &ScannedEntry<'_>) -> Option<String> {
    let field = extra_field(entry.extra, 0x7075)?;
    let crc = super::record::word_at(field, 1)?;
    if !(field.first() == Some(&1) && crc == crc32fast::hash(entry.name)) {
        return None;
    }
    String::from_utf8(field.get(5..)?.to_vec()).ok()
}

fn gbk(bytes: &[u8]) -> Option<String> {
    GB18030
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(std::borrow::Cow::into_owned)
}

fn cp437(bytes: &[u8]) -> String {
    let upper: Vec<char> = CP437.chars().collect();
    bytes
        .iter()
        .map(|b| {
            if *b < 0x80 {
                char::from(*b)
            } else {
                upper.get(usize::from(*b) - 0x80).copied().unwrap_or('\u{fffd}')
            }
        })
        .collect()
}

/// What makes a name dangerous, in Chinese; looked at after decoding, since the second byte of a
/// GBK character may be `\`.
pub(super) fn danger(name: &str) -> Option<&'static str> {
    let letters: Vec<char> = name.chars().take(2).collect();
    if name.contains('\0') {
        return Some("名称里有空字符，不同软件会解出不同的文件");
    }
    if name.starts_with(['/', '\\']) {
        return Some("是绝对路径，会写到指定文件夹之外");
    }
    if matches!(letters.as_slice(), [drive, ':'] if drive.is_ascii_alphabetic()) {
        return Some("带有盘符，会写到指定文件夹之外");
    }
    let parts: Vec<&str> = name.split(['/', '\\']).collect();
    if parts.contains(&"..") {
        return Some("含有“..”，会写到指定文件夹之外");
    }
    let named = parts.iter().filter(|part| !matches!(**part, "" | "."));
    if named.count() > MAX_DEPTH { Some("文件夹超过 16 层") } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_page_437_is_complete() {
        assert_eq!(CP437.chars().count(), 128);
        assert_eq!(cp437(&[b'a', 0x80, 0xff]), "aÇ\u{a0}");
    }
}
