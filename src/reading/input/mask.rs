//! Masks names of persons, mobile numbers and resident ids; an office is no person, and a mailbox stays.

use crate::text::characters::trailing_digits;
use std::sync::OnceLock;

use regex::Regex;

use crate::reading::document::{LineKind, NoticeDocument};

mod names;

use names::Names;

/// Masks everything in a document, what was left out of it included; only what stays is counted.
pub(super) fn mask(document: &mut NoticeDocument) {
    let names = Names::get();
    let mut columns: Vec<usize> = Vec::new();
    let mut context = Context::default();
    for line in &mut document.lines {
        if line.kind == LineKind::TableRow {
            let heads = names.columns_of(&line.text);
            if heads.is_empty() {
                let (text, count) = names.mask_cells(&line.text, &columns);
                line.text = text;
                document.masked_names += count;
            } else {
                columns = heads;
            }
        } else {
            columns.clear();
        }
        context.pass(names.speaks_of_contacts(&line.text));
        let masked = mask_line(&line.text, context.is_near());
        document.masked_names += masked.names;
        document.masked_mobiles += masked.mobiles;
        line.text = masked.text;
    }
    for left_out in &mut document.left_out {
        left_out.text = mask_line(&left_out.text, true).text;
    }
    for contact in &mut document.site_contacts {
        *contact = mask_line(contact, false).text;
    }
}

/// Whether contacts are spoken of nearby.
#[derive(Default)]
struct Context {
    lines_since: Option<usize>,
}

impl Context {
    fn pass(&mut self, speaks: bool) {
        self.lines_since = if speaks { Some(0) } else { self.lines_since.map(|lines| lines + 1) };
    }

    fn is_near(&self) -> bool {
        self.lines_since.is_some_and(|lines| lines <= 3)
    }
}

/// A line with what was masked in it.
pub struct MaskedLine {
    /// The words.
    pub text: String,
    /// Names.
    pub names: usize,
    /// Mobile numbers.
    pub mobiles: usize,
}

/// Masks a line; `near_contacts` says that the lines above speak of contacts.
pub fn mask_line(text: &str, near_contacts: bool) -> MaskedLine {
    let (text, mobiles) = mobiles(text);
    let text = resident_ids(&text);
    let (text, names) = Names::get().mask(&text, near_contacts);
    MaskedLine { text, names, mobiles }
}

fn mobile_pattern() -> &'static Regex {
    static MOBILE: OnceLock<Regex> = OnceLock::new();
    MOBILE.get_or_init(|| {
        let pattern = "[1１][3-9３-９][0-9０-９](?:[ -]?[0-9０-９]{4}){2}|[1１][3-9３-９][0-9０-９]{2}[ -]?[0-9０-９]{3}[ -]?[0-9０-９]{4}";
        Regex::new(pattern).expect("constant pattern")
    })
}

/// Mobile numbers, with blanks or dashes in them or not; never a part of a longer number or of a mailbox.
fn mobiles(text: &str) -> (String, usize) {
    let mut out = String::with_capacity(text.len());
    let mut count = 0;
    let mut from = 0;
    for found in mobile_pattern().find_iter(text) {
        let before = text[..found.start()].chars().next_back();
        let mut after = text[found.end()..].chars();
        let next = after.next();
        let is_number =
            |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
        let is_word = |c: Option<char>| {
            c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '/' | '='))
        };
        let is_part = is_number(before) || is_number(next) || is_word(before);
        // A mailbox, or the name of a file.
        let is_named = next == Some('@')
            || next.is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
            || is_file(next, after.next());
        let is_decimal = before == Some('-')
            && !trailing_digits(text[..found.start()].trim_end_matches('-')).is_empty();
        if is_part || is_named || is_decimal {
            continue;
        }
        out.push_str(&text[from..found.start()]);
        out.push_str("1××××××××××");
        from = found.end();
        count += 1;
    }
    out.push_str(&text[from..]);
    (out, count)
}

fn is_file(dot: Option<char>, letter: Option<char>) -> bool {
    dot == Some('.') && letter.is_some_and(|c| c.is_ascii_alphanumeric())
}

fn resident_pattern() -> &'static Regex {
    static RESIDENT: OnceLock<Regex> = OnceLock::new();
    RESIDENT.get_or_init(|| {
        let pattern = r"[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]";
        Regex::new(pattern).expect("constant pattern")
    })
}

fn resident_ids(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for found in resident_pattern().find_iter(text) {
        let before = text[..found.start()].chars().next_back();
        let after = text[found.end()..].chars().next();
        let is_part = |c: Option<char>| {
            c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '/' | '='))
        };
        let is_name = after == Some('.')
            && text[found.end() + 1..].starts_with(|c: char| c.is_ascii_alphabetic());
        if is_part(before) || is_part(after) || is_name {
            continue;
        }
        out.push_str(&text[from..found.start()]);
        out.push_str(&"×".repeat(18));
        from = found.end();
    }
    out.push_str(&text[from..]);
    out
}
