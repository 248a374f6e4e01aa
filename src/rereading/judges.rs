//! What a demand is said to be judged by must be there: a rule, a fact of the profile, or a fact of
//! the sheet that the profile was made of.

use crate::notice::library::ProvedNotice;
use crate::notice::{NoticeFaultKind, fact_path};
use crate::text::toml_tree::TomlNode;

use super::leaves::{holds_tables, leaves};
use super::paired::is_absent;
use super::{comparable, stated_text};

/// Facts of the sheet, with where the profile has them.
const SHEET_FACTS: [(&str, &str); 22] = [
    ("categories", "categories"),
    ("applicants", "applicants.kinds"),
    ("quota", "applicants.quota"),
    ("conditions", "conditions"),
    ("outline", ""),
    ("deadlines", "deadlines"),
    ("materials", "materials"),
    ("copies", "deliver.paper.copies"),
    ("naming", "naming"),
    ("same_body", "applicants.same-body"),
    ("period", "period"),
    ("binding", "deliver.paper.binding"),
    ("discs", "deliver.disc"),
    ("platform", "deliver.platform"),
    ("letter", "deliver.letter"),
    ("address", "deliver.paper.address"),
    ("mail", "deliver.mail"),
    ("mail.to", "deliver.mail.to"),
    ("mail.cc", "deliver.mail.cc"),
    ("mail.subject", "deliver.mail.subject"),
    ("mail.max", "deliver.mail.max-bytes"),
    ("size_limit", "deliver.platform.limit"),
];

/// A judge that is not there.
pub(super) struct LostJudge<'t> {
    key: String,
    judge: &'t str,
    /// The sentence that it is said to judge.
    quote: &'t str,
    pub(super) node: &'t TomlNode,
}

impl LostJudge<'_> {
    pub(super) fn is_same(&self, other: &LostJudge<'_>) -> bool {
        self.judge == other.judge && comparable(self.quote) == comparable(other.quote)
    }

    pub(super) fn kind(&self) -> NoticeFaultKind {
        NoticeFaultKind::NoSuchJudge { key: self.key.clone(), judge: self.judge.to_owned() }
    }
}

/// Returns the judges that are not there.
pub(super) fn lost<'t>(profile: &'t TomlNode, proved: &ProvedNotice<'_>) -> Vec<LostJudge<'t>> {
    let mut found = Vec::new();
    for leaf in leaves(profile) {
        if !leaf.key.ends_with(".judged-by") {
            continue;
        }
        let quote = leaf.words.unwrap_or_default();
        for node in leaf.node.items() {
            let Some(judge) = stated_text(node) else { continue };
            if !is_there(judge, quote, profile, proved) {
                found.push(LostJudge { key: leaf.key.clone(), judge, quote, node });
            }
        }
    }
    found
}

/// Whether what is said to judge a sentence is there.
pub(super) fn is_there(
    judge: &str,
    quote: &str,
    profile: &TomlNode,
    proved: &ProvedNotice<'_>,
) -> bool {
    let notice = proved.notice;
    let is_unbound = notice.unbound.iter().any(|rule| rule.as_str() == judge);
    let is_rule = is_unbound || notice.card(judge).is_some();
    if is_rule || fact_path::find(profile, judge).is_some() {
        return true;
    }
    let (name, is_numbered) = match judge.split_once('[') {
        Some((name, _)) => (name, true),
        None => (judge, false),
    };
    let Some((_, path)) = SHEET_FACTS.iter().find(|(sheet, _)| *sheet == name) else {
        return false;
    };
    if path.is_empty() {
        return !notice.outline.is_empty();
    }
    let Some(node) = profile.find(path) else { return false };
    if is_absent(Some(node)) {
        return false;
    }
    !is_numbered || !holds_tables(node) || node.items().iter().any(|item| shares_words(item, quote))
}

/// Whether an entry quotes the sentence, a part of it, or more.
fn shares_words(entry: &TomlNode, quote: &str) -> bool {
    let quote = comparable(quote);
    ["quote", "wording", "name"].iter().any(|key| {
        let Some(words) = entry.get(key).and_then(stated_text).map(comparable) else {
            return false;
        };
        !words.is_empty() && (quote.contains(&words) || words.contains(&quote))
    })
}
