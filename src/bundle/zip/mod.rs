//! Zip archives: our own canonical form, written and proved byte by byte, and anybody's, read with suspicion.
//!
//! APPNOTE.TXT 6.3.10 is the source of all field names.

mod decode;
pub mod loose;
mod names;
pub mod read;
mod record;
mod scan;
pub mod write;
