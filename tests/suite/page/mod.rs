//! The page that carries the program (`page/`): what it promises, and that it finds what the program
//! finds.

#[cfg(feature = "render")]
mod in_the_browser;
mod promises;
