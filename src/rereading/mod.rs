//! A notice's folder beside what its text says: each value must have its words, what a draft gives
//! must be what is read in the text, and nothing that the text demands may be left out.
//!
//! Two kinds of faults: those that stop a notice from loading (`value_faults`), and those that a
//! reading of the text shows as well (`reading_faults`), which `pilot read FOLDER --check` lists.

mod drafts;
mod evidence_words;
mod judges;
mod leaves;
mod omissions;
mod paired;
mod reread;
mod status;
mod support;
mod values;

use crate::notice::library::ProvedNotice;
use crate::notice::{NoticeFault, NoticeFaultKind};
use crate::text::characters::without_space;
use crate::text::toml_tree::{self, TomlNode};
use crate::text::{SourceId, SourceText, han};

use paired::Pairing;
use reread::Reread;
use status::FactStatuses;

/// The profile as it is written, with its places.
struct ProfileTree {
    file: String,
    source: SourceText,
    tree: TomlNode,
}

impl ProfileTree {
    /// The profile of a folder; `None` where it is no TOML, which is reported elsewhere.
    fn of(proved: &ProvedNotice<'_>) -> Option<Self> {
        let text = proved.files.get("profile.toml")?;
        let source = SourceText::new("profile.toml", text.as_str());
        let (tree, faults) = toml_tree::parse(SourceId(0), &source);
        let file = format!("{}/profile.toml", proved.notice.profile.id);
        if faults.is_empty() { Some(Self { file, source, tree }) } else { None }
    }

    fn fault(&self, node: &TomlNode, kind: NoticeFaultKind) -> NoticeFault {
        let line = Some(self.source.line(node.at.span.start));
        NoticeFault { file: self.file.clone(), line, kind }
    }
}

/// Returns the values of a profile that the words of the notice do not bear out, and what its
/// demands are said to be judged by and is not there. What a reading of the text gives as well is
/// none of them.
pub fn value_faults(proved: &ProvedNotice<'_>) -> Vec<NoticeFault> {
    let Some(profile) = ProfileTree::of(proved) else { return Vec::new() };
    let mut found = values::faults(&profile, proved);
    let lost = judges::lost(&profile.tree, proved);
    if found.is_empty() && lost.is_empty() {
        return Vec::new();
    }
    // Only where there is doubt, because reading takes time.
    let reread = Reread::of(proved);
    let pairing = Pairing::of(&profile.tree, &reread.tree);
    found.retain(|doubt| !pairing.is_as_read(&doubt.path));
    let mut faults: Vec<NoticeFault> = found.into_iter().map(|doubt| doubt.fault).collect();
    // A reading names what the authority itself does as well, which no folder holds.
    let lost_in_reading = judges::lost(&reread.tree, proved);
    for judge in lost {
        if !lost_in_reading.iter().any(|read| read.is_same(&judge)) {
            faults.push(profile.fault(judge.node, judge.kind()));
        }
    }
    faults.sort_by_key(|fault| fault.line);
    faults
}

/// Returns where a draft is another one than a reading of the text gives, and what the text demands
/// and the folder leaves out.
pub fn reading_faults(proved: &ProvedNotice<'_>) -> Vec<NoticeFault> {
    let Some(profile) = ProfileTree::of(proved) else { return Vec::new() };
    let reread = Reread::of(proved);
    let pairing = Pairing::of(&profile.tree, &reread.tree);
    let statuses = FactStatuses::of(&profile.tree);
    let is_from_reader = drafts::is_from_reader(&pairing, &reread.tree, &statuses);
    let mut faults = Vec::new();
    if is_from_reader {
        faults.extend(drafts::faults(&profile, &pairing, &reread, &statuses, proved));
    }
    faults.extend(omissions::faults(proved, &profile.tree, &pairing, is_from_reader));
    if is_from_reader {
        faults.extend(omissions::missing_files(proved, &reread));
    }
    faults
}

/// A value that its words do not bear out, by the path of its fact.
struct Doubt {
    path: String,
    fault: NoticeFault,
}

/// The text of a value in quotes, `None` for `"unstated"`.
fn stated_text(node: &TomlNode) -> Option<&str> {
    match &node.value {
        toml_tree::TomlValue::Text(text) if text != "unstated" => Some(text),
        _ => None,
    }
}

/// A value for people.
fn value_words(node: &TomlNode) -> String {
    match &node.value {
        toml_tree::TomlValue::Text(text) if text == "unstated" => "没有写明".to_owned(),
        toml_tree::TomlValue::Text(text) | toml_tree::TomlValue::Date(text) => text.clone(),
        toml_tree::TomlValue::Number(_, digits) => digits.clone(),
        toml_tree::TomlValue::Bool(true) => "是".to_owned(),
        toml_tree::TomlValue::Bool(false) => "否".to_owned(),
        toml_tree::TomlValue::List(items) => {
            let words: Vec<String> = items.iter().map(value_words).collect();
            words.join("、")
        }
        toml_tree::TomlValue::Table(_) => "一组值".to_owned(),
    }
}

/// Words as they are compared: without white space, full and half width alike.
fn comparable(words: &str) -> String {
    without_space(&han::fold(words))
}
