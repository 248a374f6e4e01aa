//! Fonts of symbols: what stands at a place of Symbol, Wingdings and their kin
//! (`outline/common/symbol-fonts.toml`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// The table.
const TABLE: &str = include_str!("../../outline/common/symbol-fonts.toml");
/// What a row says where the font has nothing.
const NOTHING: &str = "nil";
/// Where word processors put the characters of such fonts, beside their bare codes.
const PRIVATE: u32 = 0xf000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SymbolTable {
    #[serde(rename = "format")]
    _format: u32,
    fonts: Vec<SymbolFont>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SymbolFont {
    /// In lower case.
    names: Vec<String>,
    /// Sixteen characters from a code on, which is hexadecimal.
    rows: BTreeMap<String, String>,
}

/// The characters of a font by code.
type CharactersByCode = BTreeMap<u32, char>;

static FONTS: LazyLock<BTreeMap<String, CharactersByCode>> = LazyLock::new(|| {
    let table: SymbolTable = toml::from_str(TABLE).expect("built-in table of symbols");
    let mut fonts = BTreeMap::new();
    for font in table.fonts {
        let characters = characters_of(&font.rows);
        for name in font.names {
            fonts.insert(name, characters.clone());
        }
    }
    fonts
});

fn characters_of(rows: &BTreeMap<String, String>) -> CharactersByCode {
    let mut out = CharactersByCode::new();
    for (first, row) in rows {
        let first = u32::from_str_radix(first, 16).expect("a hexadecimal code");
        for (code, word) in (first..).zip(row.split(' ')) {
            let mut characters = word.chars();
            if let (true, Some(character)) = (word != NOTHING, characters.next()) {
                out.insert(code, character);
            }
        }
    }
    out
}

/// Whether a font shows symbols in the place of letters.
pub fn is_symbol_font(name: &str) -> bool {
    FONTS.contains_key(&name.trim().to_lowercase())
}

/// What a font of symbols shows for a code; `None` if it is no such font, or has nothing there.
pub fn character(font: &str, code: u32) -> Option<char> {
    let characters = FONTS.get(&font.trim().to_lowercase())?;
    let bare = if (PRIVATE..PRIVATE + 0x100).contains(&code) { code - PRIVATE } else { code };
    characters.get(&bare).copied()
}

/// A text in a font of symbols as what it shows; characters that are no code of the font stay.
/// Signs of Latin-1 stay too: word processors set them in the Chinese font.
pub fn shown(font: &str, text: &str) -> String {
    let show = |c: char| match u32::from(c) {
        code @ (0x21..0x7f | 0xf000..=0xf0ff) => character(font, code).unwrap_or(c),
        _ => c,
    };
    text.chars().map(show).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_hold_sixteen_characters() {
        let table: SymbolTable = toml::from_str(TABLE).expect("TOML");
        for font in &table.fonts {
            for (first, row) in &font.rows {
                assert_eq!(row.split(' ').count(), 16, "{:?} {first}", font.names);
                for word in row.split(' ').filter(|word| *word != NOTHING) {
                    assert_eq!(word.chars().count(), 1, "{:?} {first} {word}", font.names);
                }
            }
        }
    }

    #[test]
    fn what_the_fonts_show() {
        for (font, code, shows) in [
            ("Symbol", 0x6d, 'μ'),
            ("Symbol", 0xf06d, 'μ'),
            ("SymbolMT", 0x57, 'Ω'),
            ("Symbol", 0xf0b3, '≥'),
            ("Symbol", 0xf0a3, '≤'),
            ("Symbol", 0xb4, '×'),
            ("Symbol", 0xb0, '°'),
            ("Wingdings", 0xf0fe, '☑'),
            ("wingdings", 0xf0a8, '□'),
            ("Wingdings", 0xfc, '✓'),
            ("Wingdings", 0x81, '①'),
            ("Wingdings 2", 0xf052, '☑'),
            ("Wingdings 2", 0xf054, '☒'),
            ("Wingdings 2", 0xf0a3, '□'),
            ("Wingdings 3", 0xf022, '→'),
            ("Webdings", 0xf061, '✓'),
        ] {
            assert_eq!(character(font, code), Some(shows), "{font} {code:x}");
        }
        assert_eq!(character("宋体", 0x6d), None);
        assert_eq!(character("Symbol", 0x7f), None);
        assert_eq!(shown("Symbol", "mg和\u{f06d} ×"), "μγ和μ ×");
    }
}
