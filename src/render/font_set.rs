//! The fonts that pages are set in.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use crate::text::coverage::Characters;

use super::style::Style;
use super::style::fonts::{Face, FontRole};

/// The embedded fonts; `fonts/README.md` tells where they come from, and how to do without the
/// first.
static FONTS: &[&[u8]] = &[
    #[cfg(fangsong)]
    include_bytes!("fonts/PilotFangSong.otf"),
    include_bytes!("fonts/PilotKai.ttf"),
    include_bytes!("fonts/PilotHei.otf"),
    include_bytes!("fonts/PilotXiaoBiaoSong.otf"),
    include_bytes!("fonts/PilotSong.otf"),
];

/// The fonts that are at hand: the embedded ones, and those of the machine that a style brings.
pub(super) struct FontSet {
    /// What is known of each.
    pub(super) book: LazyHash<FontBook>,
    /// The fonts, in the order of the book.
    pub(super) fonts: Vec<Font>,
    /// Families of the machine by role.
    system: BTreeMap<FontRole, String>,
}

impl FontSet {
    /// The fonts of a style.
    pub(super) fn of(style: &Style) -> Arc<Self> {
        if style.faces.is_empty() {
            Self::embedded().clone()
        } else {
            Arc::new(Self::new(&style.faces))
        }
    }

    fn embedded() -> &'static Arc<Self> {
        static EMBEDDED: OnceLock<Arc<FontSet>> = OnceLock::new();
        EMBEDDED.get_or_init(|| Arc::new(Self::new(&[])))
    }

    fn new(faces: &[Face]) -> Self {
        let mut fonts: Vec<Font> =
            FONTS.iter().filter_map(|data| Font::new(Bytes::new(*data), 0)).collect();
        let mut system = BTreeMap::new();
        for face in faces {
            let Some(font) = Font::new(Bytes::new(Whole(face.bytes.clone())), face.index) else {
                continue;
            };
            let family = font.info().family.to_string();
            system.entry(face.role).or_insert(family);
            fonts.push(font);
        }
        Self { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts, system }
    }

    /// The style as code, with the families that are there.
    pub(super) fn style(&self, style: &Style) -> String {
        style.typst(&|name| self.book.contains_family(&name.to_lowercase()), &self.system)
    }

    /// Whether text of any role can show a character with a font of the machine.
    pub(super) fn system_prints(&self, c: char) -> bool {
        EVERYWHERE
            .iter()
            .filter_map(|role| self.system.get(role))
            .any(|family| self.has_glyph(family, c))
    }

    fn has_glyph(&self, family: &str, c: char) -> bool {
        let family = family.to_lowercase();
        let faces = self.book.select_family(&family);
        let mut faces = faces.filter_map(|index| self.book.info(index));
        faces.any(|face| face.coverage.contains(c as u32))
    }
}

/// The roles whose fonts stand behind those of all others, so that what they print is printed in
/// text of any role.
const EVERYWHERE: [FontRole; 2] = [FontRole::Body, FontRole::Latin];

/// The characters that fonts of the machine print in text of any role.
pub fn printed_by(faces: &[Face]) -> Characters {
    let mut out = Characters::default();
    for face in faces.iter().filter(|face| EVERYWHERE.contains(&face.role)) {
        let Some(font) = Font::new(Bytes::new(Whole(face.bytes.clone())), face.index) else {
            continue;
        };
        for c in font.info().coverage.iter().filter_map(char::from_u32) {
            out.add(c);
        }
    }
    out
}

/// A file that is shared with whoever read it.
pub(super) struct Whole(pub(super) Arc<Vec<u8>>);

impl AsRef<[u8]> for Whole {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// Whether one of the embedded fonts of a family has a glyph for a character.
pub fn has_glyph(family: &str, c: char) -> bool {
    FontSet::embedded().has_glyph(family, c)
}
