//! The letters of a project and what their text is worth.

use std::collections::HashSet;

use crate::project::ProjectFile;
use crate::rules::engine::context::Context;
use crate::rules::engine::fields;
use crate::text::{han, word_list};

/// Texts of fewer Chinese characters than this are a heading or a stamp, and prove nothing.
const LEAST_TEXT: usize = 30;

/// Characters among which common ones are counted.
const STRETCH: usize = 60;

/// The part of Chinese text that common characters are, at least: a letter has 80 %, a list of
/// companies 48 %, and what a wrong table of characters gives under 12 % (measured 2026-11).
const LEAST_COMMON: f64 = 0.2;

/// The files that are letters: named in `pilot.toml`, or marked as such in a package's manifest.
pub(super) fn letter_files<'a>(cx: &Context<'a>) -> Vec<&'a ProjectFile> {
    let mut files: Vec<&ProjectFile> = Vec::new();
    let named = fields::letter_files(cx).filter_map(|file| cx.files().file(&file.value));
    let entries = cx.project.package.iter().flat_map(|p| &p.entries).filter(|e| e.role == "letter");
    let mut known: HashSet<&str> = HashSet::new();
    let packed = entries.filter_map(|entry| cx.files().file_of_entry(&entry.path));
    for file in named.chain(packed) {
        if known.insert(&file.path) {
            files.push(file);
        }
    }
    files
}

/// The text of a letter, if what it lacks proves anything: characters recognised under a scan are
/// guesses.
pub(in crate::rules) fn telling_text(file: &ProjectFile) -> Option<&str> {
    let is_scan = file.facts.pages.iter().any(|page| page.scan_dpi.is_some());
    let text = file.facts.text.as_deref()?;
    if is_scan || han::han_count(text) < LEAST_TEXT { None } else { Some(text) }
}

/// Whether a stretch of a text is no Chinese: the file shows it rightly, but gives other
/// characters for what it shows.
pub(super) fn is_garbled(text: &str) -> bool {
    let common = &word_list::words("common-characters")[0];
    let is_common = |c: &char| common.contains(*c);
    let characters: Vec<char> = text.chars().filter(|c| han::is_han(*c)).collect();
    let stretches = characters.chunks(STRETCH);
    let judged = stretches.filter(|part| part.len() >= LEAST_TEXT);
    let mut shares = judged.map(|part| {
        let count = part.iter().filter(|c| is_common(c)).count();
        count as f64 / part.len() as f64
    });
    shares.any(|share| share < LEAST_COMMON)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text as a table gives it that is off by this number of characters.
    fn shifted(text: &str, by: u32) -> String {
        let shift = |c: char| match han::is_han(c) {
            true => char::from_u32(c as u32 + by).unwrap_or(c),
            false => c,
        };
        text.chars().map(shift).collect()
    }

    #[test]
    fn text_is_told_from_what_a_wrong_table_gives() {
        let letter = "关于推荐平果市那瓦铝产业园清洁生产整体审核创新试点项目的函。自治区生态环境厅：\
            根据通知要求，经平果市那瓦铝产业园管理委员会申报，我局会同有关部门审核，该园区边界明确、\
            管理机构健全，三年内未被中央生态环境保护督察指出突出生态环境问题，现予推荐。";
        assert!(!is_garbled(letter));
        for by in [1, 2, 7, 37, 300] {
            assert!(is_garbled(&shifted(letter, by)), "{by}");
            let half = format!("{letter}{}", shifted(letter, by));
            assert!(is_garbled(&half), "{by}");
        }
        let names = "参与企业：广西华磊新材料有限公司、平果铝业有限公司、百色矿业集团有限公司、\
            广西强强碳素股份有限公司、平果博导铝镁线缆有限公司、广西德保铝业有限公司。";
        assert!(!is_garbled(names));
    }
}
