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
        if path.to_ascii_lowercase().starts_with("data:") {
            hits.push(Hit::at(image.at).variant("inside"));
            continue;
        }
        let lower = path.to_ascii_lowercase();
        let linked = if lower.starts_with("file:") { path.get("file:".len()..) } else { None };
        let shown = match linked {
            Some(file) => printable(&decoded(file.trim_start_matches('/'))),
            None => printable(path),
        };
        let hit = Hit::at(image.at).arg("path", shown);
        if path.is_empty() {
            hits.push(hit.variant("empty"));
        } else if linked.is_some() {
            hits.push(hit.variant("linked"));
        } else if ["http:", "https:", "ftp:", "//"].iter().any(|s| lower.starts_with(s)) {
            hits.push(hit.variant("remote"));
        } else {
            match cx.files().file(path) {
                // That it cannot be read is reported where the file is.
                Some(file) if file.exists || matches!(file.facts.broken, Some(Broken::Outside)) => {
                }
                _ => hits.push(hit),
            }
        }
    }
    hits
}

/// An address as people write it.
fn decoded(address: &str) -> String {
    percent_encoding::percent_decode_str(address).decode_utf8_lossy().into_owned()
}
