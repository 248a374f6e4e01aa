//! What holds for the repository as a whole: its shape, its data, its promises.

mod build;
mod corpus;
mod measure;
mod names;
mod neutral;
mod properties;
mod rule_names;
mod rule_pages;
mod threats;
mod tidy;
mod word_lists;
