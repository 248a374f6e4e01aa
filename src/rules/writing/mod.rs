//! How a plan is written: punctuation, dates, units, characters. All of it looks at running text
//! only, never at code or addresses.

mod brackets;
mod dates;
mod document_numbers;
mod emphasis;
mod halfwidth;
mod invisible;
mod ranges;
mod repealed;
mod replace;
mod spacing;
mod units;

use super::code::CodeFn;

pub(super) const CODE: &[(&str, CodeFn)] = &[
    ("date-form", dates::check),
    ("document-number-form", document_numbers::check),
    ("emphasis-not-rendered", emphasis::check),
    ("halfwidth-punctuation", halfwidth::check),
    ("invisible-character", invisible::check),
    ("range-form", ranges::check),
    ("repealed-basis", repealed::check),
    ("spacing-mixed", spacing::check),
    ("unit-form", units::check),
    ("unpaired-brackets", brackets::check),
];
