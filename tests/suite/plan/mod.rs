//! Plans: Markdown and Word.

mod markdown;
mod word;
