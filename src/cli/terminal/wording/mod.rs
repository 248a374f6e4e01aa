//! Errors of the layers below, in Chinese: the only place where they get words for users.

pub(crate) mod import_report;
mod mail;
pub(crate) mod notice_files;
pub(crate) mod package;
mod staging;
#[cfg(feature = "render")]
pub(crate) mod typesetting;
pub(crate) mod word_document;
