//! Ids of a notice and of what it lists: they are typed into `pilot.toml` and on the command line,
//! so they are short and plain.

use sha2::{Digest as _, Sha256};

use super::ReadNotice;

/// Returns `material-1`, `material-2` …, in the order of the notice.
pub(super) fn numbered(kind: &str, index: usize) -> String {
    format!("{kind}-{}", index + 1)
}

/// The id of a notice that nobody has named, `notice-2024-3f9a1c`: made of its title, so that it is
/// the same for the web page and for the Word file.
pub fn notice_id(read: ReadNotice<'_>) -> String {
    let words = match &read.sheet.title {
        Some(title) => title.value.clone(),
        None => read.document.text(),
    };
    let bare: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    let digest = Sha256::digest(bare.as_bytes());
    let code: String = digest.iter().take(3).map(|byte| format!("{byte:02x}")).collect();
    let signed = read.sheet.signed_on.as_ref().and_then(|day| day.value.get(..4));
    match signed {
        Some(year) => format!("notice-{year}-{code}"),
        None => format!("notice-{code}"),
    }
}
