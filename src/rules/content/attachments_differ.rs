//! `attachments-differ`: what the plan calls its attachments, against those that are handed in:
//! number, order and title.

use crate::facts::{FactSpot, FactTextKind, NumberedTitle, PlanFacts, ReferenceKind};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::At;
use crate::text::han;
use crate::text::word_list::words;

/// Characters that two titles of one attachment have in common, at least, in a row.
const LEAST_COMMON: usize = 3;

/// An attachment of `pilot.toml`.
struct GivenAttachment {
    /// As its title says, or by its place on the list.
    number: usize,
    /// Folded, without its number.
    title: String,
    shown: String,
    at: At,
}

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let facts = cx.facts();
    let given = given(cx);
    let listed = listed(facts);
    let mut out = Vec::new();
    if given.is_empty() {
        return out;
    }
    let others = other_names(cx);
    for title in &listed {
        let name = han::fold(&title.title);
        match one_of(&given, &name) {
            Some(found) if Some(found.number) != title.number.parse().ok() => {
                let hit = Hit::at(facts.at(title.spot)).variant("order");
                let hit = hit.arg("title", &title.title).arg("number", &title.number);
                out.push(hit.arg("other", found.number).related(found.at, "材料里的这一件"));
            }
            Some(_) => {}
            None if is_any_of(&given, &name)
                || others.iter().any(|other| is_same(other, &name)) => {}
            None => {
                let hit = Hit::at(facts.at(title.spot));
                out.push(hit.arg("title", &title.title).arg("number", &title.number));
            }
        }
    }
    if listed.len() >= 2 {
        for attachment in &given {
            let is_listed =
                listed.iter().any(|title| is_same(&han::fold(&title.title), &attachment.title));
            if !is_listed {
                let hit = Hit::at(attachment.at).variant("unlisted");
                out.push(hit.arg("title", &attachment.shown));
            }
        }
    } else {
        out.extend(cited(facts, &given));
    }
    out
}

/// The attachments that `pilot.toml` names; none while one of them has no title yet.
fn given(cx: &Context<'_>) -> Vec<GivenAttachment> {
    let mut out = Vec::new();
    for (index, attachment) in cx.config().attachments.iter().enumerate() {
        let Some(title) = &attachment.title else { return Vec::new() };
        if title.value.contains("待填") {
            return Vec::new();
        }
        let word = ReferenceKind::Attachment.word();
        let whole = title.value.trim();
        let rest = whole.strip_prefix(word).unwrap_or(whole).trim_start();
        let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = rest.len() - behind.len();
        let number = rest[..digits].parse().unwrap_or(index + 1);
        out.push(GivenAttachment {
            number,
            title: han::fold(&rest[digits..]),
            shown: title.value.clone(),
            at: title.at,
        });
    }
    out
}

/// What else goes with the plan, by the names of the files.
fn other_names(cx: &Context<'_>) -> Vec<String> {
    let config = cx.config();
    let evidence = config.funding.iter().filter_map(|part| part.evidence.as_ref());
    let proofs = config.conditions.iter().filter_map(|answer| answer.evidence.as_ref());
    let letters = config.letters.iter().filter_map(|letter| letter.file.as_ref());
    let files = evidence.chain(proofs).chain(letters).chain(&config.record.statement);
    files.map(|file| han::fold(&file.value)).collect()
}

/// The lines of a list of attachments; what begins an attachment that stands in the plan itself is
/// none of them.
fn listed(facts: &PlanFacts) -> Vec<&NumberedTitle> {
    let titles = facts.titles.iter().filter(|title| {
        title.kind == ReferenceKind::Attachment
            && !title.title.is_empty()
            && !title.number.is_empty()
    });
    let all: Vec<&NumberedTitle> = titles.collect();
    let is_title = |text: Option<usize>| {
        text.is_some_and(|text| all.iter().any(|title| title.spot.text == text))
    };
    let is_line = |title: &&NumberedTitle| {
        let index = title.spot.text;
        let is_text =
            matches!(facts.texts[index].kind, FactTextKind::Paragraph | FactTextKind::Item);
        let is_last = match facts.texts.get(index + 1) {
            Some(next) => matches!(next.kind, FactTextKind::Heading | FactTextKind::Margin),
            None => true,
        };
        is_text && (is_last || is_title(Some(index + 1)))
    };
    all.iter().copied().filter(is_line).collect()
}

/// Attachments that the text cites by a number that another one has.
fn cited(facts: &PlanFacts, given: &[GivenAttachment]) -> Vec<Hit> {
    let mut out = Vec::new();
    let of_attachments = facts
        .references
        .iter()
        .filter(|reference| reference.kind == ReferenceKind::Attachment && !reference.is_foreign);
    for reference in of_attachments {
        let Ok(number) = reference.number.parse::<usize>() else { continue };
        let Some(subject) = subject(facts, reference.spot) else { continue };
        let Some(found) = one_of(given, &han::fold(subject)) else { continue };
        if found.number != number {
            let hit = Hit::at(facts.at(reference.spot)).variant("order");
            let hit = hit.arg("title", &found.shown).arg("number", number);
            out.push(hit.arg("other", found.number).related(found.at, "材料里的这一件"));
        }
    }
    out
}

/// What a clause says to see in the attachment: 边界图 in 边界图见附件1.
fn subject(facts: &PlanFacts, spot: FactSpot) -> Option<&str> {
    let before = &facts.texts[spot.text].text()[..spot.start];
    let clause = before.rsplit(['，', '。', '；', '、', '（', '(', '\n']).next()?;
    words("before-a-chapter").iter().find_map(|word| clause.strip_suffix(word.as_str()))
}

/// The attachment whose title a text has, if it is one only.
fn one_of<'g>(given: &'g [GivenAttachment], text: &str) -> Option<&'g GivenAttachment> {
    let mut found = given.iter().filter(|attachment| is_same(&attachment.title, text));
    let first = found.next()?;
    if found.next().is_some() { None } else { Some(first) }
}

fn is_any_of(given: &[GivenAttachment], text: &str) -> bool {
    given.iter().any(|attachment| is_same(&attachment.title, text))
}

/// Whether two titles may be those of one attachment: one holds the other, or most of its
/// characters, or both end alike and have some characters in a row in common.
fn is_same(one: &str, other: &str) -> bool {
    if one.contains(other) || other.contains(one) {
        return true;
    }
    let characters: Vec<char> = one.chars().collect();
    let (short, long) =
        if characters.len() <= other.chars().count() { (one, other) } else { (other, one) };
    let is_shared = |c: &char| long.contains(*c);
    let shared = short.chars().filter(is_shared).count();
    if shared * 4 >= short.chars().count() * 3 {
        return true;
    }
    let last_two = characters.len().saturating_sub(2);
    let ending: String = characters[last_two..].iter().collect();
    let has = |run: &[char]| other.contains(&String::from_iter(run));
    other.ends_with(&ending) && characters.windows(LEAST_COMMON).any(has)
}
