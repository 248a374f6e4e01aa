//! What pages show: text, pictures with their resolution, or nothing. A device that draws nothing
//! and notes everything.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, TransformExt, interpret_page,
};
use hayro_syntax::Pdf;
use hayro_syntax::page::Page as PdfPage;
use kurbo::{Affine, BezPath, Point, Rect, Shape, Vec2};

use super::super::MOST_TEXT;
use super::runs::Runs;
use super::{DrawnPicture, Page};

/// Drawing steps of a whole file.
const MOST_STEPS: u64 = 2_000_000;
/// Pictures that are kept.
const MOST_PICTURES: usize = 2_000;
/// The part of a page that pictures must cover for it to be a scan although a few words are
/// printed at its edge: programs for scanning put their name there.
const SCANNED: f64 = 0.6;
/// Words at the edge of a scan have at most this many characters, blanks apart.
const MOST_MARKS: usize = 40;
/// The part of the height of a page that is its edge, above and below.
const EDGE: f64 = 0.12;
/// A picture covers the page if it covers this part of it.
const WHOLE: f64 = 0.9;

/// Reads the content of one file's pages.
pub(super) struct Content {
    /// The text layer so far, pages apart by a form feed.
    pub(super) text: String,
    /// Whether a limit was reached.
    pub(super) cut: bool,
    /// Where the text stands, if that is asked for.
    pub(super) runs: Option<Runs>,
    /// Pictures that were drawn.
    pub(super) drawn: Vec<DrawnPicture>,
    pages: usize,
    characters: usize,
    steps: u64,
}

/// Thrown through the interpreter to stop it.
struct Enough;

impl Content {
    pub(super) fn new() -> Self {
        Self {
            text: String::new(),
            cut: false,
            runs: None,
            drawn: Vec::new(),
            pages: 0,
            characters: 0,
            steps: 0,
        }
    }

    /// The same, noting where the text stands.
    pub(super) fn with_runs() -> Self {
        Self { runs: Some(Runs::default()), ..Self::new() }
    }

    /// Looks at a page; false if the reader had to be stopped.
    pub(super) fn page<'a>(
        &mut self,
        pdf: &'a Pdf,
        page: &PdfPage<'a>,
        cache: &InterpreterCache<'a>,
        told: &mut Page,
    ) -> bool {
        if self.steps >= MOST_STEPS {
            self.cut = true;
            return true;
        }
        self.pages += 1;
        let (width, height) = page.render_dimensions();
        if let Some(runs) = &mut self.runs {
            runs.turn(f64::from(width), f64::from(height));
        }
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut device =
            RecordingDevice { content: self, seen: PageContent::default(), pen: None, area };
        let finished = catch_unwind(AssertUnwindSafe(|| {
            let transform = page.initial_transform(true).to_kurbo();
            let mut context =
                Context::new(transform, area, cache, pdf.xref(), InterpreterSettings::default());
            interpret_page(page, &mut context, &mut device);
        }));
        let seen = device.seen;
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        if finished.is_err() {
            // What was not seen is unknown: it is not called blank.
            self.cut = true;
            return false;
        }
        told.blank = seen.glyphs == 0 && !seen.shapes && seen.picture.is_none();
        let unit = told.width / (area.width() * super::POINT);
        let is_scan = seen.glyphs == 0 || seen.is_marked_scan(area);
        let picture = if is_scan { seen.picture } else { None };
        let dpi = picture.map(|picture| picture.dpi / unit.max(f64::MIN_POSITIVE));
        told.scan_dpi = dpi.filter(|dpi| dpi.is_finite());
        true
    }
}

/// What is on a page.
#[derive(Default)]
struct PageContent {
    /// Characters that are seen.
    glyphs: usize,
    /// Those of them that stand at the upper or lower edge.
    at_edge: usize,
    shapes: bool,
    /// What pictures cover, in units of the page.
    covered: f64,
    picture: Option<LargestPicture>,
}

impl PageContent {
    /// Whether the page is a scan with a few words at its edge.
    fn is_marked_scan(&self, area: Rect) -> bool {
        self.covered >= SCANNED * area.area()
            && self.glyphs == self.at_edge
            && self.glyphs <= MOST_MARKS
    }
}

/// The largest picture.
#[derive(Clone, Copy)]
struct LargestPicture {
    area: f64,
    dpi: f64,
}

struct RecordingDevice<'c> {
    content: &'c mut Content,
    seen: PageContent,
    /// Where the last character ended, its height, and the character.
    pen: Option<(Point, f64, char)>,
    area: Rect,
}

