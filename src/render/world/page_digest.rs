//! 128-bit digest of the visible content of a page: equal pages have equal digests, wherever in the
//! plan their text comes from.

use std::hash::{Hash, Hasher};

use typst::layout::{Frame, FrameItem};
use typst_layout::Page;

/// The digest of everything that is seen on a page.
pub(super) fn digest(page: &Page) -> u128 {
    typst::utils::hash128(&(&page.fill, VisibleFrame(&page.frame)))
}

/// What is seen of a frame: neither the places in the code nor the marks of the typesetter, which
/// change with every edit.
struct VisibleFrame<'a>(&'a Frame);

impl Hash for VisibleFrame<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.size().hash(state);
        for (position, item) in self.0.items() {
            match item {
                FrameItem::Group(group) => {
                    (position, &group.transform, &group.clip, VisibleFrame(&group.frame))
                        .hash(state)
                }
                FrameItem::Text(text) => {
                    (position, &text.font, text.size, &text.fill, &text.stroke).hash(state);
                    for glyph in &text.glyphs {
                        (
                            glyph.id,
                            glyph.x_advance,
                            glyph.x_offset,
                            glyph.y_advance,
                            glyph.y_offset,
                        )
                            .hash(state);
                    }
                }
                FrameItem::Shape(shape, _) => (position, shape).hash(state),
                FrameItem::Image(image, size, _) => (position, image, size).hash(state),
                FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }
}
