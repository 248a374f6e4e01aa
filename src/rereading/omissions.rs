//! What the text of a notice demands and its folder leaves out.

use crate::notice::library::ProvedNotice;
use crate::notice::{NoticeFault, NoticeFaultKind, OutlineNode, outline};
use crate::text::toml_tree::TomlNode;

use super::comparable;
use super::drafts::quoted_words;
use super::leaves::leaves;
use super::paired::{MissingEntry, Pairing};
use super::reread::Reread;
use super::status::absent_words;

/// Lists that every folder has to account for, also one written by hand.
const DEMANDS: [&str; 4] = ["deadlines", "materials", "conditions", "obligations"];

/// Returns the entries that are read in the text and not in the folder. A folder written by hand
/// may put them elsewhere: there it is enough that something quotes the sentence.
pub(super) fn faults(
    proved: &ProvedNotice<'_>,
    profile: &TomlNode,
    pairing: &Pairing<'_>,
    is_from_reader: bool,
) -> Vec<NoticeFault> {
    let absent: Vec<String> = absent_words(profile).into_iter().map(comparable).collect();
    let quoted = if is_from_reader { Vec::new() } else { quotations(proved, profile) };
    let mut faults = Vec::new();
    for missing in &pairing.missing {
        let mut words = quoted_words(Some(missing.read));
        if words.is_empty() {
            words = quoted_words(missing.above);
        }
        if absent.contains(&comparable(&words)) {
            continue;
        }
        let is_held = !is_from_reader
            && (!DEMANDS.contains(&missing.list.as_str()) || is_quoted(&quoted, &words));
        if !is_held {
            faults.push(omitted(proved, missing, words));
        }
    }
    faults.sort_by_key(|fault| fault.line);
    faults
}

fn omitted(proved: &ProvedNotice<'_>, missing: &MissingEntry<'_>, words: String) -> NoticeFault {
    let words = if words.is_empty() { first_words(missing.read) } else { words };
    let place = proved.notice.text.find("", &words);
    let id = &proved.notice.profile.id;
    let (file, line) = match place {
        Some(at) => ("notice.txt", proved.notice.text.source.line(at.span.start)),
        // What follows from several places stands nowhere: it is missing in the profile.
        None => ("profile.toml", 1),
    };
    let kind = NoticeFaultKind::Omitted { list: missing.list.clone(), words };
    NoticeFault { file: format!("{id}/{file}"), line: Some(line), kind }
}

/// The first text in an entry without a quotation: a mailbox.
fn first_words(entry: &TomlNode) -> String {
    let texts = entry.texts();
    match texts.first() {
        Some(text) => text.value.to_owned(),
        None => String::new(),
    }
}

/// All words of the notice that the profile and the cards quote, as they are compared.
fn quotations(proved: &ProvedNotice<'_>, profile: &TomlNode) -> Vec<String> {
    let mut quoted = Vec::new();
    for leaf in leaves(profile) {
        let last = leaf.key.rsplit('.').next().unwrap_or_default();
        if matches!(last, "quote" | "wording") {
            for text in leaf.node.texts() {
                quoted.push(comparable(text.value));
            }
        }
    }
    for card in &proved.notice.cards {
        if card.authority.at.is_some() {
            quoted.push(comparable(&card.authority.quote));
        }
    }
    quoted.retain(|words| !words.is_empty());
    quoted
}

/// Whether something quotes a sentence: all of it, or a part of it.
fn is_quoted(quoted: &[String], words: &str) -> bool {
    let words = comparable(words);
    let is_in = |quote: &String| quote.contains(&words) || words.contains(quote);
    quoted.iter().any(is_in)
}

/// Returns the cards and headings that a reading makes and the folder lacks.
pub(super) fn missing_files(proved: &ProvedNotice<'_>, reread: &Reread) -> Vec<NoticeFault> {
    let id = &proved.notice.profile.id;
    let mut faults = Vec::new();
    for path in reread.files.keys() {
        let is_needed = path.starts_with("rules/") || path == "outline.toml";
        if is_needed && !proved.files.contains_key(path) {
            let kind = NoticeFaultKind::MissingFile;
            faults.push(NoticeFault { file: format!("{id}/{path}"), line: None, kind });
        }
    }
    let Some(toml) = reread.files.get("outline.toml") else { return faults };
    if !proved.files.contains_key("outline.toml") {
        return faults;
    }
    let headings = headings(&proved.notice.outline);
    for heading in self::headings(&outline::parse(toml, &|_| None).unwrap_or_default()) {
        if !headings.contains(&heading) {
            let place = proved.notice.text.find("", &heading);
            let line = place.map(|at| proved.notice.text.source.line(at.span.start));
            let kind = NoticeFaultKind::Omitted { list: "outline".to_owned(), words: heading };
            faults.push(NoticeFault { file: format!("{id}/notice.txt"), line, kind });
        }
    }
    faults
}

fn headings(outline: &[OutlineNode]) -> Vec<String> {
    let mut headings = Vec::new();
    for (_, node) in outline.iter().flat_map(OutlineNode::walk) {
        headings.push(node.full());
    }
    headings
}
