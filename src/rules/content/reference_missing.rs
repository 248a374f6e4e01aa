//! `reference-missing`: a table, figure, attachment or chapter that the text names and that is not
//! there.

use std::collections::HashSet;

use crate::facts::{FactTextKind, PlanFacts, Reference, ReferenceKind};
use crate::project::Config;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::numeral;
use crate::text::word_list::{ends_with_word, starts_with_word};

/// What of a kind there is to refer to.
struct KnownTargets<'a> {
    titles: HashSet<(ReferenceKind, &'a str)>,
    kinds: HashSet<ReferenceKind>,
    /// Files that go with the plan, where `pilot.toml` names any.
    files: Option<usize>,
    /// The number of the last chapter and its heading.
    last_chapter: Option<(u32, &'a str)>,
}

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let facts = cx.facts();
    let known = KnownTargets {
        titles: facts.titles.iter().map(|title| (title.kind, title.number.as_str())).collect(),
        kinds: facts.titles.iter().map(|title| title.kind).collect(),
        files: file_count(cx.config()),
        last_chapter: last_chapter(facts),
    };
    let mut out: Vec<Hit> = Vec::new();
    let mut seen: HashSet<(ReferenceKind, &str)> = HashSet::new();
    for reference in &facts.references {
        let key = (reference.kind, reference.number.as_str());
        if reference.is_foreign || reference.number.is_empty() {
            continue;
        }
        let last = match reference.kind {
            ReferenceKind::Chapter => missing_chapter(facts, reference, &known),
            ReferenceKind::Attachment => missing_attachment(facts, reference, &known),
            _ => missing_caption(cx, reference, &known),
        };
        if let Some(last) = last
            && seen.insert(key)
        {
            let name = match reference.kind {
                ReferenceKind::Chapter => facts.words(reference.spot).to_owned(),
                kind => format!("{}{}", kind.word(), reference.number),
            };
            let hit = Hit::at(facts.at(reference.spot)).arg("name", name);
            out.push(hit.arg("last", last));
        }
    }
    out
}

/// The last caption of the kind, if that of a reference to a table or figure is missing.
fn missing_caption(
    cx: &Context<'_>,
    reference: &Reference,
    known: &KnownTargets<'_>,
) -> Option<String> {
    let key = (reference.kind, reference.number.as_str());
    // Without any caption of the kind there is nothing to compare with.
    if !known.kinds.contains(&reference.kind) || known.titles.contains(&key) {
        return None;
    }
    let word = format!("{}{}", reference.kind.word(), reference.number);
    let mut files = cx.config().attachments.iter().filter_map(|file| file.title.as_ref());
    let is_file = files.any(|title| title.value.starts_with(&word));
    if is_file { None } else { Some(last_of(cx.facts(), reference.kind)) }
}

/// The last attachment, if the one that a reference names is missing: it is none of those that the
/// plan lists, and there are fewer files than its number.
fn missing_attachment(
    facts: &PlanFacts,
    reference: &Reference,
    known: &KnownTargets<'_>,
) -> Option<String> {
    let is_listed = known.kinds.contains(&ReferenceKind::Attachment);
    let number: usize = reference.number.parse().ok()?;
    let is_file = known.files.is_some_and(|count| number <= count);
    let is_known = known.titles.contains(&(ReferenceKind::Attachment, &reference.number));
    // 依据《…》，对照附件5: the attachment may be the other document's.
    let is_other = facts.sentence(reference.spot).contains('《');
    if is_known || is_file || is_other {
        None
    } else if is_listed {
        Some(last_of(facts, ReferenceKind::Attachment))
    } else {
        known.files.map(|count| format!("附件{count}"))
    }
}

/// The last chapter, if the one that a reference leads to is missing.
fn missing_chapter(
    facts: &PlanFacts,
    reference: &Reference,
    known: &KnownTargets<'_>,
) -> Option<String> {
    let (last, heading) = known.last_chapter?;
    let number: u32 = reference.number.parse().ok()?;
    let text = facts.texts[reference.spot.text].text();
    let is_led_to = ends_with_word(&text[..reference.spot.start], "before-a-chapter")
        || starts_with_word(&text[reference.spot.end..], "behind-a-chapter");
    let is_chapter = !ends_with_word(facts.words(reference.spot), "parts-of-a-chapter");
    let is_other = facts.sentence(reference.spot).contains('《');
    if number > last && is_led_to && is_chapter && !is_other {
        Some(heading.to_owned())
    } else {
        None
    }
}

/// The chapter with the highest number, if first-level headings are numbered.
fn last_chapter(facts: &PlanFacts) -> Option<(u32, &str)> {
    let texts = facts.texts.iter().enumerate();
    let parts = texts
        .filter(|(index, text)| text.kind == FactTextKind::Heading && text.part == Some(*index));
    let numbered = parts.filter_map(|(_, text)| {
        let ordinal = numeral::ordinal(text.text())?;
        Some((ordinal.number, text.text().trim()))
    });
    numbered.max_by_key(|(number, _)| *number)
}

/// How many files go with the plan; `None` if none is named as an attachment.
fn file_count(config: &Config) -> Option<usize> {
    if config.attachments.is_empty() {
        return None;
    }
    let listed = config.attachments.iter().filter_map(|file| file.file.as_ref());
    let evidence = config.funding.iter().filter_map(|part| part.evidence.as_ref());
    let proofs = config.conditions.iter().filter_map(|answer| answer.evidence.as_ref());
    let letters = config.letters.iter().filter_map(|letter| letter.file.as_ref());
    let others = evidence.chain(proofs).chain(letters).chain(&config.record.statement);
    let files: HashSet<&str> = listed.chain(others).map(|file| file.value.as_str()).collect();
    Some(files.len().max(config.attachments.len()))
}

/// The last caption of a kind, as it is called.
fn last_of(facts: &PlanFacts, kind: ReferenceKind) -> String {
    match facts.titles.iter().rev().find(|title| title.kind == kind) {
        Some(title) => format!("{}{}", kind.word(), title.number),
        None => String::new(),
    }
}
