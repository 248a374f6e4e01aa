//! What a page draws: one picture, or more than may be copied.

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::{Page, Resources};
use kurbo::{Affine, Rect};

use super::super::super::pdf::hayro_workarounds::resource_guard;
use super::KeepReason;

/// Forms nested deeper than this are not followed.
const DEEPEST: usize = 4;
/// Drawing steps of a page that is a scan at most.
const MOST_STEPS: usize = 10_000;
/// A clip may take so much of a picture's edge, points.
const EDGE: f64 = 1.0;

/// The only thing that a page draws, with what takes a square of one unit to its place; `None` for
/// a blank page.
///
/// # Errors
/// It draws more than that, or something else.
pub(super) fn only_picture<'a>(
    page: &'a Page<'a>,
) -> Result<Option<(Stream<'a>, Affine)>, KeepReason> {
    let raw = page.raw();
    let single = raw.get::<Stream<'_>>("Contents");
    let several = if single.is_none() { raw.get::<Array<'_>>("Contents") } else { None };
    let several = several.iter().flat_map(|list| list.iter::<Stream<'_>>());
    let mut streams = single.into_iter().chain(several);
    if !streams.all(|stream| resource_guard::is_sane_stream(&stream)) {
        return Err(KeepReason::Damaged);
    }
    let crop = page.intersected_crop_box();
    let mut walk = PageWalk {
        found: None,
        mixed: false,
        steps: 0,
        visible: Rect::new(crop.x0, crop.y0, crop.x1, crop.y1),
    };
    let state = GraphicsState {
        place: Affine::IDENTITY,
        clip: Rect::new(f64::MIN, f64::MIN, f64::MAX, f64::MAX),
    };
    walk.content(page.typed_operations(), page.resources(), state, 0)?;
    if walk.mixed { Err(KeepReason::Mixed) } else { Ok(walk.found) }
}

#[derive(Clone, Copy)]
struct GraphicsState {
    place: Affine,
    clip: Rect,
}

struct PageWalk<'a> {
    found: Option<(Stream<'a>, Affine)>,
    /// Whether there is something else. It is not told at once: text is the better reason, should
    /// there be some.
    mixed: bool,
    steps: usize,
    visible: Rect,
}

/// What the path under construction is.
enum Path {
    Empty,
    Rectangle(Rect),
    Other,
}

impl<'a> PageWalk<'a> {
    fn content(
        &mut self,
        mut ops: TypedIter<'_>,
        resources: &Resources<'a>,
        start: GraphicsState,
        depth: usize,
    ) -> Result<(), KeepReason> {
        let (mut state, mut saved, mut path, mut clips) = (start, Vec::new(), Path::Empty, false);
        while let Some(op) = ops.next() {
            self.steps += 1;
            if self.steps > MOST_STEPS {
                return Err(KeepReason::Mixed);
            }
            match op {
                Op::SaveState(_) => saved.push(state),
                Op::RestoreState(_) => state = saved.pop().unwrap_or(start),
                Op::Transform(m) => state.place *= affine([m.0, m.1, m.2, m.3, m.4, m.5]),
                Op::RectPath(r) => {
                    let (x, y) = (r.0.as_f64(), r.1.as_f64());
                    let rect = Rect::new(x, y, x + r.2.as_f64(), y + r.3.as_f64());
                    path = match path {
                        Path::Empty if is_upright(state.place) => {
                            Path::Rectangle(state.place.transform_rect_bbox(rect.abs()))
                        }
                        _ => Path::Other,
                    };
                }
                Op::MoveTo(_)
                | Op::LineTo(_)
                | Op::CubicTo(_)
                | Op::CubicStartTo(_)
                | Op::CubicEndTo(_) => path = Path::Other,
                Op::ClosePath(_) => {}
                Op::ClipNonZero(_) | Op::ClipEvenOdd(_) => clips = true,
                Op::EndPath(_) => {
                    match (clips, &path) {
                        (true, Path::Rectangle(rect)) => state.clip = state.clip.intersect(*rect),
                        (true, _) => self.mixed = true,
                        (false, _) => {}
                    }
                    (path, clips) = (Path::Empty, false);
                }
                Op::SetGraphicsState(name) => {
                    self.mixed |=
                        !resources.get_ext_g_state(name.0).is_none_or(|dict| is_plain_state(&dict));
                }
                Op::XObject(name) => {
                    let stream = resources.get_x_object(name.0).ok_or(KeepReason::Damaged)?;
                    self.object(stream, resources, state, depth)?;
                }
                Op::ShowText(_)
                | Op::NextLineAndShowText(_)
                | Op::ShowTextWithParameters(_)
                | Op::ShowTexts(_) => {
                    return Err(KeepReason::Text);
                }
                // What only prepares, and marks that nothing reads.
                Op::BeginCompatibility(_)
                | Op::EndCompatibility(_)
                | Op::LineWidth(_)
                | Op::LineCap(_)
                | Op::LineJoin(_)
                | Op::MiterLimit(_)
                | Op::DashPattern(_)
                | Op::RenderingIntent(_)
                | Op::FlatnessTolerance(_)
                | Op::ColorSpaceStroke(_)
                | Op::ColorSpaceNonStroke(_)
                | Op::StrokeColor(_)
                | Op::NonStrokeColor(_)
                | Op::StrokeColorDeviceGray(_)
                | Op::NonStrokeColorDeviceGray(_)
                | Op::StrokeColorDeviceRgb(_)
                | Op::NonStrokeColorDeviceRgb(_)
                | Op::StrokeColorCmyk(_)
                | Op::NonStrokeColorCmyk(_)
                | Op::CharacterSpacing(_)
                | Op::WordSpacing(_)
                | Op::HorizontalScaling(_)
                | Op::TextLeading(_)
                | Op::TextFont(_)
                | Op::TextRenderingMode(_)
                | Op::TextRise(_)
                | Op::BeginText(_)
                | Op::EndText(_)
                | Op::NextLine(_)
                | Op::NextLineAndSetLeading(_)
                | Op::SetTextMatrix(_)
                | Op::NextLineUsingLeading(_)
                | Op::MarkedContentPoint(_)
                | Op::MarkedContentPointWithProperties(_)
                | Op::BeginMarkedContent(_)
                | Op::BeginMarkedContentWithProperties(_)
                | Op::EndMarkedContent(_) => {}
                _ => self.mixed = true,
            }
        }
        Ok(())
    }

    /// A picture is the one that was looked for; a form is followed.
    fn object(
        &mut self,
        stream: Stream<'a>,
        resources: &Resources<'a>,
        state: GraphicsState,
        depth: usize,
    ) -> Result<(), KeepReason> {
        let dict = stream.dict();
        let subtype = dict.get::<Name<'_>>("Subtype");
        match subtype.as_ref().map(|kind| kind.as_ref()) {
            Some(b"Image") => {
                let shown = state
                    .place
                    .transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0))
                    .intersect(self.visible);
                let is_whole = state.clip.inflate(EDGE, EDGE).intersect(shown) == shown;
                self.mixed |= self.found.is_some() || !is_whole;
                self.found = Some((stream, state.place));
                Ok(())
            }
            Some(b"Form") if depth < DEEPEST => {
                if !resource_guard::is_sane_stream(&stream) {
                    return Err(KeepReason::Damaged);
                }
                let matrix = numbers::<6>(dict, "Matrix").map(affine).unwrap_or(Affine::IDENTITY);
                let mut state = GraphicsState { place: state.place * matrix, ..state };
                if let Some(corners) = numbers::<4>(dict, "BBox") {
                    self.mixed |= !is_upright(state.place);
                    let [x0, y0, x1, y1] = corners.map(|corner| corner.as_f64());
                    let area = Rect::new(x0, y0, x1, y1).abs();
                    state.clip = state.clip.intersect(state.place.transform_rect_bbox(area));
                }
                let own = Resources::from_parent(
                    dict.get::<Dict<'_>>("Resources").unwrap_or_default(),
                    resources.clone(),
                );
                let decoded = stream.decoded().map_err(|_| KeepReason::Damaged)?;
                self.content(TypedIter::new(decoded.as_ref()), &own, state, depth + 1)
            }
            _ => Err(KeepReason::Mixed),
        }
    }
}

