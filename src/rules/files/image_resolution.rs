//! `image-resolution`: pictures that are coarse at their printed size.

use crate::attachment::FileKind;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::han::printable;
use std::collections::HashSet;

/// The text block of a page in inches: 156 by 225 mm (GB/T 9704, 5.2).
const TEXT_BLOCK: (f64, f64) = (156.0 / 25.4, 225.0 / 25.4);

/// A picture that says nothing of its size is printed at this many pixels an inch, if the text
/// block is wide enough.
const NATURAL_DPI: f64 = 96.0;

/// Dots an inch that print asks for.
const LEAST_DPI: f64 = 150.0;

/// Smaller pictures are marks within a line.
const SMALLEST: u32 = 64;

/// Pictures that are coarse at their printed size: as wide as the text block, or as high, or
/// smaller if they have few pixels.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut seen = HashSet::new();
    for image in cx.project.plan.iter().flat_map(|p| p.images()) {
        let Some(file) =
            cx.files().file(&image.path).filter(|f| f.exists && f.facts.kind != FileKind::Pdf)
        else {
            continue;
        };
        let Some((width, height)) = file.facts.pixels.filter(|(w, h)| *w.min(h) > SMALLEST) else {
            continue;
        };
        // Whichever side meets the edge of the text block first sets the scale.
        let fitted = (f64::from(width) / TEXT_BLOCK.0).max(f64::from(height) / TEXT_BLOCK.1);
        let dpi = fitted.max(NATURAL_DPI);
        if dpi < LEAST_DPI && seen.insert(&file.path) {
            let wanted = (f64::from(width) * LEAST_DPI / dpi).ceil();
            let hit = Hit::at(image.at)
                .arg("path", printable(&file.path))
                .arg("width", width)
                .arg("height", height);
            hits.push(hit.arg("dpi", format!("{dpi:.0}")).arg("wanted", wanted));
        }
    }
    hits
}
