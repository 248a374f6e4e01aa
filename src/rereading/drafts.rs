//! Drafts beside a reading: a draft is what a program read and nobody has confirmed, so it must be
//! what is read; and what was read must be a draft until somebody has confirmed it.

use crate::notice::library::ProvedNotice;
use crate::notice::{NoticeFault, NoticeFaultKind, fact_path};
use crate::text::toml_tree::TomlNode;

use super::judges;
use super::paired::{PairedValue, Pairing, is_same};
use super::reread::Reread;
use super::status::{FactStatus, FactStatuses};
use super::{ProfileTree, stated_text, value_words};

/// Keys that are the author's own: no notice states them.
const FREE: [&str; 32] = [
    "format",
    "id",
    "short",
    "status",
    "include",
    "plan-title",
    "project-words",
    "industries",
    "basins",
    "categories.id",
    "categories.object-kinds",
    "categories.name-form",
    "categories.simplified",
    "categories.municipal",
    "applicants.kinds.id",
    "applicants.kinds.level",
    "clean-record",
    "deliver.paper.contents",
    "deliver.paper.to",
    "deliver.paper.post-days",
    "deliver.letter.signers.id",
    "deliver.letter.signers.full",
    "deliver.editable-plan",
    "materials.id",
    "materials.form-file",
    "materials.judged-by",
    "conditions.id",
    "conditions.judged-by",
    "naming.form",
    "readings.open",
    "readings.taken",
    "contacts.address",
];

/// Whether the folder was made by a reader: most of what is read has an entry in `drafts` or
/// `confirmed`. A folder written by hand has no such entries.
pub(super) fn is_from_reader(
    pairing: &Pairing<'_>,
    read: &TomlNode,
    statuses: &FactStatuses,
) -> bool {
    let facts = draft_facts(read);
    let is_marked = |path: &str| statuses.get(path).is_some();
    let marked = facts.iter().filter(|fact| is_marked(&pairing.own_path(fact)));
    !facts.is_empty() && marked.count() * 2 >= facts.len()
}

fn draft_facts(profile: &TomlNode) -> Vec<&str> {
    let mut facts = Vec::new();
    if let Some(drafts) = profile.get("drafts") {
        for entry in drafts.items() {
            facts.extend(entry.get("fact").and_then(stated_text));
        }
    }
    facts
}

/// Returns the drafts that are not what is read, and facts that nobody has looked at.
pub(super) fn faults(
    profile: &ProfileTree,
    pairing: &Pairing<'_>,
    reread: &Reread,
    statuses: &FactStatuses,
    proved: &ProvedNotice<'_>,
) -> Vec<NoticeFault> {
    let mut faults = Vec::new();
    for value in &pairing.values {
        let head = value.key.split('.').next().unwrap_or_default();
        let is_own = FREE.contains(&value.key.as_str()) || FREE.contains(&head);
        let is_confirmed = statuses.get(&value.path) == Some(FactStatus::Confirmed);
        if is_own || is_confirmed || is_same(value.own, value.read) {
            continue;
        }
        if value.key == "obligations.judged-by" && has_all_that_are_there(value, profile, proved) {
            continue;
        }
        faults.push(other_than_read(profile, value));
    }
    for fact in draft_facts(&reread.tree) {
        let own = pairing.own_path(fact);
        let Some(node) = fact_path::find(&profile.tree, &own) else { continue };
        if !statuses.has_own(&own) {
            faults.push(profile.fault(node, NoticeFaultKind::NoMark(own)));
        }
    }
    faults.sort_by_key(|fault| fault.line);
    faults
}

/// Whether a list of judges has all that were read and are still there: what a person found not to
/// be in the notice judges nothing.
fn has_all_that_are_there(
    value: &PairedValue<'_>,
    profile: &ProfileTree,
    proved: &ProvedNotice<'_>,
) -> bool {
    let names = |node: Option<&TomlNode>| -> Vec<String> {
        let items = node.map(TomlNode::items).unwrap_or_default();
        let texts = items.iter().filter_map(stated_text);
        texts.map(str::to_owned).collect()
    };
    let quote = quoted_words(value.read_entry);
    let mut read = names(value.read);
    read.retain(|judge| judges::is_there(judge, &quote, &profile.tree, proved));
    names(value.own) == read
}

fn other_than_read(profile: &ProfileTree, value: &PairedValue<'_>) -> NoticeFault {
    let words = |node: Option<&TomlNode>| match node {
        Some(node) => value_words(node),
        None => "没有写明".to_owned(),
    };
    let kind = NoticeFaultKind::OtherThanRead {
        key: value.path.clone(),
        value: words(value.own),
        read: words(value.read),
        words: quoted_words(value.read_entry),
    };
    match value.own.or(value.entry) {
        Some(node) => profile.fault(node, kind),
        None => NoticeFault { file: profile.file.clone(), line: None, kind },
    }
}

/// The words of the notice in an entry; none where it has none.
pub(super) fn quoted_words(entry: Option<&TomlNode>) -> String {
    let Some(entry) = entry else { return String::new() };
    let keys = ["quote", "wording", "max-wording", "name", "office", "url"];
    let words = keys.iter().find_map(|key| stated_text(entry.get(key)?));
    words.unwrap_or_default().to_owned()
}