impl RecordingDevice<'_> {
    fn step(&mut self) {
        self.content.steps += 1;
        if self.content.steps > MOST_STEPS {
            resume_unwind(Box::new(Enough));
        }
    }

    fn shape(&mut self, bounds: Rect, transform: Affine, paint: &Paint<'_>) {
        self.step();
        let bounds = transform.transform_rect_bbox(bounds);
        // Nothing is seen of what is white or lies outside the page.
        if is_visible(paint) && bounds.overlaps(self.area) {
            self.seen.shapes = true;
        }
    }

    /// Adds a character to the text: a new line where it stands on another, a blank where a gap is
    /// between Latin words.
    fn write(&mut self, text: &str, place: Affine, advance: f64) {
        if self.content.characters >= MOST_TEXT {
            self.content.cut = true;
            return;
        }
        let start = place * Point::ORIGIN;
        let along = place * Point::new(advance, 0.0) - start;
        // The glyph space is a thousand to the size of the font.
        let size = (place * Point::new(0.0, 1000.0) - start).hypot().max(1e-6);
        let Some(first) = text.chars().next() else { return };
        let last = text.chars().next_back().unwrap_or(first);
        if let Some((end, height, before)) = self.pen {
            let gap = start - end;
            let direction =
                if along.hypot() > 0.0 { along / along.hypot() } else { Vec2::new(1.0, 0.0) };
            let (forward, aside) = (gap.dot(direction), gap.cross(direction).abs());
            let height = size.max(height);
            // Printed twice at one place for a bolder look.
            if (forward + along.hypot()).abs() < 0.15 * size
                && aside < 0.15 * size
                && before == last
            {
                return;
            }
            if aside > 0.6 * height || forward < -2.0 * height {
                self.content.text.push('\n');
            } else if forward > 0.2 * height
                && before.is_ascii_graphic()
                && first.is_ascii_graphic()
            {
                self.content.text.push(' ');
            }
        }
        if let Some(runs) = &mut self.content.runs {
            runs.write(text, start, along, size);
        }
        self.content.text.push_str(text);
        self.content.characters += text.chars().count();
        self.pen = Some((start + along, size, last));
    }
}

fn is_visible(paint: &Paint<'_>) -> bool {
    match paint {
        Paint::Color(color) => {
            let [red, green, blue, alpha] = color.to_rgba().to_rgba8();
            alpha > 2 && (red < 250 || green < 250 || blue < 250)
        }
        Paint::Pattern(_) => true,
    }
}

impl<'a> Device<'a> for RecordingDevice<'_> {
    fn draw_path(
        &mut self,
        path: &BezPath,
        transform: Affine,
        paint: &Paint<'a>,
        _: &PathDrawMode,
    ) {
        if !path.elements().is_empty() {
            self.shape(path.bounding_box(), transform, paint);
        }
    }

    fn draw_rect(&mut self, rect: &Rect, transform: Affine, paint: &Paint<'a>, _: &PathDrawMode) {
        self.shape(*rect, transform, paint);
    }

    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        paint: &Paint<'a>,
        mode: &GlyphDrawMode,
    ) {
        self.step();
        let place = transform * glyph_transform;
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => String::new(),
        };
        let is_printable = |c: char| !c.is_whitespace() && !c.is_control();
        let prints = text.is_empty() || text.chars().any(is_printable);
        let is_inside = self.area.contains(place * Point::ORIGIN);
        if prints && is_inside && !matches!(mode, GlyphDrawMode::Invisible) && is_visible(paint) {
            let height = (place * Point::ORIGIN).y;
            let edge = EDGE * self.area.height();
            let is_at_edge = height < edge || height > self.area.height() - edge;
            self.seen.glyphs += 1;
            self.seen.at_edge += usize::from(is_at_edge);
        }
        let known = text.chars().filter(|c| !c.is_control() && *c != '\u{fffd}');
        let text: String = known.collect();
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width().map(f64::from).unwrap_or(500.0),
            Glyph::Type3(_) => 500.0,
        };
        self.write(&text, place, advance);
    }

    fn draw_image(&mut self, image: Image<'a, '_>, transform: Affine) {
        self.step();
        let (pixels_wide, pixels_high) = (f64::from(image.width()), f64::from(image.height()));
        // The transform takes a pixel to the page.
        let width =
            (transform * Point::new(1.0, 0.0) - transform * Point::ORIGIN).hypot() * pixels_wide;
        let height =
            (transform * Point::new(0.0, 1.0) - transform * Point::ORIGIN).hypot() * pixels_high;
        let area = width * height;
        if self.content.drawn.len() < MOST_PICTURES {
            let (width, height) = (image.width(), image.height());
            let page = self.content.pages.saturating_sub(1);
            self.content.drawn.push(DrawnPicture { page, width, height });
        }
        let corners = Rect::new(0.0, 0.0, pixels_wide, pixels_high);
        let place = transform.transform_rect_bbox(corners).intersect(self.area);
        let covered = place.area();
        self.seen.covered += covered;
        // What was recognised in a scan may be printed first, and the scan over it.
        if matches!(image, Image::Raster(_)) && covered >= WHOLE * self.area.area() {
            self.seen.glyphs = 0;
            self.seen.at_edge = 0;
        }
        let is_larger = self.seen.picture.is_none_or(|p| p.area < area);
        if area > 0.0 && is_larger {
            // The smaller of both directions, in pixels an inch of 72 points.
            let dpi = (pixels_wide / width).min(pixels_high / height) * 72.0;
            self.seen.picture = Some(LargestPicture { area, dpi });
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.step();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.step();
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}

    fn set_blend_mode(&mut self, _: BlendMode) {}

    fn pop_clip_path(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
