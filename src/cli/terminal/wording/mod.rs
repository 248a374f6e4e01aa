//! Faults of the layers below, in Chinese.

pub(crate) mod word_document;
