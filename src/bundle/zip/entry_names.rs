//! Names of other people's archives: which encoding, which separators, and what is dangerous about
//! them.

use encoding_rs::{BIG5, GB18030};

use crate::text::encoding::is_big5;

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
    /// Bit 11 says UTF-8, and it is GBK.
    GbkAsUtf8,
    /// Big5.
    Big5,
    /// The Unicode path says another name than the plain one.
    Disputed,
    /// Nothing else fits.
    Cp437,
}

/// The names of all entries. Those without bit 11 are read alike: an archive has one writer.
pub(super) fn decode_all(entries: &[ScannedEntry<'_>]) -> Vec<(String, NameEncoding)> {
    let open = entries.iter().filter(|entry| entry.flags & 0x0800 == 0);
    let open: Vec<&[u8]> = open.map(|entry| entry.name).collect();
    let guess = if open.iter().all(|n| std::str::from_utf8(n).is_ok()) {
        NameEncoding::Utf8
    } else if is_big5(&open) {
        NameEncoding::Big5
    } else if open.iter().all(|n| gbk(n).is_some()) {
        NameEncoding::Gbk
    } else {
        NameEncoding::Cp437
    };
    entries.iter().map(|e| decode(e, guess)).collect()
}

fn decode(entry: &ScannedEntry<'_>, guess: NameEncoding) -> (String, NameEncoding) {
    let utf8 = std::str::from_utf8(entry.name).ok().map(str::to_owned);
    if let Some(name) = unicode_path(entry) {
        let encoding = if is_same_name(entry.name, &name) {
            NameEncoding::Stated
        } else {
            NameEncoding::Disputed
        };
        return (name, encoding);
    }
    if entry.name.is_ascii() {
        return (utf8.unwrap_or_default(), NameEncoding::Stated);
    }
    if entry.flags & 0x0800 != 0 {
        return match (utf8, gbk(entry.name)) {
            (Some(name), _) => (name, NameEncoding::Stated),
            (None, Some(name)) => (name, NameEncoding::GbkAsUtf8),
            (None, None) => {
                (String::from_utf8_lossy(entry.name).into_owned(), NameEncoding::Broken)
            }
        };
    }
    match guess {
        NameEncoding::Utf8 => (utf8.unwrap_or_default(), NameEncoding::Utf8),
        NameEncoding::Big5 => match big5(entry.name) {
            Some(name) => (name, NameEncoding::Big5),
            None => (cp437(entry.name), NameEncoding::Cp437),
        },
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

/// Whether a plain name and a Unicode path are one name: in some encoding the same, or the plain
/// one has what programs write for characters that its encoding lacks (`?`, `_`, `#U65b9`).
fn is_same_name(plain: &[u8], name: &str) -> bool {
    let mut readings = [gbk(plain), big5(plain)].into_iter().flatten();
    if plain == name.as_bytes() || readings.any(|reading| reading == name) {
        return true;
    }
    skeleton(&String::from_utf8_lossy(plain)) == skeleton(name)
}

/// What is left of a name without the characters that encodings lack and what stands for them.
fn skeleton(name: &str) -> String {
    let mut out = String::new();
    let mut rest = name;
    while let Some(c) = rest.chars().next() {
        let digits = rest.strip_prefix("#U").or_else(|| rest.strip_prefix("#L"));
        let digits = digits.and_then(|digits| digits.as_bytes().get(..4));
        if digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)) {
            rest = &rest[6..];
            continue;
        }
        if c.is_ascii() && !matches!(c, '?' | '_') {
            out.push(if c == '\\' { '/' } else { c });
        }
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// How a reader shows a name that knows no Unicode paths.
pub(super) fn plain_name(bytes: &[u8]) -> String {
    match (std::str::from_utf8(bytes), gbk(bytes)) {
        (Ok(name), _) => name.to_owned(),
        (Err(_), Some(name)) => name,
        (Err(_), None) => cp437(bytes),
    }
}

fn big5(bytes: &[u8]) -> Option<String> {
    BIG5.decode_without_bom_handling_and_without_replacement(bytes)
        .map(std::borrow::Cow::into_owned)
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
    fn names_in_big5_are_told_from_names_in_gbk() {
        let big5 = |text: &str| BIG5.encode(text).0.into_owned();
        let gbk = |text: &str| GB18030.encode(text).0.into_owned();
        for name in ["實施方案.pdf", "推薦函.pdf", "申報材料/承諾書.docx", "資金證明.pdf"]
        {
            assert!(is_big5(&[&big5(name)]), "{name}");
        }
        for name in
            ["实施方案.pdf", "推荐函.pdf", "申报材料/承诺书.docx", "资金证明.pdf", "镕基𬒗.pdf"]
        {
            assert!(!is_big5(&[&gbk(name)]), "{name}");
        }
    }

    #[test]
    fn a_unicode_path_belongs_to_a_plain_name() {
        for plain in ["????.pdf", "____.pdf", "#U5b9e#U65bd#U65b9#U6848.pdf", "实施方案.pdf"] {
            assert!(is_same_name(plain.as_bytes(), "实施方案.pdf"), "{plain}");
        }
        assert!(is_same_name(&GB18030.encode("实施方案.pdf").0, "实施方案.pdf"));
        for plain in ["a.pdf", "实施方案.exe", "其他方案x.pdf"] {
            assert!(!is_same_name(plain.as_bytes(), "实施方案.pdf"), "{plain}");
        }
    }

    #[test]
    fn code_page_437_is_complete() {
        assert_eq!(CP437.chars().count(), 128);
        assert_eq!(cp437(&[b'a', 0x80, 0xff]), "aÇ\u{a0}");
    }
}
