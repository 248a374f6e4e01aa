//! The group *writing*: punctuation, dates, units, characters. All of it looks at running text only,
//! never at code or addresses.

mod broken_reference;
mod date_form;
mod emphasis_not_rendered;
mod glyph_missing;
mod halfwidth_punctuation;
mod invisible_character;
mod markup_unclosed;
mod range_form;
mod repealed_basis;
mod spacing_mixed;
mod text_lost;
mod unpaired_brackets;

use crate::rules::engine::registry::CodeFn;

pub(super) const CODE: &[(&str, CodeFn)] = &[
    ("broken-reference", broken_reference::check),
    ("date-form", date_form::check),
    ("emphasis-not-rendered", emphasis_not_rendered::check),
    ("glyph-missing", glyph_missing::check),
    ("halfwidth-punctuation", halfwidth_punctuation::check),
    ("invisible-character", invisible_character::check),
    ("markup-unclosed", markup_unclosed::check),
    ("range-form", range_form::check),
    ("repealed-basis", repealed_basis::check),
    ("spacing-mixed", spacing_mixed::check),
    ("text-lost", text_lost::check),
    ("unpaired-brackets", unpaired_brackets::check),
];
