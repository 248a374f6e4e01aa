//! The values of a profile beside those that are read in its text: which entry of the one is which
//! of the other, although some were changed, added or taken out.

use std::collections::BTreeMap;

use crate::text::toml_tree::{TomlNode, TomlValue};

use super::leaves::{entry_path, holds_tables, joined};
use super::{comparable, stated_text};

/// A value on both sides, or on one.
pub(super) struct PairedValue<'t> {
    /// The path of the fact in the folder's profile.
    pub(super) path: String,
    /// The path without numbers and ids.
    pub(super) key: String,
    pub(super) own: Option<&'t TomlNode>,
    pub(super) read: Option<&'t TomlNode>,
    /// The nearest entry on the folder's side, for its place where the value is missing.
    pub(super) entry: Option<&'t TomlNode>,
    /// The entry that was read, for its words.
    pub(super) read_entry: Option<&'t TomlNode>,
}

/// An entry that was read and is not in the folder.
pub(super) struct MissingEntry<'t> {
    /// The list or table that it is of: `materials`, `deliver.platform`.
    pub(super) list: String,
    pub(super) read: &'t TomlNode,
    /// The entry that it stands in, for its words.
    pub(super) above: Option<&'t TomlNode>,
}

/// Both sides of a profile.
#[derive(Default)]
pub(super) struct Pairing<'t> {
    pub(super) values: Vec<PairedValue<'t>>,
    pub(super) missing: Vec<MissingEntry<'t>>,
    /// The paths of entries as they were read, with those in the folder.
    paths: BTreeMap<String, String>,
}

/// Tables that are one fact: without them nothing of it is there.
const SINGLE: [&str; 8] = [
    "words",
    "region",
    "applicants.quota",
    "deliver.mail",
    "deliver.letter",
    "deliver.disc",
    "deliver.platform",
    "deliver.platform.limit",
];

const MARKS: [&str; 2] = ["drafts", "confirmed"];

/// Where a pair of values stands.
struct PairPlace<'t> {
    path: String,
    read_path: String,
    key: String,
    entry: Option<&'t TomlNode>,
    read_entry: Option<&'t TomlNode>,
}

impl<'t> Pairing<'t> {
    pub(super) fn of(own: &'t TomlNode, read: &'t TomlNode) -> Self {
        let mut pairing = Self::default();
        let place = PairPlace {
            path: String::new(),
            read_path: String::new(),
            key: String::new(),
            entry: None,
            read_entry: None,
        };
        pairing.walk(place, Some(own), Some(read));
        pairing
    }

    /// Whether a value is the one that is read in the text.
    pub(super) fn is_as_read(&self, path: &str) -> bool {
        let mut values = self.values.iter().filter(|value| value.path == path);
        values.any(|value| value.read.is_some() && is_same(value.own, value.read))
    }

    /// The path in the folder of a fact that was read; its own where the folder has no other.
    pub(super) fn own_path(&self, read_path: &str) -> String {
        let mut head = read_path;
        loop {
            if let Some(own) = self.paths.get(head) {
                return format!("{own}{}", &read_path[head.len()..]);
            }
            match head.rsplit_once('.') {
                Some((above, _)) => head = above,
                None => return read_path.to_owned(),
            }
        }
    }

    fn walk(
        &mut self,
        place: PairPlace<'t>,
        own: Option<&'t TomlNode>,
        read: Option<&'t TomlNode>,
    ) {
        let either = |is: fn(&TomlNode) -> bool| own.is_some_and(is) || read.is_some_and(is);
        if either(is_table) {
            if own.is_none()
                && let Some(read) = read
                && SINGLE.contains(&place.key.as_str())
            {
                let above = place.read_entry;
                self.missing.push(MissingEntry { list: place.key, read, above });
                return;
            }
            self.tables(&place, own, read);
        } else if either(holds_tables) {
            self.lists(&place, items_of(own), items_of(read));
        } else {
            self.values.push(PairedValue {
                path: place.path,
                key: place.key,
                own,
                read,
                entry: place.entry,
                read_entry: place.read_entry,
            });
        }
    }

    fn tables(
        &mut self,
        place: &PairPlace<'t>,
        own: Option<&'t TomlNode>,
        read: Option<&'t TomlNode>,
    ) {
        let mut keys: Vec<&str> = Vec::new();
        for node in [own, read].into_iter().flatten() {
            for (key, _) in node.entries() {
                // Who has looked at a fact is not read in any text.
                let is_mark = place.key.is_empty() && MARKS.contains(&key.value.as_str());
                if !is_mark && !keys.contains(&key.value.as_str()) {
                    keys.push(&key.value);
                }
            }
        }
        for key in keys {
            let inner = PairPlace {
                path: joined(&place.path, key),
                read_path: joined(&place.read_path, key),
                key: joined(&place.key, key),
                entry: if place.key.is_empty() { None } else { own },
                read_entry: if place.key.is_empty() { None } else { read },
            };
            let at = |node: Option<&'t TomlNode>| node.and_then(|node| node.get(key));
            self.walk(inner, at(own), at(read));
        }
    }

