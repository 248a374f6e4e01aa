//! Names of files that another system garbles or cuts, and files that systems leave behind.

use unicode_normalization::UnicodeNormalization;

use crate::notice::card::CheckRegex;
use crate::notice::check_kind::FileNameEncoding;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::han::printable;
use crate::text::path::last_part;
use crate::text::word_list;

/// Characters of a name that are shown where it is too long.
const SHOWN: usize = 40;
/// How many of the characters that an encoding lacks are shown.
const LACKING: usize = 8;

/// Names that a pattern matches.
pub(in crate::rules::engine) fn matching(
    CheckRegex(regex): &CheckRegex,
    only_last_part: bool,
    cx: &Context<'_>,
) -> Vec<Hit> {
    let mut out = Vec::new();
    for path in cx.file_names() {
        let name = if only_last_part { last_part(&path) } else { &path };
        if let Some(found) = regex.find(name) {
            let hit = Hit::path(path.clone()).arg("name", name);
            out.push(hit.arg("found", printable(found.as_str())));
        }
    }
    out
}

/// Paths that Windows may refuse to unpack, by their UTF-16 units.
pub(in crate::rules::engine) fn longer_than(longest: usize, cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    for path in cx.file_names() {
        let length: usize = path.nfc().map(char::len_utf16).sum();
        if length > longest {
            let start: String = printable(last_part(&path)).chars().take(SHOWN).collect();
            out.push(Hit::path(path).arg("start", start).arg("length", length));
        }
    }
    out
}

/// Names with characters that an encoding lacks, as programs without Unicode unpack them.
pub(in crate::rules::engine) fn not_in(encoding: FileNameEncoding, cx: &Context<'_>) -> Vec<Hit> {
    let encoding = match encoding {
        FileNameEncoding::Gbk => encoding_rs::GBK,
    };
    let mut out = Vec::new();
    for path in cx.file_names() {
        let mut lacking: Vec<char> = Vec::new();
        for c in last_part(&path).nfc() {
            let (_, _, has_failed) = encoding.encode(c.encode_utf8(&mut [0; 4]));
            if has_failed && !lacking.contains(&c) {
                lacking.push(c);
            }
        }
        if lacking.is_empty() {
            continue;
        }
        let mut shown = Vec::new();
        for c in lacking.iter().take(LACKING) {
            shown.push(format!("“{}”(U+{:04X})", printable(&c.to_string()), u32::from(*c)));
        }
        let hit = Hit::path(path.clone()).arg("path", printable(&path));
        out.push(hit.arg("characters", shown.join("、")));
    }
    out
}

/// What editors and systems leave behind.
pub(in crate::rules::engine) fn leftovers(cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    for path in cx.file_names() {
        if word_list::is_junk(&path) {
            let shown = printable(&path);
            out.push(Hit::path(path).arg("path", shown));
        }
    }
    out
}
