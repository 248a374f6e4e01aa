//! The characters of a text or page: by its byte order mark, its declaration, or its content.

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes at the start in which a page declares its characters.
const HEAD: usize = 4096;

/// Decodes a text. What no encoding explains is decoded as the likeliest, with U+FFFD for what is broken.
pub(super) fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return text.into_owned();
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        return text.into_owned();
    }
    // Bytes that form UTF-8 throughout are UTF-8, whatever the page declares.
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let declared = declared(&bytes[..bytes.len().min(HEAD)]);
    if let Some(encoding) = declared {
        let (text, damaged) = encoding.decode_without_bom_handling(bytes);
        if !damaged || is_nearly_whole(&text) {
            return text.into_owned();
        }
    }
    likeliest(bytes)
}

/// The encoding that a page or an XML declaration names.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    for key in ["charset", "encoding"] {
        for (at, _) in head.match_indices(key) {
            let rest = head[at + key.len()..].trim_start();
            let Some(value) = rest.strip_prefix('=') else { continue };
            let value = value.trim_start().trim_start_matches(['"', '\'']);
            let end = value
                .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))
                .unwrap_or(value.len());
            let Some(encoding) = Encoding::for_label(&value.as_bytes()[..end]) else { continue };
            // A page that declares UTF-16 in bytes that can be read as ASCII is not UTF-16.
            if encoding != UTF_16LE && encoding != UTF_16BE {
                return Some(encoding);
            }
        }
    }
    None
}

/// Whether less than one character in two hundred is broken: a page cut off or pasted together.
fn is_nearly_whole(text: &str) -> bool {
    let broken = text.chars().filter(|c| *c == '\u{fffd}').count();
    broken * 200 <= text.chars().count()
}

/// UTF-16 without a mark: every other byte is that of an ASCII character or of a common Chinese one.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(HEAD) & !1];
    let is_whole = bytes.len().is_multiple_of(2);
    if sample.len() < 16 || !is_whole || !sample.contains(&0) {
        return None;
    }
    let is_high = |byte: u8| byte == 0 || matches!(byte, 0x30 | 0x4e..=0x9f | 0xff);
    let pairs = sample.len() / 2;
    let (mut low_first, mut high_first) = (0, 0);
    for pair in sample.chunks_exact(2) {
        high_first += usize::from(is_high(pair[0]));
        low_first += usize::from(is_high(pair[1]));
    }
    if low_first * 20 >= pairs * 19 && low_first > high_first {
        Some(UTF_16LE)
    } else if high_first * 20 >= pairs * 19 && high_first > low_first {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Characters that stand in every official text, in both scripts.
const COMMON: &str = "的一是不在有和中大上為为國国人以要時时來来用們们會会及與与各關关於于通知請请年月日單单位項项目報报申市縣县區区\
                      府政部門门辦办理業业附件聯联繫系電电話话工作應应將将按本進进行，。、：；（）";

fn likeliest(bytes: &[u8]) -> String {
    let mut best: Option<(i64, String)> = None;
    for encoding in [GB18030, BIG5, UTF_8] {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        let score = likelihood(&text);
        let is_better = best.as_ref().is_none_or(|(other, _)| score > *other);
        if is_better {
            best = Some((score, text.into_owned()));
        }
    }
    best.map(|(_, text)| text).unwrap_or_default()
}

/// How much a text looks like Chinese: common characters count for it, broken and private ones against it.
fn likelihood(text: &str) -> i64 {
    let mut score = 0;
    for c in text.chars().take(100_000) {
        if c.is_ascii() {
            continue;
        }
        score += match c {
            '\u{fffd}' => -20,
            '\u{e000}'..='\u{f8ff}' | '\u{80}'..='\u{9f}' => -10,
            c if COMMON.contains(c) => 3,
            '\u{4e00}'..='\u{9fff}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}' => 0,
            _ => -2,
        };
    }
    score
}
