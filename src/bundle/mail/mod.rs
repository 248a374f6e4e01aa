//! The message that carries a package: written as a draft, and read when it comes in.

mod header;
pub mod read;
pub mod write;

pub use write::{ComposedMail, message_size, write_message};
