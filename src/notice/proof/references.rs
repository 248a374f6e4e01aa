//! What entries of a profile say about each other: ids, categories, forms, drafts; and values that
//! cannot be meant.

use crate::text::toml_tree::TomlNode;

use super::super::fact_path;
use super::super::notice_error::NoticeFaultKind;
use super::ProfileProof;
use super::shape::{text_of, whole};

/// Numbers that are at least 1.
const POSITIVE: [&str; 7] = [
    "deliver.paper.copies",
    "deliver.disc.copies",
    "deliver.mail.max-bytes",
    "deliver.platform.limit.max-bytes",
    "applicants.quota.max",
    "period.months",
    "clean-record.years",
];

impl ProfileProof<'_> {
    pub(super) fn references(&mut self) {
        let tree = self.tree.clone();
        for list in ["categories", "materials", "conditions", "readings"] {
            self.ids(list, tree.get(list));
        }
        self.ids("applicants.kinds", tree.find("applicants.kinds"));
        let ids = ids_of(tree.get("categories"));
        for list in ["deadlines", "materials", "conditions"] {
            self.categories(list, &ids, tree.get(list));
        }
        for material in items(tree.get("materials")) {
            self.form(material);
            self.copies("materials.copies", material.get("copies"));
        }
        for key in POSITIVE {
            self.copies(key, tree.find(key));
        }
        if let Some(to) = tree.find("deliver.mail.to")
            && to.items().is_empty()
        {
            self.fault(to, NoticeFaultKind::NoRecipient("deliver.mail".to_owned()));
        }
        for list in ["drafts", "confirmed"] {
            for entry in items(tree.get(list)) {
                self.fact(&tree, entry);
            }
        }
    }

    fn ids(&mut self, key: &str, list: Option<&TomlNode>) {
        let mut seen = Vec::new();
        for item in items(list) {
            let Some(node) = item.get("id") else { continue };
            let Some(id) = text_of(node) else { continue };
            if seen.contains(&id) {
                let kind = NoticeFaultKind::IdTwice { key: key.to_owned(), id: id.to_owned() };
                self.fault(node, kind);
            }
            seen.push(id);
        }
    }

    fn categories(&mut self, list: &str, ids: &[String], entries: Option<&TomlNode>) {
        for entry in items(entries) {
            for node in items(entry.get("for")) {
                let Some(id) = text_of(node) else { continue };
                if !ids.iter().any(|known| known == id) {
                    let kind = NoticeFaultKind::NoSuchCategory {
                        key: format!("{list}.for"),
                        id: id.to_owned(),
                    };
                    self.fault(node, kind);
                }
            }
        }
    }

    fn form(&mut self, material: &TomlNode) {
        let Some(node) = material.get("form-file") else { return };
        let Some(file) = text_of(node) else { return };
        if !file.is_empty() && !self.forms.iter().any(|known| known == file) {
            self.fault(node, NoticeFaultKind::NoSuchForm(file.to_owned()));
        }
    }

    fn copies(&mut self, key: &str, node: Option<&TomlNode>) {
        let Some(node) = node else { return };
        if whole(node) == Some(0) {
            self.fault(node, NoticeFaultKind::Zero(key.to_owned()));
        }
    }

    fn fact(&mut self, tree: &TomlNode, entry: &TomlNode) {
        let Some(node) = entry.get("fact") else { return };
        let Some(fact) = text_of(node) else { return };
        // What a person found not to be there has the words that it was read in.
        if fact_path::find(tree, fact).is_none() && entry.get("absent").is_none() {
            self.fault(node, NoticeFaultKind::NoSuchFact(fact.to_owned()));
        }
    }
}

fn items(list: Option<&TomlNode>) -> &[TomlNode] {
    match list {
        Some(list) => list.items(),
        None => &[],
    }
}

fn ids_of(list: Option<&TomlNode>) -> Vec<String> {
    let mut ids = Vec::new();
    for item in items(list) {
        if let Some(id) = item.get("id").and_then(text_of) {
            ids.push(id.to_owned());
        }
    }
    ids
}
