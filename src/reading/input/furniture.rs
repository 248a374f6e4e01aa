//! Takes out of the lines what a site leaves around a notice, and says why.

use std::sync::OnceLock;

use regex::Regex;

use crate::reading::document::{LineKind, NoticeDocument};
use crate::text::han::han_count;

use super::draft::{Draft, DraftLine};
use super::page_words::{FurniturePlace, Words};

/// Mailboxes and telephones of a site that are looked at; the foot of a page has a handful.
const MOST_CONTACTS: usize = 60;
/// A line of furniture is shorter.
const LONGEST: usize = 260;

/// Takes furniture out.
pub(super) fn remove(draft: &mut Draft) {
    pieces(draft);
    let lines = std::mem::take(&mut draft.lines);
    let first = lines.iter().position(is_sentence);
    let first = first.unwrap_or(lines.len());
    let mut kept: Vec<DraftLine> = Vec::new();
    let mut is_behind = false;
    let last = lines.iter().rposition(is_sentence).unwrap_or(0);
    for (index, line) in lines.into_iter().enumerate() {
        if line.text.chars().count() > LONGEST || line.kind == LineKind::TableRow {
            kept.push(line);
            continue;
        }
        // Within the text only what can be nothing else goes: a notice may speak of copyright and of pages, too.
        let places: &[FurniturePlace] = if index < first {
            &[FurniturePlace::Anywhere, FurniturePlace::Head]
        } else if index > last {
            &[FurniturePlace::Anywhere, FurniturePlace::End]
        } else {
            &[FurniturePlace::Anywhere]
        };
        let why = Words::get()
            .furniture(&line.text, places)
            .map(|pattern| (pattern.why.clone(), pattern.place));
        match why {
            Some((why, place)) => {
                is_behind |= place == FurniturePlace::End && index > last;
                if why == "网站页脚" {
                    above_foot(draft, &mut kept);
                }
                draft.leave_out(line.place, line.text, &why);
            }
            None if is_behind && !is_annex(&line) => {
                draft.leave_out(line.place, line.text, "正文以外")
            }
            None => kept.push(line),
        }
    }
    tail(draft, &mut kept);
    draft.lines = kept;
}

/// Parts of lines: view counts, sizes of letters.
fn pieces(draft: &mut Draft) {
    let words = Words::get();
    for index in 0..draft.lines.len() {
        let line = &draft.lines[index];
        if line.text.chars().count() > LONGEST
            || line.text.contains('。')
            || line.kind == LineKind::TableRow
        {
            continue;
        }
        // Whole lines have patterns of their own.
        if words.furniture(&line.text, &[FurniturePlace::Anywhere]).is_some() {
            continue;
        }
        let place = line.place;
        let mut text = line.text.clone();
        for (pattern, piece) in words.piece_patterns.iter().zip(&words.pieces) {
            while let Some(found) = pattern.find(&text) {
                let (start, end) = (found.start(), found.end());
                draft.leave_out(place, &text[start..end], &piece.why);
                text = super::space::normal(&format!("{} {}", &text[..start], &text[end..]));
            }
        }
        draft.lines[index].text = text;
    }
    draft.lines.retain(|line| !line.text.is_empty());
}

fn is_sentence(line: &DraftLine) -> bool {
    let is_long = line.text.contains('。') && han_count(&line.text) > 12;
    is_long
        && Words::get()
            .furniture(
                &line.text,
                &[
                    FurniturePlace::Anywhere,
                    FurniturePlace::End,
                    FurniturePlace::Tail,
                    FurniturePlace::Footer,
                ],
            )
            .is_none()
}

fn is_annex(line: &DraftLine) -> bool {
    let name = line.text.to_ascii_lowercase();
    let is_file = [".doc", ".docx", ".xls", ".xlsx", ".pdf", ".zip", ".rar", ".wps"]
        .iter()
        .any(|ending| name.ends_with(ending));
    line.text.starts_with("附件") || is_file
}

/// Above the foot of a site stand its organiser and its telephones: back to the organiser, never further.
fn above_foot(draft: &mut Draft, kept: &mut Vec<DraftLine>) {
    let words = Words::get();
    let mut from = kept.len();
    let mut organiser = None;
    while from > 0 && kept.len() - from < 8 {
        let line = &kept[from - 1];
        if words.furniture(&line.text, &[FurniturePlace::Footer, FurniturePlace::Tail]).is_none() {
            break;
        }
        from -= 1;
        let is_organiser = ["主办", "承办", "联系我们", "关于我们", "网站地图"]
            .iter()
            .any(|word| kept[from].text.contains(word));
        if is_organiser {
            organiser = Some(from);
        }
    }
    let Some(organiser) = organiser else { return };
    for line in kept.split_off(organiser) {
        draft.leave_out(line.place, line.text, "网站页脚");
    }
}

/// From the end upwards while lines are the end of a page.
fn tail(draft: &mut Draft, kept: &mut Vec<DraftLine>) {
    let words = Words::get();
    while let Some(line) = kept.last() {
        if line.text.chars().count() > LONGEST || line.kind == LineKind::TableRow {
            return;
        }
        let Some(pattern) = words.furniture(&line.text, &[FurniturePlace::Tail]) else { return };
        draft.leave_out(line.place, line.text.clone(), &pattern.why);
        kept.pop();
    }
}

fn contact_pattern() -> &'static Regex {
    static CONTACT: OnceLock<Regex> = OnceLock::new();
    CONTACT.get_or_init(|| {
        let pattern =
            r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|[(（]?0[0-9]{2,3}[)）]?[-— ]?[0-9]{7,8}|400[- ]?[0-9]{3}[- ]?[0-9]{4}";
        Regex::new(pattern).expect("constant pattern")
    })
}

/// Mailboxes and telephones that stand only in what was left out.
pub(super) fn site_contacts(document: &NoticeDocument) -> Vec<String> {
    let mut contacts: Vec<String> = Vec::new();
    let mut examined = 0;
    for left_out in &document.left_out {
        for found in contact_pattern().find_iter(&left_out.text) {
            let contact = found.as_str();
            let before = left_out.text[..found.start()].chars().next_back();
            let after = left_out.text[found.end()..].chars().next();
            // A part of a longer number is no telephone.
            let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            let is_part = is_digit(before) || is_digit(after);
            if is_part || contacts.iter().any(|known| known == contact) {
                continue;
            }
            examined += 1;
            if examined > MOST_CONTACTS {
                return contacts;
            }
            let is_of_notice = document.lines.iter().any(|line| line.text.contains(contact));
            if !is_of_notice {
                contacts.push(contact.to_owned());
            }
        }
    }
    contacts
}
