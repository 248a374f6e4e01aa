//! Words that only one thing has, where the plan never speaks of that thing: the process of another
//! trade.

use crate::notice::card::OwnWords;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::prose::{clause_around, in_book_title};
use crate::text::word_list::{contains_any, contains_word};

/// Other places that are shown with the first one.
const MOST_PLACES: usize = 5;

/// For each group whose thing is never named, the places of its words, as one finding.
pub(in crate::rules) fn out_of_place(groups: &[OwnWords], cx: &Context<'_>) -> Vec<Hit> {
    groups.iter().filter_map(|group| judge(group, cx)).collect()
}

fn judge(group: &OwnWords, cx: &Context<'_>) -> Option<Hit> {
    let mut first: Option<Hit> = None;
    for piece in cx.prose() {
        for word in &group.words {
            for (start, _) in piece.text().match_indices(word.as_str()) {
                let end = start + word.len();
                let clause = clause_around(piece.text(), start, end);
                // 借鉴某园区碱回收经验 and the title of a standard are no remnants.
                if contains_word(clause, "place-relations") || in_book_title(piece.text(), start) {
                    continue;
                }
                let at = piece.at(start, end);
                match &mut first {
                    None => {
                        let hit = Hit::at(at).arg("word", word);
                        first = Some(hit.arg("name", &group.name));
                    }
                    Some(hit) if hit.related.len() < MOST_PLACES => hit.add_related(at, "这里也有"),
                    Some(_) => return unless_named(group, cx, first),
                }
            }
        }
    }
    unless_named(group, cx, first)
}

/// The finding, if neither the plan nor the project's facts name the thing.
fn unless_named(group: &OwnWords, cx: &Context<'_>, hit: Option<Hit>) -> Option<Hit> {
    let hit = hit?;
    let config = cx.config();
    let objects = config.objects.iter().filter_map(|object| object.name.as_ref());
    let given = config.project.industries.iter().chain(&config.project.name).chain(objects);
    let is_given = given.into_iter().any(|given| contains_any(&given.value, &group.unless));
    let mut texts = cx.prose().iter().map(|piece| piece.text());
    if is_given || texts.any(|text| contains_any(text, &group.unless)) { None } else { Some(hit) }
}
