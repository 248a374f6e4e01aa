//! What stands on a page beside its content (ISO 32000-1, 12.5), and where.

use hayro_syntax::object::{
    Array, Dict, MaybeRef, Name, Object, Rect, Stream, String as PdfString,
};
use hayro_syntax::page::{Page, Rotation};
use kurbo::Affine;

use super::super::hayro_workarounds::resource_guard;
use super::Beside;
use super::content_operators::ContentOperators;
use super::layers::Layers;

/// Flags (table 165).
const HIDDEN: i32 = 1 << 1;
const PRINT: i32 = 1 << 2;
const NO_ROTATE: i32 = 1 << 4;
const NO_VIEW: i32 = 1 << 5;

/// More than this on one page is an attack.
const MOST: usize = 10_000;
/// Levels of a field.
const DEEPEST: usize = 32;

/// What is drawn onto the page.
pub(super) struct Shown<'a> {
    /// The drawing.
    pub(super) drawing: Stream<'a>,
    /// What takes it to its place.
    pub(super) place: Affine,
}

/// What a page has.
#[derive(Default)]
pub(super) struct BesideContent<'a> {
    /// What is printed, in order.
    pub(super) shown: Vec<Shown<'a>>,
    /// What a screen shows and no printer prints.
    pub(super) screen_only: Vec<Beside>,
}

/// Looks at all that stands on a page. `redraws` says that viewers draw the fields of forms
/// themselves.
///
/// # Errors
/// What is printed and has no drawing.
pub(super) fn of<'a>(
    page: &Page<'a>,
    layers: &Layers,
    redraws: bool,
) -> Result<BesideContent<'a>, Beside> {
    let mut found = BesideContent::default();
    let Some(list) = page.raw().get::<Array<'a>>("Annots") else { return Ok(found) };
    for entry in list.raw_iter().take(MOST) {
        // One that leads nowhere ends no list.
        let annotation = match entry {
            MaybeRef::Ref(reference) => page.xref().get::<Dict<'a>>(reference.into()),
            MaybeRef::NotRef(Object::Dict(dict)) => Some(dict),
            MaybeRef::NotRef(_) => None,
        };
        let Some(annotation) = annotation else { continue };
        let flags = annotation.get::<i32>("F").unwrap_or(0);
        let is_hidden = flags & (HIDDEN | NO_VIEW) != 0 || layers.hide_owner(&annotation);
        let Some(what) = kind(&annotation).filter(|_| !is_hidden) else { continue };
        let rect = annotation.get::<Rect>("Rect").unwrap_or(Rect::ZERO);
        let drawing = drawing(&annotation);
        let is_printed = flags & PRINT != 0;
        match drawing {
            _ if rect.width() <= 0.0 || rect.height() <= 0.0 => {}
            Some(drawing) if is_printed => {
                if redraws && is_filled(&annotation) && !shows_text(&drawing) {
                    return Err(Beside::Field);
                }
                let turned =
                    if flags & NO_ROTATE != 0 { upright(page, rect) } else { Affine::IDENTITY };
                if let Some(place) = placed(&drawing, rect) {
                    found.shown.push(Shown { drawing, place: turned * place });
                }
            }
            Some(drawing) => {
                let is_seen = what != Beside::Field || is_filled(&annotation);
                if is_seen && paints(&drawing) {
                    found.screen_only.push(what);
                }
            }
            None => match what {
                // A signature without a drawing is meant not to be seen.
                Beside::Signature => {}
                Beside::Field if !is_filled(&annotation) => {}
                Beside::Note => found.screen_only.push(what),
                _ if is_printed => return Err(what),
                _ => found.screen_only.push(what),
            },
        }
    }
    Ok(found)
}

/// What an annotation is; `None` for what shows nothing of its own.
fn kind(annotation: &Dict<'_>) -> Option<Beside> {
    let subtype = annotation.get::<Name<'_>>("Subtype")?;
    Some(match subtype.as_ref() {
        b"Widget" if inherited_name(annotation, "FT").as_deref() == Some(b"Sig") => {
            Beside::Signature
        }
        b"Widget" => Beside::Field,
        b"Stamp" => Beside::Stamp,
        b"FreeText" => Beside::TypedText,
        b"Line" | b"Square" | b"Circle" | b"Polygon" | b"PolyLine" | b"Ink" | b"Highlight"
        | b"Underline" | b"Squiggly" | b"StrikeOut" | b"Caret" | b"Watermark" | b"Redact" => {
            Beside::Mark
        }
        b"Text" | b"FileAttachment" => Beside::Note,
        // Links, windows of notes, sound, film, marks of printers.
        _ => return None,
    })
}

