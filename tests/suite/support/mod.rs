//! What tests share.

pub(crate) mod applicants;
#[cfg(feature = "render")]
pub(crate) mod browser;
pub(crate) mod comment_marks;
mod folders;
pub(crate) mod json_schema;
pub(crate) mod odd_zip;
pub(crate) mod outside_tools;
mod pdf;
mod program;
pub(crate) mod sample_package;
pub(crate) mod source_tree;
pub(crate) mod waiting;
pub(crate) mod word_document;
pub(crate) mod workshop;

use std::sync::Arc;

use pilot::notice::{Library, Notice};
pub(crate) use pilot::rules::examples::{mark_of, options_of, project_of};

pub(crate) use folders::{copy, copy_file, example, example_with_pdf, folder};
pub(crate) use pdf::{drawn_page, endless_pdf, overflowing_pdf, pdf_of, pdf_stream};
pub(crate) use program::{Ran, pilot_by_workers, pilot_in, pilot_with};

/// The notice that most tests use.
pub(crate) const GUANGXI: &str = "gx-2023-cleaner-production";

/// A built-in notice.
pub(crate) fn notice(id: &str) -> Notice {
    Arc::unwrap_or_clone(Library::default().load(id).unwrap_or_else(|fault| panic!("{fault}")))
}
