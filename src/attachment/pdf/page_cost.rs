//! A walk over what pages draw, before anything is drawn: which fonts are used, and how much there
//! is to do.

use std::collections::{BTreeSet, HashMap};

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, ObjectIdentifier, Stream, String as PdfString};
use hayro_syntax::page::{Page, Resources};

use crate::text::encoding::decode_lossy;

use super::hayro_workarounds::resource_guard;

/// Names of fonts that are kept.
const MOST_FONTS: usize = 200;
/// Forms nested deeper than this are not drawn.
const DEEPEST: usize = 24;

/// What pages use.
#[derive(Default)]
pub(super) struct Used {
    missing: BTreeSet<String>,
    names: BTreeSet<String>,
    fonts: HashMap<ObjectIdentifier, bool>,
    /// Bytes of content of a form with all forms below it; `None` if it cannot be drawn within
    /// limits.
    forms: HashMap<ObjectIdentifier, Option<u64>>,
}

impl Used {
    /// Names of the fonts that print something and are not embedded.
    pub(super) fn missing(&mut self) -> Vec<String> {
        std::mem::take(&mut self.missing).into_iter().collect()
    }

    /// Names of all fonts that print something.
    pub(super) fn names(self) -> Vec<String> {
        self.names.into_iter().collect()
    }

