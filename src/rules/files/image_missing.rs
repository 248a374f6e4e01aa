//! `image-missing`: pictures that are not there, or lie where they cannot be taken along.

use crate::attachment::Broken;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::han::printable;

/// Pictures that are not there, or lie where they cannot be taken along.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for image in cx.project.plan.iter().flat_map(|p| p.images()) {
        let path = image.path.trim();
        let hit = Hit::at(image.at).arg("path", printable(path));
        let lower = path.to_ascii_lowercase();
        if path.is_empty() {
            hits.push(hit.variant("empty"));
        } else if ["http:", "https:", "ftp:", "data:", "file:", "//"]
            .iter()
            .any(|s| lower.starts_with(s))
        {
            hits.push(hit.variant("remote"));
        } else {
            match cx.files().file(path) {
                // That it cannot be read is told where the file is.
                Some(file) if file.exists || matches!(file.facts.broken, Some(Broken::Outside)) => {
                }
                _ => hits.push(hit),
            }
        }
    }
    hits
}