    fn lists(&mut self, place: &PairPlace<'t>, own: &'t [TomlNode], read: &'t [TomlNode]) {
        let mut likeness = Vec::new();
        for (read_index, read_item) in read.iter().enumerate() {
            for (own_index, own_item) in own.iter().enumerate() {
                let score = alike(own_item, read_item, own_index == read_index);
                if score > 0 {
                    likeness.push((score, read_index, own_index));
                }
            }
        }
        // The most alike first; of equals, those that come first.
        likeness.sort_by_key(|(score, read_index, own_index)| {
            (std::cmp::Reverse(*score), *read_index, *own_index)
        });
        let mut partners: BTreeMap<usize, usize> = BTreeMap::new();
        for (_, read_index, own_index) in likeness {
            let is_taken = partners.values().any(|taken| *taken == own_index);
            if !is_taken {
                partners.entry(read_index).or_insert(own_index);
            }
        }
        for (read_index, read_item) in read.iter().enumerate() {
            let Some(own_index) = partners.get(&read_index).copied() else {
                let list = place.key.clone();
                let above = place.read_entry;
                self.missing.push(MissingEntry { list, read: read_item, above });
                continue;
            };
            let Some(own_item) = own.get(own_index) else { continue };
            let inner = PairPlace {
                path: entry_path(&place.path, own_item, own_index),
                read_path: entry_path(&place.read_path, read_item, read_index),
                key: place.key.clone(),
                entry: Some(own_item),
                read_entry: Some(read_item),
            };
            self.paths.insert(inner.read_path.clone(), inner.path.clone());
            self.walk(inner, Some(own_item), Some(read_item));
        }
    }
}

fn is_table(node: &TomlNode) -> bool {
    matches!(node.value, TomlValue::Table(_))
}

fn items_of(node: Option<&TomlNode>) -> &[TomlNode] {
    match node {
        Some(node) => node.items(),
        None => &[],
    }
}

/// How alike two entries are; 0 for entries that are not the same one.
fn alike(own: &TomlNode, read: &TomlNode, is_same_place: bool) -> usize {
    let mut equal = 0;
    for (key, value) in own.entries() {
        if !is_absent(Some(value)) && is_same(Some(value), read.get(&key.value)) {
            equal += 1;
        }
    }
    let has_same = |keys: [&str; 2]| {
        keys.iter().any(|key| {
            let own_words = own.get(key).and_then(stated_text);
            let read_words = read.get(key).and_then(stated_text);
            own_words.is_some() && own_words.map(comparable) == read_words.map(comparable)
        })
    };
    let is_quoted_alike = has_same(["quote", "wording"]);
    let is_named_alike = has_same(["name", "office"]);
    let is_likely = is_same_place && equal > 0;
    if !(is_quoted_alike || is_named_alike || is_likely) {
        return 0;
    }
    let mut score = 1 + equal;
    for (is_alike, weight) in [(is_quoted_alike, 40), (is_named_alike, 20), (is_same_place, 2)] {
        if is_alike {
            score += weight;
        }
    }
    score
}

/// Whether two values say the same; what is not there says what `"unstated"` and `false` say.
pub(super) fn is_same(own: Option<&TomlNode>, read: Option<&TomlNode>) -> bool {
    match (is_absent(own), is_absent(read)) {
        (true, true) => return true,
        (false, false) => {}
        _ => return false,
    }
    let (Some(own), Some(read)) = (own, read) else { return false };
    match (&own.value, &read.value) {
        (TomlValue::Text(own), TomlValue::Text(read)) => comparable(own) == comparable(read),
        (TomlValue::Number(_, own), TomlValue::Number(_, read)) => own == read,
        (TomlValue::Bool(own), TomlValue::Bool(read)) => own == read,
        (TomlValue::Date(own), TomlValue::Date(read)) => own == read,
        (TomlValue::List(own), TomlValue::List(read)) => {
            let mut pairs = own.iter().zip(read);
            own.len() == read.len() && pairs.all(|(own, read)| is_same(Some(own), Some(read)))
        }
        _ => false,
    }
}

/// Whether a value says nothing.
pub(super) fn is_absent(node: Option<&TomlNode>) -> bool {
    let Some(node) = node else { return true };
    match &node.value {
        TomlValue::Text(text) => text.is_empty() || text == "unstated",
        TomlValue::Bool(flag) => !flag,
        TomlValue::List(items) => items.is_empty(),
        _ => false,
    }
}
