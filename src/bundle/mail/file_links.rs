//! Files that are not in a message: its text has a link to where they lie.

use crate::text::word_list::{contains_word, pairs};

/// The places that a text links to, in the words of users: “QQ 邮箱超大附件”, “百度网盘”.
pub(super) fn places_of_files(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let mut out: Vec<String> = Vec::new();
    for (address, place) in pairs("places-of-linked-files") {
        if lower.contains(address.as_str()) && !out.contains(place) {
            out.push(place.clone());
        }
    }
    let is_link = lower.contains("http://") || lower.contains("https://");
    if out.is_empty() && is_link && contains_word(&lower, "words-of-linked-files") {
        out.push("网盘或超大附件".to_owned());
    }
    out
}
