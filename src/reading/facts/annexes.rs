//! Finds the list of annexes at the end of a notice: one per line, glued on one line, broken over lines.

use super::phrases::trimmed;
use crate::reading::clauses::ClauseNumber;
use crate::reading::cut_notice::CutNotice;
use crate::reading::fact::Fact;
use crate::reading::sheet::Facts;
use crate::reading::zone::Zone;

/// An annex as the list names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ListedAnnex {
    /// 0 where it has no number.
    pub number: u32,
    /// The name without its number.
    pub name: String,
    /// As printed, number included; a name that is broken over lines is joined.
    pub printed: String,
    /// The words of its first line.
    pub quote: String,
    pub line: usize,
}

/// Reads them.
pub(super) fn read(notice: &CutNotice<'_>) -> Facts<String> {
    let listed = list(notice).into_iter();
    listed.map(|annex| Fact::stated(annex.printed, annex.quote, annex.line)).collect()
}

/// The list, in order.
pub(super) fn list(notice: &CutNotice<'_>) -> Vec<ListedAnnex> {
    let mut listed: Vec<ListedAnnex> = Vec::new();
    for line in 1..=notice.line_count() {
        if notice.zone(line) != Zone::AnnexList && !goes_on_here(notice, line, &listed) {
            continue;
        }
        let text = notice.line(line);
        // The list of files that a page offers names the annexes once more.
        if text.starts_with("附件下载") && !listed.is_empty() {
            let next = item_number(notice.line(line + 1));
            let is_new = |number: u32| listed.iter().all(|annex| annex.number != number);
            if next.is_some_and(|(number, _)| is_new(number)) {
                continue;
            }
            break;
        }
        if is_only_a_file(text) {
            continue;
        }
        let behind = without_word(text);
        let pieces = pieces(behind);
        let is_numbered = pieces.first().is_some_and(|piece| piece.0 > 0);
        let begins_item = is_numbered || behind.len() < text.len();
        if !begins_item && continues(&listed, line) {
            if let Some(last) = listed.last_mut() {
                last.name.push_str(behind.trim());
                last.printed.push_str(behind.trim());
            }
            continue;
        }
        for (number, printed, name) in pieces {
            let is_known = listed.iter().any(|annex| annex.number == number && number > 0);
            let name = trimmed(name);
            if is_known || name.is_empty() {
                continue;
            }
            let printed = trimmed(printed).to_owned();
            listed.push(ListedAnnex {
                number,
                name: name.to_owned(),
                printed,
                quote: text.to_owned(),
                line,
            });
        }
    }
    listed
}

/// Whether a line behind the list has its next number, so that only a name broken over lines parts the two.
fn goes_on_here(notice: &CutNotice<'_>, line: usize, listed: &[ListedAnnex]) -> bool {
    let Some(last) = listed.last() else { return false };
    let is_near = line <= last.line + 3 && notice.zone(line) == Zone::Body;
    let is_next = |line: usize| {
        let number = item_number(notice.line(line));
        number.is_some_and(|(number, _)| number == last.number + 1)
    };
    is_near && last.number > 0 && (is_next(line) || is_next(line + 1))
}

/// Whether a line goes on with the name of the last annex: it follows at once, and that name does not end like one.
fn continues(listed: &[ListedAnnex], line: usize) -> bool {
    let Some(last) = listed.last() else { return false };
    let follows = line <= last.line + 2;
    follows && !last.printed.ends_with(['；', '。', ';']) && last.printed.chars().count() >= 8
}

/// Whether a line is the name of a file that the page offers: `202502281642548650.xls`, `附件1.docx`.
fn is_only_a_file(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let endings = [".docx", ".doc", ".xls", ".xlsx", ".pdf", ".zip", ".rar", ".wps", ".et", ".ofd"];
    let Some(ending) = endings.iter().find(|ending| lower.ends_with(**ending)) else {
        return false;
    };
    let name = &text[..text.len() - ending.len()];
    let bare = name.trim_start_matches("附件");
    bare.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十：:、 -_".contains(c))
}

/// The line without the word 附件 and the colon behind it.
fn without_word(text: &str) -> &str {
    let text = text.trim_start_matches(['（', '(']);
    let Some(rest) = text.strip_prefix("附").map(str::trim_start) else { return text };
    let Some(rest) = rest.strip_prefix('件') else {
        return rest.strip_prefix(['：', ':']).unwrap_or(text);
    };
    // 附件2：… keeps its word: the number belongs to it.
    let is_numbered = item_number(text).is_some();
    if is_numbered {
        return text;
    }
    let rest = rest.trim_start();
    let rest = rest.strip_prefix("下载").unwrap_or(rest);
    rest.trim_start_matches(['：', ':', ' ', '\u{3000}'])
}

/// The items of a line: number, as printed, name. Glued items are parted where the next number follows.
fn pieces(text: &str) -> Vec<(u32, &str, &str)> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while let Some((number, length)) = item_number(rest) {
        let behind = &rest[length..];
        let end = next_item(behind, number + 1);
        found.push((number, rest[..length + end].trim(), behind[..end].trim()));
        rest = &behind[end..];
    }
    if found.is_empty() && !rest.is_empty() {
        found.push((0, rest, rest));
    }
    found
}

/// The number that an item begins with, and its length: `1.`, `附件2：`, `一、`, `1 `, `1`.
fn item_number(text: &str) -> Option<(u32, usize)> {
    let bare = text.strip_prefix("附件").unwrap_or(text);
    let prefix = text.len() - bare.len();
    if let Some(number) = ClauseNumber::leading(bare) {
        return Some((number.value, prefix + number.length));
    }
    let han =
        bare.len() - bare.trim_start_matches(|c: char| "一二三四五六七八九十".contains(c)).len();
    let arabic = bare.len() - bare.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let digits = han.max(arabic);
    let with_stop = format!("{}、", &bare[..digits]);
    let number = ClauseNumber::leading(&with_stop)?;
    let behind = &bare[digits..];
    let gap = behind.len() - behind.trim_start_matches([' ', '\u{3000}', '：', ':', '\t']).len();
    // 附件一课题申报方案 has nothing between number and name; without the word 附件 a mark has to stand there.
    if gap == 0 && prefix == 0 {
        return None;
    }
    Some((number.value, prefix + digits + gap))
}

/// Where the item with this number begins in the rest of the line; the end of the line if it does not.
fn next_item(text: &str, number: u32) -> usize {
    let sign = number.to_string();
    let mut from = 0;
    while let Some(at) = text[from..].find(sign.as_str()) {
        let place = from + at;
        let before_is_digit = text[..place].ends_with(|c: char| {
            c.is_ascii_digit() || c == '（' || c == '(' || c == '第' || c == '件'
        });
        let behind = &text[place + sign.len()..];
        let is_number = behind.starts_with(['.', '．', '、'])
            && ClauseNumber::leading(&text[place..]).is_some();
        if is_number && !before_is_digit && place > 0 {
            return place;
        }
        from = place + sign.len();
    }
    text.len()
}
