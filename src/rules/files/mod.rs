//! The group *files*: whether every file is there, can be read and printed, and says no more than
//! it should.

mod file_metadata;
mod file_missing;
mod file_unlisted;
mod file_unreadable;
mod image_format;
mod image_missing;
mod image_resolution;
mod letter_date;
mod letter_differs;
mod letter_missing;
pub(super) mod letter_text;
mod letter_unread;
mod pdf_stale;

use crate::rules::engine::registry::CodeFn;

pub(super) const CODE: &[(&str, CodeFn)] = &[
    ("file-metadata", file_metadata::check),
    ("file-missing", file_missing::check),
    ("file-unlisted", file_unlisted::check),
    ("file-unreadable", file_unreadable::check),
    ("image-format", image_format::check),
    ("image-missing", image_missing::check),
    ("image-resolution", image_resolution::check),
    ("letter-date", letter_date::check),
    ("letter-differs", letter_differs::check),
    ("letter-missing", letter_missing::check),
    ("letter-unread", letter_unread::check),
    ("pdf-stale", pdf_stale::check),
];
