//! The plan's title against the project's name.

use crate::text::{Spanned, han};

use super::project::ProjectNameParts;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

/// A title names the project's place and either the programme as the notice calls it or the
/// project's own words. Nobody reports a title without a place: the cover names the project.
pub(in crate::rules::content) fn judge(
    cx: &Context<'_>,
    name: &Spanned<String>,
    parts: &ProjectNameParts<'_>,
) -> Option<Hit> {
    let title = cx.project.plan.as_ref()?.title.as_ref()?;
    let folded = han::fold(&title.text);
    let words = cx.profile().project_words.iter();
    let words: Vec<String> = words.map(|word| han::fold(word)).collect();
    let place_of = |word: &String| folded.find(word.as_str());
    let start = words.iter().filter_map(place_of).min()?;
    let place: String = folded[..start].trim_start_matches(['《', '"', '“']).to_owned();
    let own: String = parts.place.iter().collect();
    let rest: String = parts.rest.iter().collect();
    let title_end = &folded[start..];
    let is_said = |word: &&String| title_end.starts_with(word.as_str());
    let said = words.iter().filter(is_said);
    let said = said.max_by_key(|word| word.len())?;
    let plain = words.iter().min_by_key(|w| w.len())?;
    let is_own_word = said == plain || rest.starts_with(said.as_str());
    if place.is_empty() || (place.ends_with(&own) && is_own_word) {
        return None;
    }
    // A title that has the whole name in another spelling is found as one already.
    let tail: String = parts.rest[parts.rest.len() - 4..].iter().collect();
    if folded.contains(&tail) && place.ends_with(&own) {
        return None;
    }
    let hit = Hit::at(title.at).variant("title").arg("found", &title.text);
    Some(hit.arg("name", &name.value).related(name.at, "pilot.toml 里的名称"))
}
