//! Errors of the layers below, in Chinese: the only place where they get words for users.

pub(crate) mod import_report;
mod mail;
pub(crate) mod not_exported;
pub(crate) mod notice_files;
mod notice_input;
pub(crate) mod package;
mod staging;
#[cfg(feature = "render")]
pub(crate) mod typesetting;
pub(crate) mod word_document;
