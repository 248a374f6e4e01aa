//! Proves the files of a notice against its text: what a profile, an outline or a card says must
//! stand in `notice.txt`, and must not contradict itself. All faults are collected.

mod day_words;
mod deadlines;
mod references;
mod shape;

use crate::text::toml_tree::{self, TomlNode, TomlValue};
use crate::text::{Moment, SourceId, SourceText, han};

use super::clause::NoticeText;
use super::library::NoticeFiles;
use super::notice_error::{NoticeFault, NoticeFaultKind, line_at};
use super::outline::OutlineNode;
use super::schema;
use day_words::DayNamed;
use shape::ShapeProof;

/// Keys whose texts are words of the notice.
const QUOTING: [&str; 4] = ["quote", "wording", "max-wording", "absent"];

/// How words name a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedDay {
    /// With its year.
    WithYear,
    /// Without a year.
    WithoutYear,
    /// Not at all.
    No,
}

/// How words name a day, `2023-10-23`.
pub fn names_day(words: &str, day: &str) -> NamedDay {
    let Some(moment) = Moment::parse(day) else { return NamedDay::No };
    match day_words::day_named(words, moment.day()) {
        DayNamed::WithYear => NamedDay::WithYear,
        DayNamed::WithoutYear => NamedDay::WithoutYear,
        DayNamed::Otherwise | DayNamed::NoDay => NamedDay::No,
    }
}

/// Returns the faults in the keys, words and types of a file, by the schema of its kind.
pub(super) fn shape_faults(kind: &str, file: &str, text: &str) -> Vec<NoticeFault> {
    let source = SourceText::new(file, text);
    let (tree, faults) = toml_tree::parse(SourceId(0), &source);
    let fields = schema::FILES.iter().find(|(name, ..)| *name == kind);
    let Some((_, _, fields)) = fields else { return Vec::new() };
    if !faults.is_empty() {
        // What is read after a fault of the syntax is a guess.
        return Vec::new();
    }
    let mut proof = ShapeProof { file, source: &source, faults: Vec::new() };
    proof.table(&tree, fields, "");
    proof.faults
}

/// The profile as it is written, with what it is compared with.
struct ProfileProof<'a> {
    file: String,
    source: SourceText,
    tree: TomlNode,
    text: &'a NoticeText,
    forms: &'a [String],
    faults: Vec<NoticeFault>,
}

/// Returns the faults of a profile against the notice's text.
pub(super) fn profile_faults(
    id: &str,
    folder: &NoticeFiles,
    forms: &[String],
    text: &NoticeText,
) -> Vec<NoticeFault> {
    let Some(profile) = folder.get("profile.toml") else { return Vec::new() };
    let file = format!("{id}/profile.toml");
    let source = SourceText::new(file.as_str(), profile.as_str());
    let (tree, faults) = toml_tree::parse(SourceId(0), &source);
    if !faults.is_empty() {
        return Vec::new();
    }
    let mut proof = ProfileProof { file, source, tree, text, forms, faults: Vec::new() };
    let tree = proof.tree.clone();
    proof.quotes(&tree, "");
    proof.deadlines();
    proof.references();
    let mut faults = proof.faults;
    faults.sort_by_key(|fault| fault.line);
    faults
}

impl ProfileProof<'_> {
    fn fault(&mut self, node: &TomlNode, kind: NoticeFaultKind) {
        let line = Some(self.source.line(node.at.span.start));
        self.faults.push(NoticeFault { file: self.file.clone(), line, kind });
    }

    /// All words of the notice in a value and below it.
    fn quotes(&mut self, node: &TomlNode, path: &str) {
        match &node.value {
            TomlValue::Table(entries) => {
                for (key, value) in entries {
                    let whole = if path.is_empty() {
                        key.value.clone()
                    } else {
                        format!("{path}.{}", key.value)
                    };
                    match &value.value {
                        TomlValue::Text(words) if QUOTING.contains(&key.value.as_str()) => {
                            self.quote(value, &whole, words);
                        }
                        _ => self.quotes(value, &whole),
                    }
                }
            }
            TomlValue::List(items) => {
                for item in items {
                    self.quotes(item, path);
                }
            }
            _ => {}
        }
    }

    fn quote(&mut self, node: &TomlNode, path: &str, words: &str) {
        if words.trim().is_empty() {
            // A reading may be about something that the notice passes over in silence.
            let may_be_empty =
                path.starts_with("readings") || path.starts_with("categories.topics");
            if !may_be_empty && path != "deliver.mail.max-wording" {
                self.fault(node, NoticeFaultKind::EmptyWords(path.to_owned()));
            }
        } else if !self.text.source.text.contains(words) {
            let kind =
                NoticeFaultKind::NotInNotice { key: path.to_owned(), words: words.to_owned() };
            self.fault(node, kind);
        }
    }
}

/// Returns the headings of an outline that the notice does not have, neither as a line nor among
/// its words.
pub(super) fn outline_faults(
    id: &str,
    toml: &str,
    outline: &[OutlineNode],
    text: &NoticeText,
) -> Vec<NoticeFault> {
    let whole = han::fold(&text.source.text);
    let mut faults = Vec::new();
    for (_, node) in outline.iter().flat_map(OutlineNode::walk) {
        let is_there = whole.contains(&han::fold(&node.full()))
            || (!node.title.trim().is_empty() && whole.contains(&han::fold(&node.title)));
        if node.at.is_some() || is_there {
            continue;
        }
        let words = node.full();
        let line = toml.find(&words).map(|byte| line_at(toml, byte));
        let kind = NoticeFaultKind::NotInNotice { key: "heading".to_owned(), words };
        faults.push(NoticeFault { file: format!("{id}/outline.toml"), line, kind });
    }
    faults
}
