//! `pdf-stale`: a supplied PDF that is older than the text of the plan, or lacks parts of it.

use chrono::TimeDelta;

use crate::plan::{Block, BlockKind, Plan};
use crate::text::han::{self, fold, printable};

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::short_list::some_of;

/// A supplied PDF may be this much older than the text: files that come out of an archive or a
/// repository together get their times within minutes.
const TOGETHER: TimeDelta = TimeDelta::minutes(10);

/// A supplied PDF that is older than the plan's text, or lacks its headings.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let (Some(named), Some(plan)) = (&cx.config().plan.pdf, &cx.project.plan) else {
        return Vec::new();
    };
    let Some(pdf) = cx.files().file(&named.value) else { return Vec::new() };
    if !pdf.exists || pdf.facts.broken.is_some() {
        return Vec::new();
    }
    let hit = Hit::at(named.at).arg("path", printable(&pdf.path));
    let named_texts = cx.config().plan.files.iter();
    let texts = named_texts.filter_map(|file| cx.files().file(&file.value));
    let newest = texts.filter_map(|f| Some((f.modified?, f))).max_by_key(|(modified, _)| *modified);
    if let (Some(made), Some((changed, text))) = (pdf.modified, newest)
        && changed.0 - made.0 > TOGETHER
    {
        let shown = |moment: crate::text::Moment| moment.0.format("%Y-%m-%d %H:%M").to_string();
        return vec![
            hit.arg("made", shown(made))
                .arg("changed", shown(changed))
                .arg("text", printable(&text.path)),
        ];
    }
    // A scan has no text to compare; what was cut off is unknown.
    let Some(text) = &pdf.facts.text else { return Vec::new() };
    if pdf.facts.cut {
        return Vec::new();
    }
    let told = fold(text) + &pdf.facts.headings.iter().map(|h| fold(h)).collect::<String>();
    let sections = plan.walk().into_iter().filter(|(depth, _)| *depth < 2);
    let headings = sections.map(|(_, section)| &section.heading);
    let lacking: Vec<String> = headings
        .map(|h| {
            h.text
                .get(
                    (match h.ordinal.as_ref() {
                        Some(o) => o.len,
                        None => 0,
                    })..,
                )
                .unwrap_or(&h.text)
                .trim()
                .to_owned()
        })
        .filter(|title| !title.is_empty() && !told.contains(&fold(title)))
        .collect();
    if !lacking.is_empty() {
        return vec![hit.variant("headings").arg("headings", some_of(&lacking))];
    }
    let lacking = lacking_sentences(plan, &told);
    let more = if lacking.len() == MOST_LACKING { "以上" } else { "" };
    if lacking.is_empty() {
        Vec::new()
    } else {
        vec![hit.variant("sentences").arg("sentences", format!("{}{more}", some_of(&lacking)))]
    }
}

/// So many sentences are looked for in vain, and no more: each costs a walk through the whole PDF,
/// and the answer is plain by then.
const MOST_LACKING: usize = 100;
/// Bytes behind the place of the last sentence in which the next one is looked for first, since
/// both texts go the same way.
const NEXT: usize = 1 << 13;
/// Characters from which on a sentence says something of its own.
const TELLING: usize = 12;
/// Characters of a footer and a header between two pages, at the most.
const BETWEEN_PAGES: usize = 80;

/// Sentences of the running text that a folded text lacks. Raised characters, formulas and letters
/// come out of PDFs in many ways, so sentences with them are left out; punctuation may hang over
/// the end of a line and not come out at all.
fn lacking_sentences(plan: &Plan, told: &str) -> Vec<String> {
    let plain =
        |c: char| han::is_han(c) || c.is_ascii_digit() || "，、：；（）()“”《》—～.%".contains(c);
    let words = |text: &str| {
        let mut folded = fold(text);
        folded.retain(|c| han::is_han(c) || c.is_ascii_digit());
        folded
    };
    let told = words(told);
    let texts = plan
        .blocks()
        .filter(|b| matches!(b.kind, BlockKind::Paragraph(_)))
        .flat_map(Block::text_runs);
    let mut out = Vec::new();
    let mut last = 0;
    for text in texts {
        let sentences = text.text.split(['。', '\n']).map(str::trim);
        for sentence in sentences {
            let is_plain = sentence.chars().all(plain);
            if !is_plain || sentence.chars().count() < TELLING {
                continue;
            }
            let wanted = words(sentence);
            let near = &told[last..told.floor_char_boundary(last + NEXT)];
            let place =
                place_of(&wanted, near).map(|at| last + at).or_else(|| place_of(&wanted, &told));
            match place {
                Some(at) => last = at,
                None => out.push(sentence.to_owned()),
            }
            if out.len() == MOST_LACKING {
                return out;
            }
        }
    }
    out
}

/// Where a text stands in another one, at one place perhaps over the end of a page.
fn place_of(sentence: &str, told: &str) -> Option<usize> {
    told.find(sentence).or_else(|| place_apart(sentence, told))
}

/// Where a text stands over the end of a page.
fn place_apart(sentence: &str, told: &str) -> Option<usize> {
    // One of its halves is whole, so only places near to one of those are looked at.
    let length = sentence.chars().count();
    let middle = match sentence.char_indices().nth(length / 2) {
        Some((i, _)) => i,
        None => 0,
    };
    let (first, second) = sentence.split_at(middle);
    if first.is_empty() {
        return None;
    }
    let head = sentence.chars().next()?;
    let most = BETWEEN_PAGES + length;
    let before = |end: usize| {
        let near = told[..end].char_indices().rev().take(most);
        near.filter(|(_, c)| *c == head).map(|(at, _)| at)
    };
    let by_first =
        told.match_indices(first).map(|(at, _)| at).find(|at| goes_on(sentence, told, *at));
    by_first.or_else(|| {
        told.match_indices(second)
            .find_map(|(end, _)| before(end).find(|at| goes_on(sentence, told, *at)))
    })
}

/// Whether a text begins at a place of another one and goes on there, perhaps behind the end of a
/// page.
fn goes_on(sentence: &str, told: &str, at: usize) -> bool {
    let mut same = 0;
    for (wanted, found) in sentence.chars().zip(told[at..].chars()) {
        if wanted != found {
            break;
        }
        same += wanted.len_utf8();
    }
    let rest = &sentence[same..];
    let window = &told[at + same..];
    let most = BETWEEN_PAGES + rest.chars().count();
    let end = match window.char_indices().nth(most) {
        Some((i, _)) => i,
        None => window.len(),
    };
    window[..end].contains(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_may_stand_on_both_sides_of_the_end_of_a_page() {
        let sentence = "园区企业每年节水若干吨";
        let pages = |cut: usize, between: usize| {
            let (i, _) = sentence.char_indices().nth(cut).unwrap_or((sentence.len(), ' '));
            format!(
                "园区企业园区{}{}{}节水若干吨",
                &sentence[..i],
                "页".repeat(between),
                &sentence[i..]
            )
        };
        for cut in 1..sentence.chars().count() {
            let place = |between| place_of(sentence, &pages(cut, between));
            assert_eq!((place(1), place(BETWEEN_PAGES)), (Some(18), Some(18)), "{cut}");
            assert_eq!(place(BETWEEN_PAGES + 1), None, "{cut}");
        }
        assert_eq!((place_of("园", "区"), place_of("园", "区园")), (None, Some(3)));
    }
}
