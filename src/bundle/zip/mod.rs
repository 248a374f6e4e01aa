//! Zip archives: our own canonical form, written and proved byte by byte, and anybody's, read with
//! suspicion.
//!
//! APPNOTE.TXT 6.3.10 is the source of all field names.

pub mod canonical;
mod decode;
mod doubts;
mod entry_names;
mod record;
mod scan;
pub mod tolerant;
pub mod zip_writer;

pub(super) use scan::VOLUME;

/// What one archive may hold at most; above that it is not read on.
pub mod limits {
    /// Bytes of all contents together.
    pub const TOTAL: u64 = super::decode::MAX_TOTAL;
    /// Times that a content may be larger than its bytes in the archive, once it has [`RATIO_FROM`]
    /// bytes.
    pub const RATIO: u64 = super::decode::MAX_RATIO;
    /// Bytes of content from which the ratio counts.
    pub const RATIO_FROM: u64 = super::decode::RATIO_FROM;
    /// Entries.
    pub const ENTRIES: usize = super::scan::MAX_ENTRIES;
    /// Levels of folders in a name.
    pub const DEPTH: usize = super::entry_names::MAX_DEPTH;
}