    /// Bytes of content that drawing a page means; `None` if it goes beyond all limits.
    pub(super) fn page(&mut self, page: &Page<'_>) -> Option<u64> {
        let contents = page.raw();
        let single = contents.get::<Stream<'_>>("Contents");
        let several = if single.is_none() { contents.get::<Array<'_>>("Contents") } else { None };
        let several = several.iter().flat_map(|list| list.iter::<Stream<'_>>());
        let mut streams = single.into_iter().chain(several);
        if !streams.all(|stream| resource_guard::is_sane_stream(&stream)) {
            return None;
        }
        let own = page.page_stream().unwrap_or_default().len() as u64;
        if own > super::MOST_CONTENT {
            return None;
        }
        let content = self.content(page.typed_operations(), page.resources(), 0)?;
        let mut sum = own.checked_add(content)?;
        let annotations = contents.get::<Array<'_>>("Annots");
        let annotations = annotations.iter().flat_map(|list| list.iter::<Dict<'_>>());
        for annotation in annotations.take(10_000) {
            let look = annotation.get::<Dict<'_>>("AP").and_then(|a| a.get::<Stream<'_>>("N"));
            if let Some(form) = look {
                sum = sum.checked_add(self.form(&form, page.resources(), 0)?)?;
            }
        }
        Some(sum)
    }

    fn form(&mut self, form: &Stream<'_>, parent: &Resources<'_>, depth: usize) -> Option<u64> {
        let subtype = form.dict().get::<Name<'_>>("Subtype");
        if subtype.is_some_and(|subtype| subtype.as_ref() == b"Image") {
            return Some(0);
        }
        let id = form.obj_id();
        if let Some(known) = self.forms.get(&id) {
            return *known;
        }
        if depth >= DEEPEST {
            return None;
        }
        // Until it is known, it counts as impossible: a form that draws itself ends here.
        self.forms.insert(id, None);
        let cost = self.form_content(form, parent, depth);
        self.forms.insert(id, cost);
        cost
    }

    fn form_content(
        &mut self,
        form: &Stream<'_>,
        parent: &Resources<'_>,
        depth: usize,
    ) -> Option<u64> {
        if !resource_guard::is_sane_stream(form) {
            return None;
        }
        let decoded = form.decoded().ok()?;
        if decoded.len() as u64 > super::MOST_CONTENT {
            return None;
        }
        let own = Resources::from_parent(
            form.dict().get::<Dict<'_>>("Resources").unwrap_or_default(),
            parent.clone(),
        );
        let below = self.content(TypedIter::new(decoded.as_ref()), &own, depth + 1)?;
        // A form costs something even if it is empty, since it can be drawn a million times.
        (decoded.len() as u64 + 64).checked_add(below)
    }

    fn content(
        &mut self,
        mut operations: TypedIter<'_>,
        resources: &Resources<'_>,
        depth: usize,
    ) -> Option<u64> {
        let mut sum = 0_u64;
        // Font and whether it is visible, as saved by `q`.
        let mut state: (Option<Dict<'_>>, bool) = (None, true);
        let mut saved = Vec::new();
        while let Some(operation) = operations.next() {
            let shows = match operation {
                TypedInstruction::SaveState(_) if saved.len() < 1000 => {
                    saved.push(state.clone());
                    false
                }
                TypedInstruction::RestoreState(_) => {
                    state = saved.pop().unwrap_or(state);
                    false
                }
                TypedInstruction::TextFont(font) => {
                    state.0 = resources.get_font(font.0);
                    false
                }
                TypedInstruction::TextRenderingMode(mode) => {
                    // 3 is neither filled nor stroked: the text under a scan. 7 only clips.
                    state.1 = !matches!(mode.0.as_f32() as i32, 3 | 7);
                    false
                }
                TypedInstruction::XObject(object) => {
                    if let Some(stream) = resources.get_x_object(object.0) {
                        sum = sum.checked_add(self.form(&stream, resources, depth)?)?;
                        if sum > super::MOST_CONTENT {
                            return None;
                        }
                    }
                    false
                }
                TypedInstruction::ShowText(text) => prints(text.0),
                TypedInstruction::NextLineAndShowText(text) => prints(text.0),
                TypedInstruction::ShowTextWithParameters(text) => prints(text.2),
                TypedInstruction::ShowTexts(texts) => {
                    texts.0.iter::<PdfString<'_>>().any(|text| prints(&text))
                }
                _ => false,
            };
            if let (true, true, Some(font)) = (shows, state.1, &state.0) {
                self.font(font);
            }
        }
        Some(sum)
    }

    fn font(&mut self, font: &Dict<'_>) {
        let id = font.obj_id();
        if let Some(id) = id
            && self.fonts.insert(id, true).is_some()
        {
            return;
        }
        let name = match font.get::<Name<'_>>("BaseFont") {
            Some(name) => decode_name(name.as_ref()),
            None => "（未命名）".to_owned(),
        };
        if self.names.len() >= MOST_FONTS {
            return;
        }
        if !is_embedded(font) {
            self.missing.insert(name.clone());
        }
        self.names.insert(name);
    }
}

/// Whether anything but blanks would be printed.
fn prints(text: &PdfString<'_>) -> bool {
    text.as_bytes().iter().any(|b| !matches!(b, 0 | b' ' | b'\r' | b'\n' | b'\t'))
}

/// Whether a font comes with its glyphs: its descriptor, or that of its descendant, holds a font
/// program. Type 3 fonts are drawings themselves. The 14 standard fonts need not be embedded, but
/// are then drawn with whatever the reader has.
fn is_embedded(font: &Dict<'_>) -> bool {
    let subtype = font.get::<Name<'_>>("Subtype");
    let font = match subtype.as_ref().map(|s| s.as_ref()) {
        Some(b"Type3") => return true,
        Some(b"Type0") => {
            let descendants = font.get::<Array<'_>>("DescendantFonts");
            match descendants.and_then(|descendants| descendants.iter::<Dict<'_>>().next()) {
                Some(descendant) => descendant,
                None => return false,
            }
        }
        _ => font.clone(),
    };
    let Some(descriptor) = font.get::<Dict<'_>>("FontDescriptor") else { return false };
    ["FontFile", "FontFile2", "FontFile3"].iter().any(|key| descriptor.contains_key(key))
}

/// A font's name without the prefix of a subset. Chinese programs write GBK there.
fn decode_name(name: &[u8]) -> String {
    let name = match name {
        [a, b, c, d, e, f, b'+', rest @ ..]
            if [a, b, c, d, e, f].iter().all(|b| b.is_ascii_uppercase()) =>
        {
            rest
        }
        name => name,
    };
    let name = decode_lossy(name);
    let printable = name.chars().filter(|c| !c.is_control());
    printable.take(80).collect()
}
