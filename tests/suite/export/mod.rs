//! Plans as documents of other programs.

mod documents;
mod kept_words;
