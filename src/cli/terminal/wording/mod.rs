//! Errors of the layers below, in Chinese: the only place where they get words for users.

mod io;
pub(crate) mod notice_files;
mod staging;
pub(crate) mod word_document;

pub(crate) use io::io_words;