/// The drawing of its ordinary state (12.5.5).
fn drawing<'a>(annotation: &Dict<'a>) -> Option<Stream<'a>> {
    let looks = annotation.get::<Dict<'a>>("AP")?;
    if let Some(drawing) = looks.get::<Stream<'a>>("N") {
        return Some(drawing);
    }
    let states = looks.get::<Dict<'a>>("N")?;
    let state = annotation.get::<Name<'a>>("AS")?;
    states.get::<Stream<'a>>(state.as_ref())
}

/// The dictionaries of a field from its place on the page up.
fn field_levels<'a>(annotation: &Dict<'a>) -> Vec<Dict<'a>> {
    let mut levels = vec![annotation.clone()];
    while let Some(parent) = levels.last().and_then(|level| level.get::<Dict<'a>>("Parent")) {
        if levels.len() == DEEPEST {
            break;
        }
        levels.push(parent);
    }
    levels
}

fn inherited_name(annotation: &Dict<'_>, key: &str) -> Option<Vec<u8>> {
    let levels = field_levels(annotation);
    let found = levels.iter().find_map(|level| level.get::<Name<'_>>(key));
    found.map(|name| name.as_ref().to_vec())
}

/// Whether a field has been filled in: text, a choice, a box that is ticked.
fn is_filled(annotation: &Dict<'_>) -> bool {
    let levels = field_levels(annotation);
    let kind = inherited_name(annotation, "FT");
    if kind.as_deref() == Some(b"Btn") {
        let state = annotation.get::<Name<'_>>("AS");
        let value = || levels.iter().find_map(|level| level.get::<Name<'_>>("V"));
        let state = state.or_else(value);
        return state.is_some_and(|state| state.as_ref() != b"Off");
    }
    let written = |level: &Dict<'_>| {
        let text = level.get::<PdfString<'_>>("V").map(|text| has_text(text.as_bytes()));
        let list = level.get::<Array<'_>>("V");
        let several = list.map(|list| list.raw_iter().next().is_some());
        text.or(several)
    };
    levels.iter().find_map(written).unwrap_or(false)
}

/// Whether a text string has more than its mark of order and blanks.
fn has_text(text: &[u8]) -> bool {
    text.iter().any(|b| !matches!(b, 0 | 0xfe | 0xff | 0xef | 0xbb | 0xbf | b' ' | b'\r' | b'\n'))
}

/// Whether a drawing has an operator of these names.
fn draws_with(drawing: &Stream<'_>, names: &[&[u8]]) -> bool {
    if !resource_guard::is_sane_stream(drawing) {
        return true;
    }
    let content = drawing.decoded().unwrap_or_default();
    ContentOperators::new(&content).any(|operator| names.contains(&operator.name))
}

fn shows_text(drawing: &Stream<'_>) -> bool {
    draws_with(drawing, &[b"Tj", b"TJ", b"'", b"\"", b"Do"])
}

fn paints(drawing: &Stream<'_>) -> bool {
    let paths: &[&[u8]] = &[b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"sh", b"BI"];
    shows_text(drawing) || draws_with(drawing, paths)
}

/// What takes a drawing into the rectangle of its annotation (12.5.5, algorithm 8.1).
fn placed(drawing: &Stream<'_>, rect: Rect) -> Option<Affine> {
    let dict = drawing.dict();
    let bounds = dict.get::<Rect>("BBox")?;
    let matrix = match dict.get::<[f64; 6]>("Matrix") {
        Some(numbers) => Affine::new(numbers),
        None => Affine::IDENTITY,
    };
    let bounds = kurbo::Rect::new(bounds.x0, bounds.y0, bounds.x1, bounds.y1);
    let bounds = matrix.transform_rect_bbox(bounds);
    if bounds.width() <= 0.0 || bounds.height() <= 0.0 {
        return None;
    }
    let wide = rect.width() / bounds.width();
    let high = rect.height() / bounds.height();
    let scaled = Affine::scale_non_uniform(wide, high);
    let to = Affine::translate((rect.x0, rect.y0));
    Some(to * scaled * Affine::translate((-bounds.x0, -bounds.y0)))
}

/// What turns a rectangle about its upper left corner, so that it stays upright on a turned page.
fn upright(page: &Page<'_>, rect: Rect) -> Affine {
    let degrees: f64 = match page.rotation() {
        Rotation::None => return Affine::IDENTITY,
        Rotation::Horizontal => 90.0,
        Rotation::Flipped => 180.0,
        Rotation::FlippedHorizontal => 270.0,
    };
    let corner = (rect.x0, rect.y1);
    Affine::rotate_about(degrees.to_radians(), corner)
}
