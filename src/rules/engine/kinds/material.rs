//! What the notice wants to be handed in, beside what the project names.

use crate::text::word_list::is_word;
use std::sync::LazyLock;

use regex::Regex;

use crate::notice::card::CoveredPart;
use crate::notice::check::MaterialState;
use crate::notice::profile::{MaterialKind, RequiredMaterial};
use crate::project::config::ProjectAttachment;
use crate::rules::engine::context::Context;
use crate::rules::engine::fields::{self, State};
use crate::rules::engine::hit::Hit;
use crate::rules::engine::short_list::some_of;
use crate::text::path::last_part;
use crate::text::{Spanned, han};

/// Materials in a state.
pub(in crate::rules::engine) fn material(state: MaterialState, cx: &Context<'_>) -> Vec<Hit> {
    let category = cx.category().map(|category| category.id.as_str());
    let mut hits = Vec::new();
    for material in &cx.profile().materials {
        if !material.holds_for(category) || !material.judged_by.is_empty() {
            continue;
        }
        let hit = match state {
            MaterialState::Missing => missing(material, cx),
            MaterialState::FormEmpty => form_empty(material, cx),
        };
        if let Some(hit) = hit {
            hits.push(hit.clause(cx.demand(&material.clause, &material.quote)));
        }
    }
    hits
}

/// A material that is not there.
fn missing(material: &RequiredMaterial, cx: &Context<'_>) -> Option<Hit> {
    if material.optional {
        return None;
    }
    let at = cx.config().place_for("attachments");
    let absent = Hit::at(at).arg("material", &material.name).arg("id", &material.id);
    match material.kind {
        MaterialKind::Plan if has_plan(cx) => return None,
        MaterialKind::Plan if named_attachment(material, cx).is_none() => {
            let hit = Hit::at(cx.config().place_for("plan")).variant("no-plan");
            return Some(hit.arg("material", &material.name).arg("id", &material.id));
        }
        MaterialKind::Letter if has_letter(cx) => return None,
        _ => {}
    }
    if let Some((index, attachment)) = named_attachment(material, cx) {
        // A file that is still to be filled in is reported once, by `placeholder-left`.
        if fields::item(cx, "attachments", index, "file") == State::Unfilled {
            return None;
        }
        let Some(file) = &attachment.file else {
            let hit = Hit::at(attachment.at).variant("no-file");
            return Some(hit.arg("material", &material.name).arg("id", &material.id));
        };
        return not_there(material, file, cx);
    }
    if found_by_name(material, cx) { None } else { Some(absent) }
}

/// The file of a material that is named and does not lie there, where no other rule says so.
fn not_there(material: &RequiredMaterial, file: &Spanned<String>, cx: &Context<'_>) -> Option<Hit> {
    if cx.notice.covers(CoveredPart::Files) || fields::is_received(cx) {
        return None;
    }
    let is_there =
        |found: &crate::project::ProjectFile| found.exists || found.facts.broken.is_some();
    if cx.files().file(&file.value).is_some_and(is_there) {
        return None;
    }
    let hit = Hit::at(file.at).variant("not-there").arg("material", &material.name);
    Some(hit.arg("id", &material.id).arg("path", han::printable(&file.value)))
}

/// A form of which fields are empty.
fn form_empty(material: &RequiredMaterial, cx: &Context<'_>) -> Option<Hit> {
    let is_form = matches!(material.kind, MaterialKind::Form | MaterialKind::Table);
    if !is_form && material.form.is_empty() {
        return None;
    }
    let attachments = cx.config().attachments.iter();
    let path = match named_attachment(material, cx) {
        Some((_, attachment)) => attachment.file.as_ref(),
        None => attachments
            .filter(|attachment| attachment.material.is_none())
            .find(|attachment| is_called(attachment, &material.name))
            .and_then(|attachment| attachment.file.as_ref()),
    }?;
    let file = cx.files().file(&path.value)?;
    let empty = &file.facts.empty_fields;
    if empty.is_empty() {
        return None;
    }
    let hit = Hit::path(&file.path).arg("material", &material.name);
    Some(hit.arg("fields", some_of(empty)).arg("count", empty.len()))
}

