//! Errors of the layers below, in Chinese: the only place where they get words for users.

mod mail;
pub(crate) mod notice_files;
pub(crate) mod package;
#[cfg(feature = "render")]
pub(crate) mod render;
mod staging;
pub(crate) mod word_document;
