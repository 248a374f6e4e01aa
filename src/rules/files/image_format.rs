//! `image-format`: pictures of the plan that cannot be set into a page.

use std::collections::HashSet;

use crate::attachment::picture_format::MOST_PIXELS;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::han::printable;

/// Pictures of formats that the typesetter does not know, or of more pixels than it takes.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    // The pages of a Word document are made by others, who know more formats.
    if cx.project.word.is_some() {
        return Vec::new();
    }
    let mut hits = Vec::new();
    let mut seen = HashSet::new();
    for image in cx.project.plan.iter().flat_map(|plan| plan.images()) {
        let Some(file) = cx.files().file(&image.path) else { continue };
        // Another rule reports one that cannot be read.
        if !file.exists || file.facts.broken.is_some() || !seen.insert(&file.path) {
            continue;
        }
        let hit = Hit::at(image.at).arg("path", printable(&file.path));
        let pixels = file.facts.pixels.map(|(wide, high)| u64::from(wide) * u64::from(high));
        match file.facts.picture {
            None => hits.push(hit.variant("unknown")),
            Some(format) if !format.is_settable() => {
                hits.push(hit.arg("format", format.name()));
            }
            Some(_) if pixels.is_some_and(|count| count > MOST_PIXELS) => {
                let most = (MOST_PIXELS / 10_000).to_string();
                hits.push(hit.variant("large").arg("most", most));
            }
            Some(_) => {}
        }
    }
    hits
}
