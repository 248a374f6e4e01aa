//! `mail-recipient`: whether the message goes to a mailbox of the notice.

use crate::diag::Place;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::han;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let Some(mail) = &cx.profile().deliver.mail else { return Vec::new() };
    let boxes = mail.to.iter().chain(&mail.cc);
    let official: Vec<String> = boxes.map(|mailbox| mailbox.to_lowercase()).collect();
    if official.is_empty() {
        return Vec::new();
    }
    let hit = |place: Place| {
        let hit = Hit::at(place).arg("mailboxes", mail.to.join("、"));
        hit.arg("copies", mail.cc.join("、"))
    };
    let reaches = |boxes: &[&str]| boxes.iter().any(|b| official.contains(&address(b)));
    let config = &cx.config().mail;
    let boxes = config.to.iter().chain(&config.cc);
    let written: Vec<&str> = boxes.map(|mailbox| mailbox.value.as_str()).collect();
    if let Some(first) = config.to.first().or(config.cc.first()) {
        // Without `to`, the notice's mailboxes are used and a copy is only one more.
        let is_aimed = config.to.is_empty() || reaches(&written);
        return if is_aimed {
            Vec::new()
        } else {
            vec![hit(Place::At(first.at)).arg("found", han::printable(&written.join("、")))]
        };
    }
    let Some(package) = cx.project.package.as_ref().filter(|p| !p.recipients.is_empty()) else {
        return Vec::new();
    };
    let boxes: Vec<&str> = package.recipients.iter().map(String::as_str).collect();
    if reaches(&boxes) {
        Vec::new()
    } else {
        vec![hit(Place::Whole).arg("found", han::printable(&boxes.join("、")))]
    }
}

/// The address of a mailbox: `科财处 <kcc@…>` is `kcc@…`.
fn address(mailbox: &str) -> String {
    let inner = match mailbox.rsplit_once('<') {
        Some((_, rest)) => rest.trim_end().trim_end_matches('>'),
        None => mailbox,
    };
    inner.trim().to_lowercase()
}