/// Whether there is a plan, or a file that is named as one; where `file-missing` holds it is that
/// rule's to say so.
fn has_plan(cx: &Context<'_>) -> bool {
    if cx.project.plan.is_some() || cx.notice.covers(CoveredPart::Files) {
        return true;
    }
    let plan = &cx.config().plan;
    let named = plan.files.iter().chain(&plan.pdf);
    let mut found = named.filter_map(|file| cx.files().file(&file.value));
    found.any(|file| file.exists)
}

/// Whether a letter is named; whose letters are missing is another rule's where a notice names
/// signers.
fn has_letter(cx: &Context<'_>) -> bool {
    let letter = cx.profile().deliver.letter.as_ref();
    let has_signers = letter.is_some_and(|letter| !letter.signers.is_empty());
    let is_judged = has_signers && cx.notice.covers(CoveredPart::Letters);
    is_judged || !cx.config().letters.is_empty()
}

/// The attachment that says that it is a material.
fn named_attachment<'a>(
    material: &RequiredMaterial,
    cx: &Context<'a>,
) -> Option<(usize, &'a ProjectAttachment)> {
    let mut attachments = cx.config().attachments.iter().enumerate();
    attachments.find(|(_, attachment)| {
        attachment.material.as_ref().is_some_and(|key| key.value == material.id)
    })
}

/// Whether something that the project names is called as the material is.
fn found_by_name(material: &RequiredMaterial, cx: &Context<'_>) -> bool {
    let config = cx.config();
    let unnamed = config.attachments.iter().filter(|attachment| attachment.material.is_none());
    let mut attachments = unnamed;
    if attachments.any(|attachment| is_called(attachment, &material.name)) {
        return true;
    }
    let letters = config.letters.iter().filter_map(|letter| letter.file.as_ref());
    let statement = config.record.statement.iter();
    let funding = config.funding.iter().filter_map(|funding| funding.evidence.as_ref());
    let answers = config.conditions.iter().filter_map(|answer| answer.evidence.as_ref());
    let mut files = letters.chain(statement).chain(funding).chain(answers);
    files.any(|file| is_same_name(stem(&file.value), &material.name))
}

fn is_called(attachment: &ProjectAttachment, name: &str) -> bool {
    let title = attachment.title.as_ref().is_some_and(|title| is_same_name(&title.value, name));
    let file = attachment.file.as_ref();
    title || file.is_some_and(|file| is_same_name(stem(&file.value), name))
}

/// The name of a file without its ending.
fn stem(path: &str) -> &str {
    let name = last_part(path);
    match name.rsplit_once('.') {
        Some((stem, _)) => stem,
        None => name,
    }
}

/// What stands around the name of a document: `附件2`, `1.`, brackets and what is in them.
static AROUND_NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^附件\d*[-:、.]?|^\d+[-、.]|\([^()]*\)|[《》“”\x22_-]").expect("constant pattern")
});

/// Whether a title is that of a material: it holds its name, or is the telling part of it, in four
/// characters at least.
fn is_same_name(title: &str, name: &str) -> bool {
    let bare = |text: &str| AROUND_NAME.replace_all(&han::fold(text), "").into_owned();
    let (title, name) = (bare(title), bare(name));
    if title.is_empty() || name.is_empty() {
        return false;
    }
    if title.contains(&name) {
        return true;
    }
    title.chars().count() >= 4 && name.contains(&title) && !is_word(&title, "any-document")
}

#[cfg(test)]
mod tests {
    use super::is_same_name;

    #[test]
    fn names_of_documents() {
        for (title, name, expected) in [
            ("附件2：项目汇总表", "项目汇总表", true),
            ("某市项目汇总表（盖章）", "《项目汇总表》", true),
            ("审计报告", "近三年财务审计报告", true),
            ("证明材料", "资金来源等证明材料", false),
            ("汇总", "项目汇总表", false),
            ("承诺书", "项目汇总表", false),
        ] {
            assert_eq!(is_same_name(title, name), expected, "{title} {name}");
        }
    }
}
