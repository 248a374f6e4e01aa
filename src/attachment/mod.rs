//! What a file really is, told by its content: in bounded time and memory, and without ever panicking.

pub mod facts;

pub use facts::{Broken, Facts, FileKind, Page};
