//! Names of files by the form that the notice prescribes.

use unicode_normalization::UnicodeNormalization;

use crate::notice::profile::{NamedThing, NamingRule};
use crate::project::config::ProjectAttachment;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::path::last_part;
use crate::text::{Spanned, han};

/// Attachments whose files are not named by the notice's form. What a form needs and nobody has
/// filled in yet is another rule's.
pub(in crate::rules::engine) fn naming(cx: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let rules = cx.profile().naming.iter();
    for rule in rules.filter(|rule| rule.what == NamedThing::File && !rule.form.is_empty()) {
        for attachment in &cx.config().attachments {
            let Some(file) = &attachment.file else { continue };
            let Some(wanted) = filled(rule, attachment, cx) else { continue };
            let name = last_part(&file.value);
            let ending = match name.rsplit_once('.') {
                Some((_, ending)) => format!(".{ending}"),
                None => String::new(),
            };
            let wanted = format!("{wanted}{ending}");
            if name.nfc().eq(wanted.nfc()) {
                continue;
            }
            let hit = Hit::at(file.at).arg("name", han::printable(name));
            let hit = hit.arg("wanted", han::printable(&wanted));
            hits.push(hit.clause(cx.demand("", &rule.quote)));
        }
    }
    hits
}

/// The form of a name with its values; `None` while one of them is not known.
fn filled(rule: &NamingRule, attachment: &ProjectAttachment, cx: &Context<'_>) -> Option<String> {
    let config = cx.config();
    let material = attachment.material.as_ref();
    let material = material.and_then(|key| cx.profile().material(&key.value));
    let title = attachment.title.as_ref().map(|title| title.value.as_str());
    let name = match material {
        Some(material) => Some(material.name.as_str()),
        None => title,
    };
    let mut out = String::new();
    let mut rest = rule.form.as_str();
    // A name that holds another's mark in braces is not filled in a second time.
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (key, tail) = after.split_once('}')?;
        let text = |value: &'_ Option<Spanned<String>>| {
            let text = value.as_ref()?.value.trim();
            Some(text.to_owned())
        };
        match key {
            "project" => out.push_str(&text(&config.project.name)?),
            "applicant" => out.push_str(&text(&config.applicant.name)?),
            "material" => out.push_str(name?),
            _ => return None,
        }
        rest = tail;
    }
    out.push_str(rest);
    Some(out)
}
