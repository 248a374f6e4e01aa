//! Plans: Markdown and Word.

mod kept_words;
mod markdown;
mod word;
