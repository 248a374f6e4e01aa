//! The group *files*: whether every file is there, can be read and printed, and says no more than
//! it should.

mod file_metadata;
mod letters;
mod listed;
mod pdf_stale;
mod pictures;

use crate::rules::engine::registry::CodeFn;

pub(super) const CODE: &[(&str, CodeFn)] = &[
    ("file-metadata", file_metadata::check),
    ("file-missing", listed::file_missing),
    ("file-unlisted", listed::file_unlisted),
    ("file-unreadable", listed::file_unreadable),
    ("image-missing", pictures::image_missing),
    ("image-resolution", pictures::image_resolution),
    ("letter-date", letters::letter_date),
    ("letter-differs", letters::letter_differs),
    ("letter-missing", letters::letter_missing),
    ("pdf-stale", pdf_stale::check),
];
