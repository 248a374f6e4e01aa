//! Characters, places, numerals and dates: everything that is known about text without knowing what
//! it means.

pub mod characters;
pub mod coverage;
pub mod date;
pub mod decimal;
pub mod digest;
pub mod encoding;
pub mod escape;
pub mod han;
mod io_words;
pub mod json;
pub mod numeral;
pub mod path;
pub mod source;
pub mod symbol_font;
pub mod toml_tree;
pub mod word_list;

pub use date::{Moment, Month};
pub use io_words::{io_words, is_unknown};
pub use source::{At, LineCol, SourceId, SourceText, Sources, Span, Spanned};
