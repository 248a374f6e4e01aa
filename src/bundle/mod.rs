//! The mailable package: planned, written, read back, put in its place.

pub mod checklist;
pub mod dist_names;
pub mod file_names;
pub mod mail;
pub mod manifest;
pub mod plan;
pub mod planned;
pub mod shrink;
pub mod staging;
pub mod verify;
pub mod volume;
pub mod write;
pub mod write_error;
pub mod zip;

pub use manifest::Manifest;
pub use plan::plan;
pub use planned::{Contents, EDITABLE, LeftOut, Original, PlannedFile, PlannedPackage};
pub use verify::received::Received;
pub use verify::{receive, receive_apart, receive_folder};
pub use write::{PackageFacts, WrittenPackage, write};
pub use write_error::{EntryRefusal, WriteError};