fn affine(m: [Number; 6]) -> Affine {
    Affine::new(m.map(|n| n.as_f64()))
}

fn numbers<const N: usize>(dict: &Dict<'_>, key: &str) -> Option<[Number; N]> {
    let list: Vec<Number> = dict.get::<Array<'_>>(key)?.iter::<Number>().collect();
    list.try_into().ok()
}

/// Whether a rectangle stays one, its sides along those of the page.
fn is_upright(place: Affine) -> bool {
    let [a, b, c, d, _, _] = place.as_coeffs();
    let is_zero = |number: f64| number.abs() < 1e-6;
    (is_zero(b) && is_zero(c)) || (is_zero(a) && is_zero(d))
}

/// Whether a graphics state changes nothing of how a picture shows.
fn is_plain_state(dict: &Dict<'_>) -> bool {
    dict.keys().all(|key| match key.as_ref() {
        b"Type" | b"SA" | b"OP" | b"op" | b"OPM" | b"AIS" | b"LW" | b"LC" | b"LJ" | b"ML" | b"D" | b"RI" | b"FL" | b"SM" => true,
        b"ca" | b"CA" => dict.get::<f32>(key.as_ref()) == Some(1.0),
        b"BM" => matches!(dict.get::<Object<'_>>("BM"), Some(Object::Name(name)) if matches!(name.as_ref(), b"Normal" | b"Compatible")),
        b"SMask" => matches!(dict.get::<Object<'_>>("SMask"), Some(Object::Name(name)) if name.as_ref() == b"None"),
        _ => false,
    })
}
