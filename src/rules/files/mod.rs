//! The group *files*: whether every file is there, can be read and printed, and says no more than
//! it should.

mod letters;
mod listed;
mod metadata;
mod names;
mod outgoing;
mod paths;
mod pdf;
mod pictures;
mod summary;

use crate::rules::engine::registry::CodeFn;

pub(super) const CODE: &[(&str, CodeFn)] = &[
    ("file-missing", listed::file_missing),
    ("file-unlisted", listed::file_unlisted),
    ("file-unreadable", listed::file_unreadable),
    ("duplicate-file", listed::duplicate_file),
    ("letter-missing", letters::letter_missing),
    ("letter-differs", letters::letter_differs),
    ("letter-date", letters::letter_date),
    ("pdf-page-size", pdf::pdf_page_size),
    ("pdf-fonts-missing", pdf::pdf_fonts_missing),
    ("pdf-blank-page", pdf::pdf_blank_page),
    ("scan-resolution", pdf::scan_resolution),
    ("pdf-stale", pdf::pdf_stale),
    ("image-resolution", pictures::image_resolution),
    ("image-missing", pictures::image_missing),
    ("file-metadata", metadata::file_metadata),
    ("photo-location", metadata::photo_location),
    ("executable-or-macro", metadata::executable_or_macro),
    ("nested-archive", metadata::nested_archive),
    ("file-name-gbk", names::file_name_gbk),
    ("path-too-long", names::path_too_long),
    ("name-collision", names::name_collision),
    ("junk-file", names::junk_file),
];
