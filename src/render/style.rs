//! How a page looks, as data: `outline/common/styles/*.toml`.

mod code;
pub mod fonts;

use serde::Deserialize;

use crate::plan::columns::TableRoom;
use fonts::{Face, FontRole, Fonts};

/// A style. Lengths of the page are in millimetres, of type in points.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Style {
    /// Version of the file's shape; 1.
    pub format: u32,
    /// Name, equal to the file's.
    pub id: String,
    /// What it follows.
    pub title: String,
    /// The paper and its margins.
    pub page: PageStyle,
    /// Running text.
    pub text: TextStyle,
    /// Families by role, the first one that is there counts.
    pub fonts: Fonts,
    /// Names of families by role that are looked for on the machine, where a project asks for it;
    /// the first found counts.
    #[serde(default)]
    pub system_fonts: Fonts,
    /// What was found of them. Empty for the embedded fonts alone.
    #[serde(skip)]
    pub faces: Vec<Face>,
    /// Headings from the first level on; deeper ones look like the last.
    pub heading: Vec<HeadingStyle>,
    /// Tables.
    pub table: TableStyle,
    /// Captions of tables and pictures.
    pub caption: CaptionStyle,
    /// Footnotes and remarks under tables.
    pub note: NoteStyle,
    pub contents: ContentsStyle,
    /// Page numbers.
    pub number: NumberStyle,
    pub cover: CoverStyle,
}

/// The paper and its margins, millimetres.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageStyle {
    pub width: f64,
    pub height: f64,
    /// 天头.
    pub top: f64,
    /// Below the text.
    pub bottom: f64,
    /// 订口, at the left of odd pages.
    pub left: f64,
    /// At the right of odd pages.
    pub right: f64,
    /// Whether margins change sides and parts begin on odd pages.
    pub duplex: bool,
}

/// Running text.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextStyle {
    /// Size, points.
    pub size: f64,
    /// From line to line, points.
    pub line: f64,
    /// Indent of a first line, characters.
    pub indent: f64,
}

/// A level of headings.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadingStyle {
    pub font: FontRole,
    /// Size, points.
    pub size: f64,
}

/// Tables.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TableStyle {
    /// Sizes to try, points: the first in which the columns fit.
    pub sizes: Vec<f64>,
    /// The same for tables that need a landscape page; empty for the same sizes.
    #[serde(default, rename = "turned-sizes")]
    pub landscape_sizes: Vec<f64>,
    /// From line to line, in sizes.
    pub line: f64,
    /// Font of the head.
    pub head: FontRole,
}

/// Captions.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaptionStyle {
    pub font: FontRole,
    /// Size, points.
    pub size: f64,
}

/// Small print.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoteStyle {
    /// Size, points.
    pub size: f64,
}

/// The contents.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContentsStyle {
    /// What stands above.
    pub title: String,
    /// How many levels.
    pub depth: u8,
    /// Size, points.
    pub size: f64,
    /// From line to line, points.
    pub line: f64,
}

/// Page numbers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberStyle {
    /// Size, points.
    pub size: f64,
    /// Below the text, millimetres.
    pub below: f64,
}

/// The cover.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoverStyle {
    /// Size of the title, points.
    pub title: f64,
    /// Size of the project's name, points.
    pub subtitle: f64,
    /// Size of the rest, points.
    pub text: f64,
}

/// Why a file is no style.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StyleError {
    /// It has another shape.
    #[error(transparent)]
    Shape(#[from] toml::de::Error),
    /// It is of a later version.
    #[error("format {0} is not known")]
    Format(u32),
    /// The margins are too wide.
    #[error("the margins leave no room for text")]
    NoRoom,
    /// A size of type is missing or absurd.
    #[error("a size of type is missing or not between 4 and 80 pt")]
    Size,
    /// Lines would overlap.
    #[error("lines are closer than the type is high")]
    LineHeight,
}

/// Points in a millimetre.
pub const POINTS: f64 = 72.0 / 25.4;

impl Style {
    /// Reads a style.
    ///
    /// # Errors
    /// If the file has another shape or its values cannot make a page.
    pub fn parse(text: &str) -> Result<Self, StyleError> {
        let style: Self = toml::from_str(text)?;
        if style.format != 1 {
            return Err(StyleError::Format(style.format));
        }
        if style.width() < 100.0 || style.height() < 100.0 {
            return Err(StyleError::NoRoom);
        }
        let sizes = style
            .table
            .sizes
            .iter()
            .chain(&style.table.landscape_sizes)
            .chain(style.heading.iter().map(|h| &h.size));
        let sizes = sizes.chain([
            &style.text.size,
            &style.caption.size,
            &style.note.size,
            &style.number.size,
            &style.contents.size,
        ]);
        if style.heading.is_empty()
            || style.table.sizes.is_empty()
            || sizes.into_iter().any(|s| !(4.0..=80.0).contains(s))
        {
            return Err(StyleError::Size);
        }
        if style.text.line < style.text.size
            || style.contents.line < style.contents.size
            || style.table.line < 1.0
        {
            return Err(StyleError::LineHeight);
        }
        Ok(style)
    }

    /// Width of the text, points.
    pub fn width(&self) -> f64 {
        (self.page.width - self.page.left - self.page.right) * POINTS
    }

    /// Height of the text, points.
    pub fn height(&self) -> f64 {
        (self.page.height - self.page.top - self.page.bottom) * POINTS
    }

    /// How wide tables may be.
    pub(super) fn room(&self) -> TableRoom<'_> {
        let TableStyle { sizes, landscape_sizes, .. } = &self.table;
        TableRoom {
            portrait: (self.width(), sizes),
            landscape: (
                self.height(),
                if landscape_sizes.is_empty() { sizes } else { landscape_sizes },
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Style;

    const GBT9704: &str = include_str!("../../outline/common/styles/gbt9704.toml");

    #[test]
    fn the_standard_page_holds_22_lines_of_28_characters() {
        let style = Style::parse(GBT9704).unwrap_or_else(|fault| panic!("{fault}"));
        assert_eq!((style.width() / style.text.size).floor(), 28.0);
        assert_eq!(((style.height() - style.text.size) / style.text.line).floor() + 1.0, 22.0);
    }

    #[test]
    fn a_style_that_makes_no_page_is_refused() {
        assert!(Style::parse(&GBT9704.replace("left = 28", "left = 280")).is_err());
        assert!(Style::parse(&GBT9704.replace("size = 15.75", "size = 0")).is_err());
        assert!(Style::parse(&GBT9704.replace("format = 1", "format = 2")).is_err());
        assert!(Style::parse(&GBT9704.replace("duplex", "dupplex")).is_err());
    }
}
