//! What a file is for, by its name, where nobody says it.

use crate::text::word_list::{has_ending, pairs};

/// Whether it may be a plan.
pub(super) fn is_document(path: &str) -> bool {
    has_ending(path, "document-endings")
}

/// A role by the name: the file's own first, then its folder's.
pub(super) fn guess(path: &str) -> &'static str {
    let (folder, last) = path.rsplit_once('/').unwrap_or(("", path));
    match (by_words(last), by_words(folder)) {
        (Some("plan"), _) if !is_document(last) => "other",
        (Some(role), _) => role,
        (None, Some("letter")) => "letter",
        (None, _) => "other",
    }
}

/// The role that the words of a name tell.
fn by_words(name: &str) -> Option<&'static str> {
    let mut roles = pairs("roles-by-name").iter();
    let (_, role) = roles.find(|(word, _)| name.contains(word.as_str()))?;
    Some(role)
}
