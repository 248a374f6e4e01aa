//! Where the text of a PDF stands: runs of characters on one line without a gap between them.

use kurbo::{Point, Vec2};

/// Most runs of all pages together.
const MOST_RUNS: usize = 200_000;

/// Text that stands together on a page, measured in points from its upper left corner.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageTextRun {
    /// The page, from 0.
    pub page: usize,
    /// The characters.
    pub text: String,
    /// Where it begins.
    pub left: f64,
    /// Where it ends.
    pub right: f64,
    /// The line that it stands on.
    pub base: f64,
    /// The size of its characters.
    pub size: f64,
}

/// Text with its places.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextPages {
    /// Width and height of each page in points.
    pub sizes: Vec<(f64, f64)>,
    /// The runs in the order in which they are drawn.
    pub runs: Vec<PageTextRun>,
}

/// Collects the runs.
#[derive(Default)]
pub(super) struct Runs {
    pub(super) pages: TextPages,
}

impl Runs {
    /// Begins a page.
    pub(super) fn turn(&mut self, width: f64, height: f64) {
        self.pages.sizes.push((width, height));
    }

    /// Adds characters that begin at a place and reach along a way.
    pub(super) fn write(&mut self, text: &str, start: Point, along: Vec2, size: f64) {
        let page = self.pages.sizes.len().saturating_sub(1);
        let (left, right) = (start.x, start.x + along.x);
        if let Some(last) = self.pages.runs.last_mut()
            && last.page == page
            && (start.y - last.base).abs() < 0.3 * size.min(last.size)
            && (size - last.size).abs() < 0.6 * size.max(last.size)
        {
            let gap = left - last.right;
            let is_joined = gap > -0.5 * size && gap < 0.9 * size;
            if is_joined {
                let latin = last.text.ends_with(|c: char| c.is_ascii_graphic())
                    && text.starts_with(|c: char| c.is_ascii_graphic());
                if gap > 0.2 * size && latin {
                    last.text.push(' ');
                }
                last.text.push_str(text);
                last.right = last.right.max(right);
                return;
            }
        }
        if self.pages.runs.len() < MOST_RUNS {
            self.pages.runs.push(PageTextRun {
                page,
                text: text.to_owned(),
                left,
                right,
                base: start.y,
                size,
            });
        }
    }
}
